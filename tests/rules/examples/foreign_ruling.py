"""M407: a ruling is the orchestrator's, and fits what it was made on."""

from muster.model.approval import Approval, Offence
from muster.model.layout import CHARTER
from muster.model.rival import Rival
from muster.model.session import read_session
from muster.model.strict_yaml import read
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    KEY_C,
    Example,
    Known,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    note,
    planned,
    review,
    ruling,
    ruling_at,
    step,
    whole,
)

ONE = ruling_at(1)
LED = {
    at(1): claimed(1, key=KEY_A),
    at(7): claimed(7, key=KEY_B),
    at(8): claimed(8, key=KEY_C),
}
FINE = ruling(LED[at(7)], LED[at(8)])
ITSELF = ruling(LED[at(1)], LED[at(7)])
# Two spellings of one key end in Q== and R==.
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61

ODD = "registry/sessions/7.yaml"


def under_way(record: str) -> Rival:
    session = read_session("", read(record.encode()))
    return Rival(f"claim/{session.number:03d}", session)


EXAMPLES = (
    *(
        Example(
            "M407",
            f"a ruling is refused where {what}",
            branch(
                {**LED, **main},
                {ONE: FINE},
                steps=tuple(
                    step(ONE, signer=signer, commit=f"a{place}")
                    for place, signer in enumerate(signers)
                ),
            ),
            (block("M407", ONE, 3),),
            tells=("is not signed by the orchestrator's key or an approver's.",),
        )
        for what, main, signers in (
            ("a session that it is about signed it", {}, (KEY_B,)),
            ("nobody signed it", {}, (None,)),
            ("the second of its commits is unsigned", {}, (KEY_A, None)),
            ("nobody holds number 1 yet", {at(1): planned(1, more=f"key: {KEY_A}\n")}, (KEY_A,)),
            ("number 1 lists no key", {at(1): claimed(1, key=None)}, (KEY_A,)),
            ("number 1 lists none and nobody signed", {at(1): claimed(1, key=None)}, (None,)),
        )
    ),
    Example(
        "M407",
        "a branch with a ruling is one author's, whatever else its commits touch",
        branch(
            LED,
            {ONE: FINE, at(9): planned(9)},
            steps=(step(ONE, signer=KEY_A), step(at(9), signer=KEY_B, commit="a2")),
        ),
        (block("M407", ONE, 3), review("M307", at(9))),
        tells=("commit a2 is not signed",),
    ),
    Example(
        "M407",
        "without an orchestrator only an approver rules",
        branch(
            {CHARTER: edited(charter(), "orchestrator: {number: 1}\n", ""), **LED},
            {ONE: FINE},
            signer=KEY_A,
        ),
        (block("M407", ONE, 3),),
    ),
    Example(
        "M407",
        "the orchestrator does not rule on itself",
        branch(LED, {ONE: ITSELF}, signer=KEY_A),
        (block("M407", ONE, 3),),
        tells=("an approver's key, since it is about the orchestrator itself",),
    ),
    Example(
        "M407",
        "the orchestrator that the same branch brings rules on nothing yet",
        branch(
            {**LED, at(1): planned(1)},
            {at(1): claimed(1, key=KEY_A), ONE: FINE},
            signer=KEY_A,
        ),
        (block("M302", at(1), 1), block("M407", ONE, 3)),
    ),
    *(
        Example("M407", f"{who} rules", branch({**LED, **main}, {ONE: text}, signer=signer))
        for who, main, text, signer in (
            ("the orchestrator", {}, FINE, KEY_A),
            ("an approver", {}, FINE, APPROVER),
            ("an approver, on the orchestrator too,", {}, ITSELF, APPROVER),
            (
                "the orchestrator, whatever the spelling of its key,",
                {at(1): claimed(1, key=HARDWARE + "R==")},
                FINE,
                HARDWARE + "Q==",
            ),
        )
    ),
    Example(
        "M407",
        "what is not committed yet is nobody's",
        branch(LED, {ONE: FINE}, signer=None, committed=False),
    ),
    Example(
        "M407",
        "an open registry has a human look instead",
        branch({CHARTER: charter(identity="open"), **LED}, {ONE: FINE}, signer=None),
        (review("M307", ONE),),
    ),
    Example(
        "M407",
        "on main a ruling that came in otherwise needs a look",
        whole(
            {**LED, ONE: FINE},
            approvals=Known(
                {ONE: Approval("c" * 40, offence=Offence.FOREIGN, reason="number 7 signed it")}
            ),
        ),
        (review("M407", ONE, 3),),
        tells=("R001 decides nothing: commit cccccccccccc brought it, and number 7 signed it.",),
    ),
    Example(
        "M407",
        "on main a ruling that nobody approved needs a look",
        whole(
            {**LED, ONE: FINE},
            approvals=Known(
                {ONE: Approval("c" * 40, offence=Offence.UNAPPROVED, reason="it was pushed")}
            ),
        ),
        (block("M403", ONE, 1), review("M407", ONE, 3)),
    ),
    Example(
        "M407",
        "on main an approved ruling counts",
        whole({**LED, ONE: FINE}, approvals=Known({ONE: Approval("c" * 40, "Ann")})),
    ),
    *(
        Example(
            "M407",
            f"a ruling is void once {what}",
            whole({**LED, at(7): becomes, ONE: FINE}),
            (note("M407", ONE, 2),),
            tells=("what number 7 agreed to is not what it was made on",),
        )
        for what, becomes in (
            ("a role changes", edited(LED[at(7)], "Work on", "Care for")),
            ("a scope comes", edited(LED[at(7)], "goal:", "  scope: {shift: early}\ngoal:")),
            ("a goal changes", edited(LED[at(7)], "exactly: 1", "exactly: 2")),
            ("duties come", LED[at(7)] + "responsibilities: [Write]\n"),
            ("a schedule comes", LED[at(7)] + "schedule: [{do: Write}]\n"),
        )
    ),
    Example(
        "M407",
        "a ruling is void where a session of it has no record",
        whole({at(7): LED[at(7)], ONE: FINE}),
        (note("M407", ONE, 2),),
        tells=("what number 8 agreed to is not",),
    ),
    Example(
        "M407",
        "a ruling is void where two records have one of its numbers",
        whole(
            {
                **LED,
                ONE: FINE,
                ODD: claimed(7, "twin", name="twin", title="Twin", does="Twin"),
            }
        ),
        (block("M001", ODD), note("M407", ONE, 2), block("M501", ODD, 1)),
        tells=("what number 7 agreed to is not",),
    ),
    *(
        Example(
            "M407",
            f"a ruling on {what}",
            branch(
                {at(1): LED[at(1)], at(7): LED[at(7)], at(8): planned(8, does="Other work")},
                {ONE: FINE},
                signer=KEY_A,
                rivals=(rival,),
            ),
            (verdict("M407", ONE, 2),),
            tells=(told,),
        )
        for verdict, what, rival, told in (
            (
                note,
                "a claim that is under way counts once that is merged",
                under_way(LED[at(8)]),
                "R001 was made on claim/008, and counts once that is merged.",
            ),
            (
                review,
                "another agreement than the claim under way has is void",
                under_way(claimed(8, does="Third work")),
                "what number 8 agreed to is not",
            ),
            (
                review,
                "what another number agrees to is void",
                under_way(LED[at(8)].replace("number: 8", "number: 9")),
                "what number 8 agreed to is not",
            ),
        )
    ),
    Example(
        "M407",
        "a ruling is void where it gives no digest of one of its sessions",
        whole({**LED, ONE: edited(FINE, "sessions: [7, 8]", "sessions: [1, 7, 8]")}),
        (note("M407", ONE, 2),),
        tells=("what number 1 agreed to is not",),
    ),
    Example(
        "M407",
        "a ruling is told void in the change that makes it so",
        branch(
            {**LED, ONE: FINE},
            {at(7): edited(LED[at(7)], "Work on", "Care for")},
            signer=KEY_B,
        ),
        (note("M407", ONE, 2),),
    ),
    *(
        Example(
            "M407",
            f"{rule} can't be ruled away",
            branch(LED, {ONE: ruling(LED[at(7)], LED[at(8)], rule=rule)}, signer=APPROVER),
            (review("M407", ONE, 2),),
            tells=(f"{rule} is not the orchestrator's to rule on",),
        )
        for rule in ("M001", "M101", "M105", "M106", "M201", "M202", "M203", "M301", "M403", "M501")
    ),
    Example(
        "M407",
        "who holds the number does not matter, nor how the record is written",
        whole(
            {
                **LED,
                at(7): claimed(7, "another", key=KEY_C).replace("slot-7", '"slot-7"'),
                at(8): LED[at(8)].replace(KEY_C, KEY_B),
                ONE: FINE,
            }
        ),
    ),
    Example(
        "M407",
        "a boundary for a session that the ruling is not about makes it worth nothing",
        branch(
            LED,
            {ONE: ruling(LED[at(7)], LED[at(8)], more="boundaries: [{number: 1, does: Rules}]\n")},
            signer=KEY_A,
        ),
        (review("M407", ONE, 2),),
        tells=("it draws a boundary for number 1, which it is not about",),
    ),
    Example(
        "M407",
        "a ruling that stands is reviewed when it is replaced, with what it said",
        branch(
            {**LED, ONE: FINE},
            {ONE: ruling(LED[at(7)], LED[at(8)], decision="Otherwise")},
            signer=KEY_A,
        ),
        (review("M407", ONE, 3),),
        tells=("Ruling R001 stands on main and changes. It says: “It is meant so”.",),
    ),
    Example(
        "M407",
        "a ruling that stands is reviewed when it is removed",
        branch({**LED, ONE: FINE}, {ONE: None}, signer=KEY_A),
        (review("M305", ONE), review("M407", ONE)),
        tells=("and is removed. It says: “It is meant so”.",),
    ),
    Example(
        "M407",
        "one that is void already may be replaced without a look",
        branch(
            {**LED, ONE: ruling(planned(7, does="Other work"), LED[at(8)])},
            {ONE: ruling(LED[at(7)], LED[at(8)], decision="Otherwise")},
            signer=KEY_A,
        ),
    ),
    *(
        Example(
            "M407",
            f"a ruling is {what} by a session that it is about",
            branch({**LED, ONE: FINE}, {ONE: text}, signer=KEY_B),
            finds,
        )
        for what, text, finds in (
            ("not removed", None, (review("M305", ONE), block("M407", ONE))),
            (
                "not replaced",
                ruling(LED[at(7)], LED[at(8)], decision="Otherwise"),
                (block("M407", ONE, 3), review("M407", ONE, 3)),
            ),
        )
    ),
    *(
        Example(
            "M407",
            f"the orchestrator does not {what} an approver's ruling on itself",
            branch({**LED, ONE: ITSELF}, {ONE: text}, signer=KEY_A),
            finds,
            tells=("an approver's key, since it is about the orchestrator itself",),
        )
        for what, text, finds in (
            ("remove", None, (review("M305", ONE), block("M407", ONE))),
            ("replace", FINE, (block("M407", ONE, 3), review("M407", ONE, 3))),
        )
    ),
    Example(
        "M407",
        "an approver may replace it",
        branch({**LED, ONE: ITSELF}, {ONE: FINE}, signer=APPROVER),
        (review("M407", ONE, 3),),
    ),
    Example(
        "M407",
        "a ruling is void once what its rule reads of the charter changes",
        whole(
            {**LED, CHARTER: edited(charter(), "shift: [early, late]", "shift: [early]"), ONE: FINE}
        ),
        (note("M407", ONE, 2),),
        tells=("what the charter says of dimensions and coverage and overlap is not what it was",),
    ),
    Example(
        "M407",
        "the rest of the charter may change",
        whole({**LED, CHARTER: edited(charter(), "Reach $120k MRR", "Reach more"), ONE: FINE}),
    ),
    Example(
        "M407",
        "the approver of a charter is told which rulings fall with it",
        branch(
            {**LED, ONE: FINE},
            {CHARTER: edited(charter(), "shift: [early, late]", "shift: [early]")},
            signer=APPROVER,
        ),
        (review("M307", CHARTER), note("M407", ONE, 2)),
        tells=("R001 decides nothing any more with the charter of this branch.",),
    ),
)
