"""M302: a claim comes alone."""

from muster.model.layout import CHARTER
from rules.cases import (
    KEY_A,
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
ACK = "registry/acks/003.yaml"
AGREED = f"number: 3\ndigest: sha256:{'a' * 64}\naccepts: true\n"
CLAIM = {at(8): claimed(8, "beta")}

EXAMPLES = (
    Example(
        "M302",
        "two claims are refused",
        branch({}, {at(7): claimed(7), **CLAIM}, steps=(step(at(7)), step(at(8), commit="a2"))),
        (block("M302", at(7), 1),),
        tells=(f"a claim and, besides, {at(8)}.",),
    ),
    Example(
        "M302",
        "a claim and a planned slot are refused",
        branch({}, {at(7): planned(7), **CLAIM}),
        (block("M302", at(8), 1), review("M307", at(7))),
    ),
    Example(
        "M302",
        "a claim and the charter are refused",
        branch({}, {CHARTER: charter(size=13), **CLAIM}),
        (block("M302", at(8), 1), review("M307", CHARTER)),
    ),
    Example(
        "M302",
        "a claim and a file outside the registry are refused",
        branch({}, {".github/workflows/ci.yml": "x", **CLAIM}),
        (block("M302", at(8), 1), review("M307", ".github/workflows/ci.yml")),
    ),
    Example(
        "M302",
        "of many others five are named and the rest counted",
        branch({}, {**{f"src/{n}.py": "x" for n in range(7)}, **CLAIM}),
        (block("M302", at(8), 1), review("M307", "src/0.py")),
        tells=("src/4.py and 2 more.",),
        hides=("src/5.py",),
    ),
    Example(
        "M302",
        "a claim and the release of another session's number are refused",
        branch(
            MAIN,
            {at(7): planned(7), **CLAIM},
            steps=(step(at(7), signer=KEY_A), step(at(8), commit="a2")),
        ),
        (block("M302", at(8), 1),),
    ),
    Example(
        "M302",
        "a claim and the deletion of the own number are refused",
        branch(MAIN, {at(7): None, at(8): claimed(8, "alpha", key=KEY_A)}, signer=KEY_A),
        (block("M302", at(8), 1), block("M305", at(7))),
    ),
    Example(
        "M302",
        "a session that moves releases its old number with the new claim",
        branch(MAIN, {at(7): planned(7), at(8): claimed(8, "alpha", key=KEY_A)}, signer=KEY_A),
    ),
    Example("M302", "a claim alone is fine", branch(MAIN, CLAIM)),
    Example(
        "M302",
        "many changes without a claim are the maintainers'",
        branch({}, {at(7): planned(7), at(8): planned(8), "README.md": "x"}),
        (review("M307", "README.md"), review("M307", at(7)), review("M307", at(8))),
    ),
    *(
        Example(
            "M302",
            f"a claim and {what} that one step changes and another changes back are refused",
            branch(
                {at(3): planned(3), at(4): "}", ACK: AGREED},
                CLAIM,
                steps=(step(path, commit="a1"), step(path, at(8), commit="a2")),
            ),
            (block("M302", at(8), 1), *others),
            standing=() if path == at(4) else (block("M007", at(4), 1),),
            tells=(f"a claim and, besides, {path}.",),
        )
        for what, path, others in (
            ("the charter", CHARTER, (review("M307", CHARTER),)),
            ("a file outside the registry", "src/a.py", (review("M307", "src/a.py"),)),
            ("a planned slot", at(3), ()),
            ("a record that can't be read", at(4), (block("M007", at(4), 1),)),
            ("an ack", ACK, ()),
        )
    ),
    Example(
        "M302",
        "what steps change and change back does not hide behind a number that was never on main",
        branch(
            {at(3): planned(3)},
            CLAIM,
            steps=(step(at(9), at(3)), step(at(9), at(3), at(8), commit="a2")),
        ),
        (block("M302", at(8), 1),),
        tells=(f"a claim and, besides, {at(3)}.",),
    ),
    Example(
        "M302",
        "a number that the session claimed first and gave up again was never on main",
        branch(
            {at(3): planned(3)},
            CLAIM,
            steps=(step(at(9), commit="a1"), step(at(9), at(8), commit="a2")),
        ),
    ),
    Example(
        "M302",
        "what main changed to the same content since does not pass by",
        branch(
            {at(3): planned(3)},
            CLAIM,
            steps=(step(at(3), "src/a.py", commit="a1"), step(at(8), commit="a2")),
            shared=[at(3), "src/a.py"],
        ),
    ),
    Example(
        "M302",
        "without a claim a planned slot may be changed and changed back",
        branch({at(3): planned(3)}, {}, steps=(step(at(3)), step(at(3), commit="a2"))),
    ),
)
