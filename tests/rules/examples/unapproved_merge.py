"""M403: what stands on main came by an approved merge."""

from muster.model.approval import Approval, Offence
from muster.model.layout import CHARTER
from rules.cases import (
    KEY_A,
    Example,
    Known,
    at,
    block,
    branch,
    claimed,
    note,
    planned,
    review,
    whole,
)

COMMIT = "ab" * 20
APPROVED = Approval(COMMIT, approver="Ann", key=KEY_A, head="cd" * 20)
ORIGIN = Approval(COMMIT, origin=True)
PUSHED = Approval(COMMIT, offence=Offence.UNAPPROVED, reason="it has 1 parent, not two")
HIDDEN = Approval("", offence=Offence.HIDDEN, reason="this clone is shallow")
FORGE = Approval(COMMIT, forge=True, reason="approved on the forge, not verified here")
DIFFERS = Approval(
    COMMIT, offence=Offence.UNAPPROVED, reason="it has another x than the branch", forge=True
)
ALIEN = Approval(COMMIT, offence=Offence.UNAPPROVED, reason="its key is no approver's")
MAIN = {at(7): claimed(7), at(8): planned(8)}
ACK = "registry/acks/007.yaml"
AGREED = {ACK: f"number: 7\ndigest: sha256:{'a' * 64}\naccepts: true\n"}

EXAMPLES = (
    Example(
        "M403",
        "a record that came by no approved merge counts for nothing",
        whole(MAIN, approvals=Known({at(7): PUSHED, at(8): APPROVED})),
        (block("M403", at(7), 8),),
        tells=(
            f"Commit abababababab changed {at(7)} on main and is no approved merge: "
            "it has 1 parent, not two.",
            "muster audit",
        ),
        hides=("ab" * 7,),
    ),
    Example(
        "M403",
        "a planned slot that came by no approved merge is told",
        whole(MAIN, approvals=Known({at(8): ALIEN})),
        (block("M403", at(8), 8),),
        tells=("its key is no approver's",),
    ),
    Example(
        "M403",
        "a charter that came by no approved merge is told",
        whole(MAIN, approvals=Known({CHARTER: PUSHED})),
        (block("M403", CHARTER, 1),),
    ),
    Example(
        "M403",
        "a file that can't be read is told as well",
        whole({at(7): "}"}, approvals=Known({at(7): PUSHED})),
        (block("M007", at(7), 1), block("M403", at(7))),
    ),
    Example(
        "M403",
        "each file that one commit brought is told",
        whole({**MAIN, **AGREED}, approvals=Known(dict.fromkeys((at(7), at(8), ACK), PUSHED))),
        (
            block("M403", at(7), 8),
            block("M403", at(8), 8),
            block("M403", ACK, 1),
            note("M406", ACK, 2),
        ),
    ),
    Example(
        "M403",
        "what approved merges brought is fine",
        whole(MAIN, approvals=Known(dict.fromkeys((CHARTER, at(7), at(8)), APPROVED))),
    ),
    Example(
        "M403",
        "the commit that began the registry is each clone's to pin",
        whole(MAIN, approvals=Known(dict.fromkeys((CHARTER, at(7), at(8)), ORIGIN))),
    ),
    Example(
        "M403",
        "what the forge merged under a charter that says so is no offence",
        whole(MAIN, approvals=Known(dict.fromkeys((CHARTER, at(7), at(8)), FORGE))),
    ),
    Example(
        "M403",
        "a merge of a forge that is not exactly its branch is told",
        whole(MAIN, approvals=Known({at(7): DIFFERS, at(8): FORGE})),
        (block("M403", at(7), 8),),
        tells=("it has another x than the branch",),
    ),
    Example(
        "M403",
        "where approval can't be judged nothing is said",
        whole(MAIN, approvals=Known({})),
    ),
    Example(
        "M403",
        "a record that such a commit took away is told too",
        whole(MAIN, approvals=Known({at(9): PUSHED})),
        (block("M403", at(9)),),
    ),
    Example(
        "M403",
        "one that an approved merge took away is nobody's matter",
        whole(MAIN, approvals=Known({at(9): APPROVED})),
    ),
    Example(
        "M403",
        "where a shallow clone hides who approved, a human looks",
        whole(MAIN, approvals=Known({CHARTER: HIDDEN})),
        (review("M403", CHARTER, 1),),
        tells=("Nobody can see here who approved", "git fetch --unshallow"),
    ),
    Example(
        "M403",
        "a merge that approves itself is M404's",
        whole(MAIN, approvals=Known({at(7): PUSHED._replace(offence=Offence.SELF)})),
        (block("M404", at(7), 8),),
    ),
    Example(
        "M403",
        "a branch is approved after it was judged",
        branch(MAIN, {at(9): claimed(9)}, approvals=Known({at(9): PUSHED, at(7): PUSHED})),
    ),
)
