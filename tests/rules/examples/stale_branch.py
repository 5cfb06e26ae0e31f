"""M308: a branch is newer than main's last change of the files that it changes."""

from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    Example,
    at,
    block,
    branch,
    charter,
    claimed,
    planned,
    review,
)

EXAMPLES = (
    Example(
        "M308",
        "a record that its holder changed on main too is stale",
        branch(
            {at(7): claimed(7, key=KEY_A)},
            {at(7): claimed(7, key=KEY_A, does="Work harder")},
            signer=KEY_A,
            conflicts=[at(7)],
        ),
        (block("M308", at(7)),),
        tells=("git rebase main",),
    ),
    Example(
        "M308",
        "a slot that main planned otherwise since the branch began is stale",
        branch({at(7): planned(7)}, {at(7): claimed(7)}, conflicts=[at(7)]),
        (block("M308", at(7)),),
    ),
    Example(
        "M308",
        "a charter that main changed too is stale",
        branch({}, {CHARTER: charter(size=13)}, conflicts=[CHARTER]),
        (block("M308", CHARTER), review("M307", CHARTER)),
    ),
    Example(
        "M308",
        "a record that main has taken away is stale",
        branch({}, {at(7): claimed(7)}, conflicts=[at(7)]),
        (block("M308", at(7)),),
    ),
    Example(
        "M308",
        "a deletion of what main has changed is stale",
        branch({at(7): planned(7)}, {at(7): None}, conflicts=[at(7)]),
        (block("M308", at(7)), review("M307", at(7))),
    ),
    Example(
        "M308",
        "a signed rebinding of a record that main has changed is stale",
        branch(
            {at(7): claimed(7, "alpha", key=KEY_A)},
            {at(7): claimed(7, "beta", key=KEY_B)},
            signer=APPROVER,
            conflicts=[at(7)],
        ),
        (block("M308", at(7)),),
    ),
    Example(
        "M308",
        "the same session's claim from two clones is stale, not taken",
        branch(
            {at(7): claimed(7, "alpha")}, {at(7): claimed(7, "alpha", does="B")}, conflicts=[at(7)]
        ),
        (block("M308", at(7)), block("M301", at(7), 3)),
    ),
    Example(
        "M308",
        "a claim of a number that main gave to another is taken, not stale",
        branch({at(7): claimed(7, "alpha")}, {at(7): claimed(7, "beta")}, conflicts=[at(7)]),
        (block("M201", at(7), 1),),
    ),
    Example(
        "M308",
        "other files may have changed on main",
        branch({at(7): claimed(7)}, {at(8): claimed(8)}),
    ),
)
