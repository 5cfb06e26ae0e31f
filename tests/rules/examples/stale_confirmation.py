"""M405: a confirmation is the orchestrator's, and fits the roster."""

from muster.model.approval import Approval, Offence
from muster.model.change import Step
from muster.model.layout import ACTIVATION, CHARTER
from muster.model.rival import Rival
from muster.model.session import read_session
from muster.model.strict_yaml import read
from rules.agreeing import (
    ALL_OWN,
    OTHER,
    OWN_ACKS,
    TEAM,
    accepting,
    ack_at,
    agreed,
    confirmation,
    confirming,
    digest,
)
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    KEY_C,
    Content,
    Example,
    Found,
    Known,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    note,
    own_key,
    planned,
    review,
    ruling,
    ruling_at,
    step,
    whole,
)

ONE, TWO = ruling_at(1), ruling_at(2)
STRANGER = own_key(99, "stranger")
ODD = "registry/sessions/3.yaml"
# Two spellings of one key end in Q== and R==.
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61

DUTIES = 'responsibilities: [Write]\nschedule: [{do: Send, by: "08:00"}]\n'
SECOND = edited(claimed(2, key=KEY_B, more=DUTIES), "goal:", "  scope: {prospects: 1-15}\ngoal:")
THIRD = edited(claimed(3, key=KEY_C), "goal:", "  scope: {prospects: 16-30}\ngoal:")
PLAN = edited(planned(4), "goal:", "  scope: {shift: early}\ngoal:")
COVERED = "coverage: [{dimension: prospects, of: 1-30, by: [2, 3]}]\n"
STATUTE = charter(
    size=5,
    more=f"timezone: Europe/Berlin\noverlap: {{review: 0.7}}\n{COVERED}"
    "week_one: {starts: 2025-11-17}\n",
)
ROSTER: dict[str, Content] = {
    CHARTER: STATUTE,
    at(1): TEAM[at(1)],
    at(2): SECOND,
    at(3): THIRD,
    at(4): PLAN,
}
SIDES = "boundaries: [{number: 2, does: Writes}, {number: 3, does: Sends}]\n"
FINE = ruling(SECOND, THIRD, rule="M205", more=SIDES, under=STATUTE)
# Made on another record of number 3.
VOID = ruling(SECOND, claimed(3), rule="M205", under=STATUTE)
RULED: dict[str, Content] = {**ROSTER, ONE: FINE}
PUSHED = Approval("c" * 40, offence=Offence.UNAPPROVED, reason="it was pushed")
ROUND = {ACTIVATION: confirmation()}
AGAIN = agreed(consensus=2)
ORCHESTRATED = "orchestrator: {number: 1}"
LED_BY_TWO = edited(charter(size=3), ORCHESTRATED, "orchestrator: {number: 2}")
FOLLOWING_TWO = {**TEAM, CHARTER: LED_BY_TWO}
UNCOUNTED = {**TEAM, CHARTER: edited(charter(size=3), "size: 3", "size: many")}
OPEN = charter(size=3, identity="open")
SLOT = planned(3, does="Other work")
TWICE = {ODD: claimed(3, "twin", name="twin", title="Twin", does="Twin")}
WITHOUT_THIRD = {path: text for path, text in TEAM.items() if path != at(3)}


def under_way(record: str) -> Rival:
    session = read_session("", read(record.encode()))
    return Rival(f"claim/{session.number:03d}", session)


def later(
    what: str,
    edit: dict[str, Content | None],
    *finds: Found,
    changes: bool,
    base: dict[str, Content] = ROSTER,
) -> Example:
    """A roster after an edit, beside the confirmation of what it was before."""
    after = {**base, ACTIVATION: confirmation(base), **edit}
    told = (note("M405", ACTIVATION, 2),) if changes else ()
    return Example(
        "M405",
        f"{what} {'changes the roster' if changes else 'is no change of the roster'}",
        whole({path: content for path, content in after.items() if content is not None}),
        (*told, *finds),
    )


def in_charter(old: str, new: str) -> dict[str, Content | None]:
    return {CHARTER: edited(STATUTE, old, new)}


def in_second(old: str, new: str) -> dict[str, Content | None]:
    return {at(2): edited(SECOND, old, new)}


def in_ruling(old: str, new: str) -> dict[str, Content | None]:
    return {ONE: edited(FINE, old, new)}


