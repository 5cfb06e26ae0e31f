"""M302: a claim comes alone, and so does an activation."""

from muster.model.layout import ACTIVATION, CHARTER
from rules.agreeing import ALL_OWN, TEAM, ack_at, agreed, confirming
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_C,
    Example,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    planned,
    review,
    ruling,
    ruling_at,
    step,
    whole,
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
    Example(
        "M302",
        "a confirmation and acknowledgements come together",
        branch(TEAM, agreed(), steps=ALL_OWN),
    ),
    Example(
        "M302",
        "a confirmation comes before the acknowledgements",
        branch(TEAM, {ACTIVATION: agreed()[ACTIVATION]}, steps=confirming(KEY_A)),
        (block("M406", ACTIVATION, 2),),
    ),
    *(
        Example(
            "M302",
            f"an activation and {what} are refused",
            branch(TEAM, {**agreed(), path: text}, steps=(*ALL_OWN, *more)),
            (block("M302", ack_at(1), 1), *others),
            tells=(
                f"The branch brings an activation and, besides, {path}.",
                "Split it: one branch with an activation alone, others with the rest.",
            ),
        )
        for what, path, text, more, others in (
            (
                "the charter",
                CHARTER,
                edited(TEAM[CHARTER], "Team under test", "Another team"),
                (step(CHARTER, signer=APPROVER),),
                (review("M307", CHARTER),),
            ),
            (
                "a session's own record",
                at(3),
                edited(TEAM[at(3)], "21:45:34", "21:45:35"),
                (step(at(3), signer=KEY_C),),
                (),
            ),
            (
                "a ruling",
                ruling_at(1),
                ruling(TEAM[at(2)], TEAM[at(3)], under=TEAM[CHARTER]),
                (step(ruling_at(1), signer=KEY_A),),
                (block("M405", ACTIVATION, 2), block("M407", ruling_at(1), 3)),
            ),
            (
                "a file outside the registry",
                "src/a.py",
                "x",
                (step("src/a.py", signer=KEY_A),),
                (review("M307", "src/a.py"),),
            ),
        )
    ),
    *(
        Example(
            "M302",
            f"an activation and {path}, which one step changes and another back, are refused",
            branch(
                TEAM,
                agreed(),
                steps=(*ALL_OWN, step(path, signer=KEY_C), step(path, signer=KEY_C, commit="a9")),
            ),
            (block("M302", ack_at(1), 1), *others),
            tells=(f"an activation and, besides, {path}.",),
        )
        for path, others in (
            (CHARTER, (review("M307", CHARTER),)),
            ("src/a.py", (review("M307", "src/a.py"),)),
            (at(3), ()),
        )
    ),
    Example(
        "M302",
        "acknowledgements alone and another record are refused",
        branch(
            {**TEAM, **agreed()},
            {ack_at(3): None, "README.md": "x"},
            steps=(step(ack_at(3), "README.md", signer=KEY_C),),
        ),
        (block("M302", ack_at(3)), block("M406", ack_at(3)), review("M307", "README.md")),
    ),
    Example(
        "M302",
        "a confirmation alone and another file are refused",
        branch(
            {**TEAM, **agreed()},
            {ACTIVATION: None, "README.md": "x"},
            steps=(step(ACTIVATION, "README.md", signer=KEY_A),),
        ),
        (block("M302", ACTIVATION), block("M405", ACTIVATION), review("M307", "README.md")),
    ),
    Example(
        "M302",
        "of much beside an activation five files are named and the rest counted",
        branch(
            TEAM,
            {**agreed(), **{f"src/{n}.py": "x" for n in range(7)}},
            steps=ALL_OWN,
        ),
        (block("M302", ack_at(1), 1), review("M307", "src/0.py")),
        tells=("src/4.py and 2 more.",),
        hides=("src/5.py",),
    ),
    Example(
        "M302",
        "a claim and an activation are refused",
        branch(
            {**TEAM, at(3): planned(3)},
            {at(3): TEAM[at(3)], **agreed()},
            steps=(*ALL_OWN, step(at(3), signer=KEY_C)),
        ),
        (block("M302", at(3), 1), block("M406", ack_at(3), 2)),
        tells=(f"a claim and, besides, {ack_at(1)}, {ack_at(2)}, {ack_at(3)}, {ACTIVATION}.",),
    ),
    Example(
        "M302",
        "an acknowledgement that a step brings and another takes back is part of an activation",
        branch(
            TEAM,
            {path: text for path, text in agreed().items() if path != ack_at(3)},
            steps=(*ALL_OWN, step(ack_at(3), signer=KEY_C)),
        ),
        (block("M406", ACTIVATION, 2),),
    ),
    Example(
        "M302",
        "a confirmation that steps bring and take back beside other work is none",
        branch(
            TEAM,
            {"README.md": "x"},
            steps=(*confirming(KEY_A, KEY_A), step("README.md", signer=KEY_A, commit="a9")),
        ),
        (review("M307", "README.md"),),
    ),
    Example(
        "M302",
        "what main changed to the same content since does not come with an activation",
        branch(
            TEAM,
            agreed(),
            steps=(*ALL_OWN, step(at(3), "src/a.py", signer=KEY_A)),
            shared=[at(3), "src/a.py"],
        ),
    ),
    Example(
        "M302",
        "without a change a registry has all of it side by side",
        whole({**TEAM, **agreed()}),
    ),
)
