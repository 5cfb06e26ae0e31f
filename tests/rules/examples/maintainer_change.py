"""M307: what is the maintainers' to change is looked at by a human."""

from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
    KEY_A,
    Example,
    at,
    block,
    branch,
    charter,
    claimed,
    planned,
    review,
    whole,
)

DIGEST = "sha256:" + "a" * 64
AGREED = {
    "registry/acks/007.yaml": f"number: 7\ndigest: {DIGEST}\naccepts: true\n",
    "registry/rulings/R001.yaml": "sessions: [7]\nrule: M204\ndecision: It is meant so\n",
    "registry/activation.yaml": f"consensus: 1\ndigest: {DIGEST}\nconfirmed_by: 1\n",
}

EXAMPLES = (
    Example(
        "M307",
        "the charter is looked at, whoever signs",
        branch({}, {CHARTER: charter(size=13)}, signer=APPROVER),
        (review("M307", CHARTER),),
    ),
    Example(
        "M307",
        "the charter that a branch brings does not judge that branch",
        branch({}, {CHARTER: charter(size=13), at(13): planned(13)}),
        (block("M103", at(13), 1), review("M307", CHARTER), review("M307", at(13))),
    ),
    Example(
        "M307",
        "files outside the registry are one finding",
        branch({}, {f"src/{n}.py": "x" for n in range(7)}),
        (review("M307", "src/0.py"),),
        tells=("src/0.py, src/1.py, src/2.py, src/3.py, src/4.py and 2 more.",),
    ),
    Example(
        "M307",
        "a new planned slot is looked at",
        branch({}, {at(7): planned(7)}),
        (review("M307", at(7)),),
        tells=("a planned slot that nobody holds",),
    ),
    Example(
        "M307",
        "a changed planned slot is looked at",
        branch({at(7): planned(7)}, {at(7): planned(7, does="Other work")}),
        (review("M307", at(7)),),
    ),
    Example(
        "M307",
        "a planned slot that goes is looked at",
        branch({at(7): planned(7)}, {at(7): None}),
        (review("M307", at(7)),),
        tells=("is removed",),
    ),
    Example(
        "M307",
        "a record that nobody can read and that goes is looked at",
        branch({at(7): "}"}, {at(7): None}),
        (review("M307", at(7)),),
    ),
    *(
        Example(
            "M307",
            f"{path} is looked at while nobody verifies who wrote it",
            branch({at(7): claimed(7)}, {path: content}),
            (review("M307", path),),
        )
        for path, content in AGREED.items()
    ),
    Example(
        "M307",
        "a claim of a planned slot is a session's",
        branch({at(7): planned(7)}, {at(7): claimed(7)}),
    ),
    Example("M307", "a claim of a free number is a session's", branch({}, {at(7): claimed(7)})),
    Example(
        "M307",
        "a release is a session's",
        branch({at(7): claimed(7, key=KEY_A)}, {at(7): planned(7)}, signer=KEY_A),
    ),
    Example(
        "M307", "without a change nobody changed anything", whole({at(7): planned(7), **AGREED})
    ),
)
