"""M404: no session's key approves."""

from muster.model.approval import Approval, Offence
from muster.model.key import fingerprint
from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    Example,
    Known,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    planned,
    review,
    whole,
)

# Two spellings of one key: spare bits at the end.
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61
PLAIN, SPARE = HARDWARE + "Q==", HARDWARE + "R=="
SELF = Approval("ab" * 20, offence=Offence.SELF, reason="the key that signed it is a session's")
MINE = {at(7): claimed(7, key=APPROVER)}
HELD = {at(7): claimed(7, key=KEY_A)}
ANN = f"{{name: Ann, key: {APPROVER}}}"
KEYLESS = edited(charter(), ANN, "{name: Ann}")


def approved_by(*keys: str, name: str = "Bo") -> dict[str, str]:
    """A charter with approvers of these keys beside Ann."""
    more = "".join(f", {{name: {name}, key: {key}}}" for key in keys)
    return {CHARTER: edited(charter(), ANN, ANN + more)}


LOOK = review("M307", CHARTER)

EXAMPLES = (
    Example(
        "M404",
        "a claim that lists an approver's key is refused",
        branch({}, MINE),
        (block("M404", at(7), 12),),
        tells=(
            f"The key {fingerprint(APPROVER)} of number 7 is also that of Ann, who approves.",
            "muster show 7",
        ),
        hides=(APPROVER,),
    ),
    Example(
        "M404",
        "a planned slot is kept for no approver's key",
        branch({}, {at(7): planned(7, more=f"key: {APPROVER}\n")}),
        (block("M404", at(7), 9), review("M307", at(7))),
    ),
    Example(
        "M404",
        "a session is handed over to no approver's key",
        branch(HELD, MINE, signer=KEY_A),
        (block("M402", at(7), 12), block("M404", at(7), 12)),
    ),
    Example(
        "M404",
        "an open registry refuses it as well",
        branch({CHARTER: charter(identity="open")}, MINE),
        (block("M404", at(7), 12),),
    ),
    Example(
        "M404",
        "a key in another spelling is the same key",
        branch(approved_by(SPARE), {at(7): claimed(7, key=PLAIN)}),
        (block("M404", at(7), 12),),
        tells=("that of Bo,",),
    ),
    Example(
        "M404",
        "a charter that makes a session's key an approver's is refused",
        branch(HELD, approved_by(KEY_A)),
        (block("M404", at(7), 12), LOOK),
        tells=(f"The key {fingerprint(KEY_A)} of number 7 is also that of Bo, who approves.",),
    ),
    Example(
        "M404",
        "so it is in another spelling",
        branch({at(7): claimed(7, key=SPARE)}, approved_by(PLAIN)),
        (block("M404", at(7), 12), LOOK),
    ),
    Example(
        "M404",
        "so is a key that a planned slot lists",
        branch({at(7): planned(7, more=f"key: {KEY_A}\n")}, approved_by(KEY_A)),
        (block("M404", at(7), 9), LOOK),
    ),
    Example(
        "M404",
        "a charter that begins to be one is refused as well",
        branch(HELD, approved_by(KEY_A), chartered=False),
        (block("M404", at(7), 12), LOOK),
    ),
    Example(
        "M404",
        "an approver whom the same branch takes out still approves it",
        branch({}, {CHARTER: KEYLESS, **MINE}),
        (block("M302", at(7), 1), block("M404", at(7), 12), block("M307", CHARTER, 5), LOOK),
        tells=("that of Ann,",),
    ),
    Example(
        "M404",
        "an approver without a name is one",
        branch({}, {CHARTER: edited(charter(), "name: Ann, ", ""), **MINE}, chartered=False),
        (block("M101", CHARTER, 5), block("M302", at(7), 1), block("M404", at(7), 12), LOOK),
        tells=("also that of an approver, who approves",),
    ),
    Example(
        "M404",
        "on main it is told for each record",
        whole({**MINE, **approved_by(KEY_A), at(8): claimed(8, key=KEY_A), at(9): claimed(9)}),
        (block("M404", at(7), 12), block("M404", at(8), 12)),
        tells=("number 7 is also that of Ann", "number 8 is also that of Bo"),
    ),
    Example(
        "M404",
        "main's own stands apart from a change of the charter that does not touch it",
        branch(MINE, approved_by(KEY_B)),
        (LOOK,),
        standing=(block("M404", at(7), 12),),
    ),
    Example(
        "M404",
        "main's own is a change's to mend where it touches the record",
        branch(MINE, {at(7): edited(MINE[at(7)], "Work on", "Care for")}, signer=APPROVER),
        (block("M404", at(7), 12),),
    ),
    Example(
        "M404",
        "a merge that a session's key signed approves nothing",
        whole(HELD, approvals=Known({at(7): SELF, CHARTER: SELF})),
        (block("M404", at(7), 8), block("M404", CHARTER, 1)),
        tells=(
            f"Commit abababababab changed {at(7)} on main and approves nothing: "
            "the key that signed it is a session's.",
            "muster audit",
        ),
        hides=("ab" * 7,),
    ),
    Example(
        "M404",
        "a key of main's approver and a merge of its own are two findings",
        whole(MINE, approvals=Known({at(7): SELF})),
        (block("M404", at(7), 8), block("M404", at(7), 12)),
    ),
    Example("M404", "a session with a key of its own is fine", branch({}, HELD)),
    Example(
        "M404",
        "a new approver with a key of their own is fine",
        branch(HELD, approved_by(KEY_B)),
        (LOOK,),
    ),
    Example(
        "M404",
        "what main has is not told to a branch that touches neither",
        branch(MINE, {at(8): claimed(8)}),
    ),
    Example(
        "M404",
        "a session that takes another key mends it",
        branch(MINE, HELD, signer=APPROVER),
    ),
    Example(
        "M404",
        "a charter that takes the approver out is not held up by what it mends",
        branch(
            {**MINE, **approved_by(KEY_B)},
            {CHARTER: edited(approved_by(KEY_B)[CHARTER], ANN + ", ", "")},
        ),
        (LOOK,),
        standing=(block("M404", at(7), 12),),
    ),
    Example(
        "M404",
        "an approver who lists no key has none to share",
        whole({CHARTER: KEYLESS, **MINE}),
    ),
    Example(
        "M404",
        "without a charter nobody approves",
        whole(MINE, chartered=False),
    ),
    Example(
        "M404",
        "keys that differ in a bit that counts are others",
        branch(approved_by(PLAIN), {at(7): claimed(7, key=HARDWARE + "g==")}),
    ),
    Example(
        "M404",
        "a claim without a key shares none",
        branch({CHARTER: KEYLESS}, {at(7): claimed(7, key=None)}),
        (block("M401", at(7), 8),),
    ),
    Example(
        "M404",
        "a merge that an approver signed is fine",
        whole(HELD, approvals=Known({at(7): Approval("ab" * 20, approver="Ann")})),
    ),
    Example(
        "M404",
        "a merge that nobody approved is M403's",
        whole(HELD, approvals=Known({at(7): SELF._replace(offence=Offence.UNAPPROVED)})),
        (block("M403", at(7), 8),),
    ),
    Example(
        "M404",
        "a branch is approved after it was judged",
        branch(HELD, {at(8): claimed(8)}, approvals=Known({at(7): SELF, at(8): SELF})),
    ),
)
