"""M307: what is the maintainers' to change is looked at by a human."""

from muster.model.layout import ACTIVATION, CHARTER
from rules.agreeing import (
    ALL_OWN,
    OWN_ACKS,
    TEAM,
    accepting,
    ack_at,
    agreed,
    confirmation,
    confirming,
)
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    KEY_C,
    OWN,
    Example,
    Files,
    Found,
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

ACK = ack_at(3)
OPEN_TEAM = {**TEAM, CHARTER: charter(size=3, identity="open")}
UNLED = {**TEAM, CHARTER: edited(OPEN_TEAM[CHARTER], "orchestrator: {number: 1}\n", "")}
PLANNED = {**TEAM, at(3): planned(3)}
UNSIGNED = "no signature shows who wrote the"
# Two spellings of one key end in Q== and R==.
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61
DUTIES = 'responsibilities: [Write]\nschedule: [{do: Send, by: "08:00"}]\n'


def opened(
    says: str,
    path: str,
    signers: tuple[str | None, ...],
    *finds: Found,
    main: Files | None = None,
    looked: bool = True,
    tells: tuple[str, ...] = (),
) -> Example:
    """An activation in an open registry, and who signs the steps that touch one path of it."""
    rest = tuple(one for one in ALL_OWN if path not in one.paths)
    own = tuple(step(path, signer=one, commit=f"b{place}") for place, one in enumerate(signers))
    return Example(
        "M307",
        says,
        branch({**OPEN_TEAM, **(main or {})}, agreed(), steps=(*rest, *own)),
        (*((review("M307", path),) if looked else ()), *finds),
        tells=tells,
    )


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
        opened(f"{path} is looked at where nobody signed it", path, (None,), tells=(UNSIGNED,))
        for path in (ACK, ACTIVATION)
    ),
    *(
        opened(f"{path} is {who}'s to write", path, (signer,), *finds, looked=False)
        for path, who, signer, *finds in (
            (ACTIVATION, "its author", KEY_A),
            (ACTIVATION, "an approver", APPROVER),
            (ACK, "its author", KEY_C),
            # M406 tells that it counts for nothing all the same.
            (ACK, "an approver", APPROVER, block("M406", ACK, 2)),
        )
    ),
    *(
        opened(f"{ACTIVATION} is looked at where {what}", ACTIVATION, signers, *finds, main=main)
        for what, main, signers, *finds in (
            ("another session signed it", {}, (KEY_B,)),
            ("a step of it is unsigned", {}, (KEY_A, None)),
            ("no step accounts for it", {}, ()),
            (
                "nobody holds number 1 yet",
                {at(1): planned(1, more=f"key: {KEY_A}\n")},
                (KEY_A,),
                block("M405", ACTIVATION, 2),
                block("M406", ack_at(1), 2),
                review("M307", ack_at(1)),
            ),
            (
                "number 1 lists no key",
                {at(1): claimed(1, key=None)},
                (KEY_A,),
                review("M307", ack_at(1)),
            ),
        )
    ),
    Example(
        "M307",
        "a step elsewhere does not matter to who wrote the activation",
        branch(OPEN_TEAM, agreed(), steps=(*ALL_OWN, step(signer=None, commit="e0"))),
    ),
    Example(
        "M307",
        "an orchestrator's key in another spelling is the same key",
        branch(
            {**OPEN_TEAM, at(1): claimed(1, key=HARDWARE + "R==")},
            agreed(),
            steps=(
                *confirming(HARDWARE + "Q=="),
                *accepting(1, HARDWARE + "Q=="),
                *OWN_ACKS[1:],
            ),
        ),
    ),
    Example(
        "M307",
        "the orchestrator that the same branch brings writes no activation yet",
        branch(
            {**OPEN_TEAM, at(1): planned(1)},
            {at(1): claimed(1, key=KEY_A), ACTIVATION: confirmation()},
            signer=KEY_A,
        ),
        (block("M302", at(1), 1), block("M406", ACTIVATION, 2), review("M307", ACTIVATION)),
    ),
    Example(
        "M307",
        "without an orchestrator the activation is looked at",
        branch(UNLED, {ACTIVATION: confirmation(UNLED)}, signer=KEY_A),
        (
            block("M405", ACTIVATION, 3),
            block("M406", ACTIVATION, 2),
            review("M307", ACTIVATION),
        ),
    ),
    *(
        opened(
            f"where signatures are promised {path} is another rule's",
            path,
            (None,),
            block(code, path, line),
            main={CHARTER: TEAM[CHARTER]},
            looked=False,
        )
        for path, code, line in ((ACTIVATION, "M405", 3), (ACK, "M406", 2))
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
        "M307", "without a change nobody changed anything", whole({**PLANNED, **agreed(PLANNED)})
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
            ("role", {"does": "Rest", "more": DUTIES}, OWN),
            ("goal", {"statement": "Do less", "more": DUTIES}, APPROVER),
            ("responsibilities", {"more": edited(DUTIES, "Write", "Rest")}, OWN),
            ("schedule", {"more": edited(DUTIES, "Send", "Rest")}, OWN),
            ("responsibilities, schedule", {}, OWN),
            ("role, goal", {"title": "Rest", "statement": "Rest", "more": DUTIES}, OWN),
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
            {at(7): claimed(7, does='"Work on babanix"', more=f"# mine\n{DUTIES}")},
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
        "a charter that takes the last approver's key away is refused",
        branch({}, {CHARTER: edited(charter(), f", key: {APPROVER}", "")}, signer=APPROVER),
        (block("M307", CHARTER, 5), review("M307", CHARTER)),
        tells=("would name no approver with a key any more",),
    ),
    Example(
        "M307",
        "the last approver's key may go where the forge approves",
        branch(
            {},
            {CHARTER: edited(charter(more="approval: forge\n"), f", key: {APPROVER}", "")},
        ),
        (review("M307", CHARTER),),
        hides=("any more",),
    ),
    Example(
        "M307",
        "an approver may go while another stays",
        branch(
            {
                CHARTER: edited(
                    charter(),
                    f"key: {APPROVER}}}",
                    f"key: {APPROVER}}}, {{name: Bo, key: {KEY_A}}}",
                )
            },
            {CHARTER: edited(charter(), APPROVER, KEY_A)},
        ),
        (review("M307", CHARTER),),
    ),
    Example(
        "M307",
        "a charter that never named an approver may change",
        branch(
            {CHARTER: edited(charter(), f", key: {APPROVER}", "")},
            {CHARTER: edited(charter(size=13), f", key: {APPROVER}", "")},
        ),
        (review("M307", CHARTER),),
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
