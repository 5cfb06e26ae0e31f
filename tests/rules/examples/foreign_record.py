"""M301: a branch does not touch another session's record."""

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
    step,
)

MAIN = {at(7): claimed(7, "alpha", key=KEY_A)}
OPEN = {CHARTER: charter(identity="open"), **MAIN}
HARDER = {at(7): claimed(7, "alpha", key=KEY_A, does="Work harder")}

EXAMPLES = (
    Example(
        "M301",
        "an unsigned change of a held record is refused",
        branch(MAIN, HARDER),
        (block("M301", at(7), 1),),
        tells=("alpha (slot-7)", "no signature"),
    ),
    Example(
        "M301",
        "in an open registry a human looks at it",
        branch(OPEN, HARDER),
        (review("M301", at(7), 1),),
    ),
    Example(
        "M301",
        "another session's signature is none",
        branch(MAIN, HARDER, signer=KEY_B),
        (block("M301", at(7), 1),),
    ),
    Example(
        "M301",
        "one unsigned step among signed ones is refused",
        branch(MAIN, HARDER, steps=(step(at(7), signer=KEY_A), step(at(7)))),
        (block("M301", at(7), 1),),
    ),
    Example(
        "M301",
        "beside a claim of another it is refused in an open registry too",
        branch(OPEN, {**HARDER, at(8): claimed(8, "beta")}),
        (block("M301", at(7), 1), block("M302", at(8), 1)),
        tells=("a claim of another number changes it",),
    ),
    Example(
        "M301",
        "beside a claim of another it is refused whoever signed",
        branch(MAIN, {**HARDER, at(8): claimed(8, "beta")}, signer=KEY_A),
        (block("M301", at(7), 1), block("M302", at(8), 1)),
    ),
    Example(
        "M301",
        "a step that changes it and another that changes it back are refused",
        branch(
            OPEN,
            {at(8): claimed(8, "beta")},
            steps=(step(at(7), commit="a1"), step(at(7), at(8), commit="a2")),
        ),
        (block("M301", at(7), 1),),
        tells=("and another back",),
    ),
    Example(
        "M301",
        "a change that no step accounts for is nobody's",
        branch(MAIN, HARDER, steps=()),
        (block("M301", at(7), 1),),
    ),
    Example("M301", "the holder's key changes its own record", branch(MAIN, HARDER, signer=KEY_A)),
    Example("M301", "an approver changes any record", branch(MAIN, HARDER, signer=APPROVER)),
    Example(
        "M301",
        "an unsigned step elsewhere does not matter to a signed one here",
        branch(MAIN, HARDER, steps=(step(at(7), signer=KEY_A), step("README.md"))),
    ),
    Example(
        "M301",
        "a claim alone touches nobody's record",
        branch(MAIN, {at(8): claimed(8, "beta")}),
    ),
    Example(
        "M301",
        "a planned slot that steps touch and leave as it was is nobody's record",
        branch({at(7): planned(7)}, {at(8): claimed(8)}, steps=(step(at(7), at(8)),)),
    ),
)