def brought(
    says: str,
    *finds: Found,
    main: dict[str, Content] | None = None,
    brings: dict[str, Content] | None = None,
    signers: tuple[str | None, ...] = (KEY_A,),
    steps: tuple[Step, ...] | None = None,
    standing: tuple[Found, ...] = (),
    tells: tuple[str, ...] = (),
    committed: bool = True,
) -> Example:
    """A branch of the team of three that brings everybody's acknowledgement too."""
    return Example(
        "M405",
        says,
        branch(
            {**TEAM, **(main or {})},
            {**agreed(), **(brings or {})},
            steps=(*confirming(*signers), *OWN_ACKS) if steps is None else steps,
            committed=committed,
        ),
        finds,
        standing=standing,
        tells=tells,
    )


EXAMPLES = (
    # What the digest covers, and what not.
    *(
        later(what, edit, changes=True)
        for what, edit in (
            ("a name", in_second("slot-2", "slot-two")),
            ("a title", in_second("title: ", "title: Chief ")),
            ("the work", in_second("Work on", "Care for")),
            ("a scope", {at(4): edited(PLAN, "early", "late")}),
            ("a scope that goes", {at(4): edited(PLAN, "  scope: {shift: early}\n", "")}),
            ("a goal's statement", in_second("Finish one", "Finish each")),
            ("a figure", in_second("exactly: 1", "at_least: 1")),
            ("a duty", in_second("[Write]", "[Rest]")),
            ("a duty more", in_second("[Write]", "[Write, Rest]")),
            ("what is done", in_second("do: Send", "do: Rest")),
            ("a deadline", in_second("08:00", "09:00")),
            ("a schedule that comes", {at(4): PLAN + "schedule: [{do: Rest}]\n"}),
            ("a planned slot that goes", {at(4): None}),
            ("a planned slot that comes", {at(5): planned(5)}),
            ("a claim that comes", {at(5): claimed(5)}),
            (
                "another number of a record",
                {at(4): None, at(5): edited(PLAN, "number: 4", "number: 5")},
            ),
            (
                "an exchange of two numbers",
                {
                    at(4): edited(planned(5), "number: 5", "number: 4"),
                    at(5): edited(PLAN, "number: 4", "number: 5"),
                },
            ),
            ("the size", in_charter("size: 5", "size: 6")),
            ("an objective", in_charter("Reach $120k", "Reach $130k")),
            (
                "an objective more",
                in_charter("}]\ndimensions", "}, {id: joy, statement: Enjoy it}]\ndimensions"),
            ),
            ("the orchestrator", in_charter(ORCHESTRATED, "orchestrator: {number: 2}")),
            ("a dimension", in_charter("[early, late]", "[early, late, night]")),
            ("the coverage", in_charter(COVERED, "")),
            ("who covers", in_charter("by: [2, 3]", "by: [3, 2]")),
            ("the time zone", in_charter("Europe/Berlin", "Europe/Paris")),
            ("no time zone", in_charter("timezone: Europe/Berlin\n", "")),
        )
    ),
    later(
        "what a goal serves",
        {at(4): edited(PLAN, "serves: mrr, ", "")},
        review("M210", at(4), 7),
        changes=True,
    ),
    later(
        "a record that has a number twice",
        {ODD: claimed(3, "twin", name="twin", title="Twin", does="Twin")},
        block("M001", ODD),
        block("M501", ODD, 1),
        changes=True,
    ),
    later("a record beyond the size", {at(6): planned(6)}, block("M103", at(6), 1), changes=True),
    later("a record that can't be read", {at(4): "}"}, block("M007", at(4), 1), changes=True),
    later(
        "a duty that the schema refuses",
        {at(4): PLAN + "responsibilities: [7]\n"},
        block("M101", at(4), 10),
        changes=True,
    ),
    *(
        later(what, edit, changes=False)
        for what, edit in (
            ("nothing", {}),
            ("a session id", in_second("session-2", "session-another")),
            ("a key", in_second(KEY_B, STRANGER)),
            ("a timestamp", in_second("21:45:34", "21:45:35")),
            (
                "a release",
                {
                    at(2): edited(
                        planned(2, more=DUTIES), "goal:", "  scope: {prospects: 1-15}\ngoal:"
                    )
                },
            ),
            (
                "a claim of a planned slot",
                {at(4): edited(claimed(4), "goal:", "  scope: {shift: early}\ngoal:")},
            ),
            ("a key that a slot lists beforehand", {at(4): PLAN + f"key: {STRANGER}\n"}),
            ("another spelling of a number", in_second("number: 2", "number: 0x2")),
            ("a comment", in_second("role:", "role:  # mine")),
            ("another style of YAML", in_second("name: slot-2", "'name': \"slot-2\"")),
            (
                "another order in a record",
                {at(4): "status: pending\n" + edited(PLAN, "status: pending\n", "")},
            ),
            ("an approver's key", in_charter(APPROVER, STRANGER)),
            (
                "an approver more",
                in_charter("approvers: [", f"approvers: [{{name: Bo, key: {STRANGER}}}, "),
            ),
            ("the name of the charter", in_charter("Team under test", "Another team")),
            ("an overlap threshold", in_charter("review: 0.7", "review: 0.8")),
            ("the first day of week one", in_charter("2025-11-17", "2025-11-24")),
            (
                "the orchestrator's handle",
                in_charter(ORCHESTRATED, "orchestrator: {number: 1, github: ann}"),
            ),
            ("a comment in the charter", in_charter("size: 5", "size: 5  # so far")),
        )
    ),
    *(
        later(what, edit, changes=True, base=RULED)
        for what, edit in (
            ("a ruling that goes", {ONE: None}),
            ("a ruling that comes", {TWO: FINE}),
            ("another number of a ruling", {ONE: None, TWO: FINE}),
            ("another decision", in_ruling("It is meant so", "It is not meant so")),
            ("another boundary", in_ruling("does: Sends", "does: Rests")),
            ("a boundary less", in_ruling(", {number: 3, does: Sends}", "")),
            ("another finding that is answered", in_ruling("a" * 64, "b" * 64)),
            (
                "a ruling on another rule",
                {ONE: ruling(SECOND, THIRD, rule="M209", more=SIDES, under=STATUTE)},
            ),
            (
                "a ruling on one session more",
                {ONE: ruling(SECOND, THIRD, PLAN, rule="M205", more=SIDES, under=STATUTE)},
            ),
        )
    ),
    later(
        "a ruling that is void by now", {ONE: VOID}, note("M407", ONE, 2), changes=True, base=RULED
    ),
    *(
        later(what, edit, *finds, changes=False, base=RULED)
        for what, edit, *finds in (
            ("no other ruling", {}),
            ("a ruling that is void from the start", {TWO: VOID}, note("M407", TWO, 2)),
            (
                "a ruling on what nobody rules on",
                {TWO: edited(FINE, "rule: M205", "rule: M203")},
                note("M407", TWO, 2),
            ),
            (
                "a ruling spelled as none may be",
                {"registry/rulings/R0002.yaml": FINE},
                block("M001", "registry/rulings/R0002.yaml"),
            ),
            (
                "a ruling that can't be read",
                {TWO: "}"},
                block("M007", TWO, 1),
            ),
            ("another order of sessions", in_ruling("sessions: [2, 3]", "sessions: [3, 2]")),
            ("a timestamp of a ruling", {ONE: FINE + "timestamp: 2025-11-16T10:00:00Z\n"}),
            ("a comment in a ruling", {ONE: FINE + "# mine\n"}),
        )
    ),
    later(
        "another decision of a void ruling",
        {TWO: edited(VOID, "It is meant so", "It is not")},
        note("M407", TWO, 2),
        changes=False,
        base={**RULED, TWO: VOID},
    ),
    Example(
        "M405",
        "what nobody approved changes the roster no less: it follows from the files alone",
        whole(
            {**RULED, ACTIVATION: confirmation(RULED)},
            approvals=Known({ONE: PUSHED}),
        ),
        (block("M403", ONE, 1), review("M407", ONE, 3)),
    ),
    Example(
        "M405",
        "a ruling on a claim that is under way is none of the roster yet",
        branch(
            {**TEAM, at(3): SLOT, ONE: ruling(TEAM[at(2)], TEAM[at(3)], rule="M205")},
            {ACTIVATION: confirmation({**TEAM, at(3): SLOT})},
            signer=KEY_A,
            rivals=(under_way(TEAM[at(3)]),),
        ),
        (block("M405", ACTIVATION, 2), block("M406", ACTIVATION, 2)),
        standing=(note("M407", ONE, 2),),
        tells=("number 3 has not registered.",),
        hides=("the roster is",),
    ),
    # What a branch confirms.
    brought("the orchestrator's confirmation of everybody counts"),
    brought("so does an approver's", signers=(APPROVER,)),
    brought(
        "so does one by the orchestrator's key in another spelling",
        main={at(1): claimed(1, key=HARDWARE + "R==")},
        steps=(*confirming(HARDWARE + "Q=="), *accepting(1, HARDWARE + "Q=="), *OWN_ACKS[1:]),
    ),
    brought(
        "a wrong step before the orchestrator's does not matter",
        signers=(KEY_B, None, KEY_A),
    ),
    brought(
        "steps elsewhere do not matter",
        steps=(*ALL_OWN, step(signer=None, commit="e0")),
    ),
    *(
        brought(
            f"a confirmation signed {how} does not count",
            block("M405", ACTIVATION, 3),
            main=main,
            signers=signers,
            tells=(
                f"The confirmation does not count: commit c{len(signers) - 1} is signed neither by "
                "the orchestrator's key nor by an approver's.",
                "muster confirm",
            ),
        )
        for how, main, signers in (
            ("by nobody", {}, (None,)),
            ("by another session", {}, (KEY_B,)),
            ("by a stranger", {}, (STRANGER,)),
            ("last by nobody", {}, (KEY_A, None)),
            ("last by another session", {}, (KEY_A, APPROVER, KEY_C)),
        )
    ),
    brought(
        "a confirmation that no step accounts for is nobody's",
        block("M405", ACTIVATION, 3),
        steps=OWN_ACKS,
        tells=("it is signed neither by the orchestrator's key nor by an approver's.",),
    ),
    brought(
        "the key of an orchestrator that no session holds yet confirms nothing",
        block("M405", ACTIVATION, 2),
        block("M405", ACTIVATION, 3),
        block("M406", ack_at(1), 2),
        main={at(1): planned(1, more=f"key: {KEY_A}\n")},
    ),
    brought(
        "what is not committed yet is signed by nobody",
        steps=(),
        committed=False,
    ),
    brought(
        "what is not committed yet fits the roster all the same",
        block("M405", ACTIVATION, 2),
        main={at(3): edited(TEAM[at(3)], "Work on", "Care for")},
        steps=(),
        committed=False,
    ),
    brought(
        "a confirmation of another roster does not count",
        block("M405", ACTIVATION, 2),
        brings=agreed(of=OTHER),
        tells=(
            f"the roster is {digest()[7:19]} now, and it says {'a' * 12}.",
            "The orchestrator confirms the roster as it is.",
        ),
    ),
    brought(
        "a confirmation that main's roster has left behind does not count",
        block("M405", ACTIVATION, 2),
        main={at(3): edited(TEAM[at(3)], "Work on", "Care for")},
    ),
    brought(
        "one that names another number than the orchestrator does not count",
        block("M405", ACTIVATION, 3),
        brings={ACTIVATION: confirmation(by=2)},
        tells=("it says that number 2 confirms; the orchestrator is number 1.",),
    ),
    brought(
        "nor where the charter says who else orchestrates",
        block("M405", ACTIVATION, 3),
        main={CHARTER: LED_BY_TWO},
        brings=agreed(FOLLOWING_TWO),
        signers=(KEY_B,),
    ),
    brought(
        "whom the charter names confirms",
        main={CHARTER: LED_BY_TWO},
        brings={**agreed(FOLLOWING_TWO), ACTIVATION: confirmation(FOLLOWING_TWO, by=2)},
        signers=(KEY_B,),
    ),
    brought(
        "the first round is 1",
        block("M405", ACTIVATION, 1),
        brings={ACTIVATION: confirmation(consensus=2)},
        tells=("it says consensus 2; the next one is 1.",),
    ),
    *(
        brought(
            f"after round 1 round {given} is not due",
            block("M405", ACTIVATION, 1),
            main=ROUND,
            brings={
                ACTIVATION: confirmation(consensus=given) + "timestamp: 2025-11-16T10:00:00Z\n"
            },
            tells=(f"it says consensus {given}; the next one is 2.",),
        )
        for given in (1, 3)
    ),
    brought("after round 1 round 2 is due", main=ROUND, brings=AGAIN),
    brought(
        "after what can't be read round 1 is due",
        main={ACTIVATION: "}"},
    ),
    brought(
        "nothing is confirmed while a number is not registered",
        block("M405", ACTIVATION, 2),
        block("M406", ack_at(3), 2),
        main={at(3): planned(3, more=f"key: {KEY_C}\n")},
        tells=("number 3 has not registered.",),
    ),
    brought(
        "nor while several are not",
        block("M405", ACTIVATION, 2),
        block("M406", ack_at(2), 2),
        block("M406", ack_at(3), 2),
        main={at(2): planned(2), at(3): planned(3)},
        tells=("number 2-3 have not registered.",),
    ),
    brought(
        "nor while a record can't be read",
        block("M405", ACTIVATION, 2),
        block("M405", ACTIVATION, 2),
        block("M406", ack_at(3), 2),
        main={at(3): "}"},
        standing=(block("M007", at(3), 1),),
        tells=("number 3 has not registered.",),
    ),
    brought(
        "nor while a number has two records",
        block("M405", ACTIVATION, 2),
        block("M406", ack_at(3), 2),
        main=TWICE,
        brings=agreed({**TEAM, **TWICE}),
        tells=("number 3 has not registered.",),
        standing=(block("M001", ODD), block("M501", ODD, 1)),
    ),
    Example(
        "M405",
        "nor where the charter gives no size, so that nobody would have to agree",
        branch(UNCOUNTED, {ACTIVATION: confirmation(UNCOUNTED)}, steps=confirming(KEY_A)),
        (block("M405", ACTIVATION, 2),),
        tells=("the charter gives no size, so nobody could agree.",),
    ),
    Example(
        "M405",
        "nor while a record is missing",
        branch(
            WITHOUT_THIRD,
            agreed(WITHOUT_THIRD),
            steps=ALL_OWN,
        ),
        (block("M405", ACTIVATION, 2), block("M406", ack_at(3), 2)),
        tells=("number 3 has not registered.",),
    ),
    brought(
        "of a branch with merges nobody can tell who put what there",
        block("M309", "registry"),
        block("M405", ACTIVATION, 2),
        steps=(*ALL_OWN, step(signer=None, commit="e0", parents=("b", "d"))),
        tells=("the branch is no plain line of commits",),
    ),
    brought(
        "where no signature is promised merges are another rule's",
        block("M309", "registry"),
        main={CHARTER: OPEN},
        steps=(*ALL_OWN, step(signer=None, commit="e0", parents=("b", "d"))),
    ),
    brought(
        "an open registry has a human look instead",
        *(review("M307", path) for path in sorted(agreed())),
        main={CHARTER: OPEN},
        steps=(step(*agreed(), signer=None),),
    ),
    brought(
        "in an open registry a confirmation fits the roster all the same",
        block("M405", ACTIVATION, 2),
        *(review("M307", path) for path in sorted(agreed())),
        main={CHARTER: OPEN},
        brings=agreed(of=OTHER),
        steps=(step(*agreed(), signer=None),),
    ),
    Example(
        "M405",
        "a confirmation that stands is not taken away",
        branch({**TEAM, **ROUND}, {ACTIVATION: None}, signer=APPROVER),
        (block("M405", ACTIVATION),),
        tells=("The confirmation that stands on main is taken away.", "muster confirm"),
    ),
    Example(
        "M405",
        "a branch that leaves a confirmation of another roster alone is not asked about it",
        branch({**TEAM, ACTIVATION: confirmation(of=OTHER)}, {at(4): planned(4)}, chartered=False),
        (block("M103", at(4), 1), review("M307", at(4))),
    ),
    Example(
        "M405",
        "what can't be read confirms nothing, and is another rule's",
        branch(TEAM, {ACTIVATION: "}"}, signer=KEY_B),
        (block("M007", ACTIVATION, 1),),
    ),
    Example(
        "M405",
        "on main a confirmation is told outdated",
        whole({**TEAM, ACTIVATION: confirmation(of=OTHER, consensus=3)}),
        (note("M405", ACTIVATION, 2),),
        tells=(
            f"The roster is {digest()[7:19]} now; consensus-3 was on {'a' * 12}.",
            "consensus-3 stays what was agreed to until the orchestrator confirms anew.",
        ),
    ),
    Example("M405", "on main a confirmation of the roster is fine", whole({**TEAM, **agreed()})),
)
