"""M305: a record is not deleted."""

from muster.model.layout import ACTIVATION, CHARTER, ack_path
from rules.cases import (
    APPROVER,
    Example,
    at,
    block,
    branch,
    claimed,
    planned,
    review,
    ruling,
    ruling_at,
    whole,
)

DIGEST = "sha256:" + "a" * 64
ODD = "registry/sessions/07.yaml"
HOSTILE = "registry/sessions/7;reboot.yaml"
ACK, RULING = ack_path(7), ruling_at(1)
AGREED = {
    ACK: f"number: 7\ndigest: {DIGEST}\naccepts: true\n",
    RULING: ruling(claimed(7)),
    ACTIVATION: f"consensus: 1\ndigest: {DIGEST}\nconfirmed_by: 1\n",
}

EXAMPLES = (
    Example(
        "M305",
        "a held record is not deleted, whoever signs",
        branch({at(7): claimed(7)}, {at(7): None}, signer=APPROVER),
        (block("M305", at(7)),),
        tells=("turn its record to pending", f"git checkout main -- {at(7)}"),
    ),
    Example(
        "M305",
        "the charter is not deleted",
        branch({}, {CHARTER: None}),
        (block("M305", CHARTER),),
    ),
    Example(
        "M305",
        f"a human looks where {RULING} is deleted",
        branch({at(7): claimed(7), **AGREED}, {RULING: None}, signer=APPROVER),
        (review("M305", RULING), review("M407", RULING)),
    ),
    *(
        Example(
            "M305",
            f"whether {path} may be deleted is told by {code}",
            branch({at(7): claimed(7), **AGREED}, {path: None}, signer=APPROVER),
            (block(code, path),),
        )
        for path, code in ((ACTIVATION, "M405"), (ACK, "M406"))
    ),
    Example(
        "M305",
        "a path that a shell would take apart is quoted in the command",
        branch({HOSTILE: claimed(7)}, {HOSTILE: None}),
        (block("M305", HOSTILE),),
        tells=(f"git checkout main -- '{HOSTILE}'",),
    ),
    Example(
        "M305",
        "the second file of a duplicate may go, as a maintainer's change",
        branch({at(7): claimed(7), ODD: claimed(7, "b", name="b", does="B")}, {ODD: None}),
        (review("M307", ODD),),
    ),
    Example(
        "M305",
        "a planned slot may go, as a maintainer's change",
        branch({at(7): planned(7)}, {at(7): None}),
        (review("M307", at(7)),),
    ),
    Example(
        "M305",
        "what is no record may go",
        branch({"registry/notes.txt": "hello"}, {"registry/notes.txt": None}),
    ),
    Example("M305", "without a change nothing was deleted", whole({})),
)
