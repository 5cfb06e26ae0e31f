"""M102: the number in a record is the number of its file name."""

from muster.model.layout import ACTIVATION
from rules.agreeing import ack, ack_at, confirmation
from rules.cases import Example, at, block, branch, claimed, edited, note, whole

ACK = f"number: 7\ndigest: sha256:{'a' * 64}\naccepts: true\n"

EXAMPLES = (
    Example(
        "M102",
        "a record that says another number than its file name is refused",
        whole({at(8): claimed(7)}),
        (block("M102", at(8), 1),),
        tells=("number 7", "says 8"),
    ),
    Example(
        "M102",
        "an ack that says another number is refused",
        whole({"registry/acks/008.yaml": "# mine\n" + ACK}),
        (block("M102", "registry/acks/008.yaml", 2), note("M406", "registry/acks/008.yaml", 3)),
    ),
    Example(
        "M102",
        "what main has is not told to a branch that does not touch it",
        branch({at(8): claimed(7)}, {at(9): claimed(9)}),
    ),
    Example(
        "M102",
        "an ack of its own number passes",
        whole({ACTIVATION: confirmation({}), ack_at(7): ack(7, {})}),
    ),
    Example(
        "M102",
        "another spelling of the same number passes",
        whole({at(7): edited(claimed(7), "number: 7", "number: 0x7")}),
    ),
)
