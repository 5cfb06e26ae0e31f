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
    edited,
    planned,
    review,
    step,
    whole,
)

DIGEST = "sha256:" + "a" * 64
AGREED = {
    "registry/acks/007.yaml": f"number: 7\ndigest: {DIGEST}\naccepts: true\n",
    "registry/rulings/R001.yaml": "sessions: [7]\nrule: M204\ndecision: It is meant so\n",
    "registry/activation.yaml": f"consensus: 1\ndigest: {DIGEST}\nconfirmed_by: 1\n",
}

DUTIES = 'responsibilities: [Write]\nschedule: [{do: Send, by: "08:00"}]\n'

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
        (block("M301", at(7)), review("M307", at(7))),
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
    *(
        Example(
            "M307",
            f"a claim that rewrites the planned {what} is looked at",
            branch(
                {at(7): planned(7, more=DUTIES)}, {at(7): claimed(7, key=KEY_A, **texts)}, signer=by
            ),
            (review("M307", at(7)),),
            tells=(f"the claim rewrites what was planned ({what}).",),
        )
        for what, texts, by in (
            ("role", {"does": "Rest", "more": DUTIES}, None),
            ("goal", {"statement": "Do less", "more": DUTIES}, APPROVER),
            ("responsibilities", {"more": edited(DUTIES, "Write", "Rest")}, None),
            ("schedule", {"more": edited(DUTIES, "Send", "Rest")}, None),
            ("responsibilities, schedule", {}, None),
            ("role, goal", {"title": "Rest", "statement": "Rest", "more": DUTIES}, None),
        )
    ),
    Example(
        "M307",
        "a claim that adds duties to the planned slot is looked at",
        branch({at(7): planned(7)}, {at(7): claimed(7, more=DUTIES)}),
        (review("M307", at(7)),),
        tells=("(responsibilities, schedule)",),
    ),
    Example(
        "M307",
        "a claim that writes the planned texts otherwise rewrites nothing",
        branch(
            {at(7): planned(7, more=DUTIES)},
            {at(7): claimed(7, does='"Work on part 7"', more=f"# mine\n{DUTIES}")},
        ),
    ),
    Example(
        "M307",
        "the keys of the charter that change are named",
        branch(
            {},
            {CHARTER: edited(charter(size=13, more="timezone: UTC\n"), "Team under", "A team in")},
        ),
        (review("M307", CHARTER),),
        tells=(f"{CHARTER} changes: name, size, timezone; it says who approves",),
        hides=("approvers,", "identity"),
    ),
    Example(
        "M307",
        "a key that the charter loses is named",
        branch({}, {CHARTER: edited(charter(), "orchestrator: {number: 1}\n", "")}),
        (block("M101", CHARTER, 1), review("M307", CHARTER)),
        tells=("changes: orchestrator; it says",),
    ),
    Example(
        "M307",
        "the charter and files outside that steps change and change back are looked at",
        branch({}, {}, steps=(step(CHARTER, "src/a.py"), step(CHARTER, "src/a.py", commit="a2"))),
        (review("M307", CHARTER), review("M307", "src/a.py")),
        tells=(f"A step changes {CHARTER} and another changes it back.",),
    ),
    Example(
        "M307",
        "what steps change and change back is looked at beside what stays changed",
        branch({}, {"src/b.py": "x"}, steps=(step("src/a.py"), step("src/a.py", "src/b.py"))),
        (review("M307", "src/a.py"), review("M307", "src/b.py")),
    ),
    Example(
        "M307",
        "a file that main changed to the same content since is not changed back",
        branch({}, {}, steps=(step("src/a.py", CHARTER),), shared=["src/a.py", CHARTER]),
    ),
    Example(
        "M307",
        "a record that steps add and take away again is no maintainer's matter",
        branch({}, {}, steps=(step(at(9)), step(at(9), commit="a2"))),
    ),
)
