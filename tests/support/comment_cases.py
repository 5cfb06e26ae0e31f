"""A verdict for every kind of comment, each out of a case that the judge has judged."""

from __future__ import annotations

from collections.abc import Callable

from muster.engine.pull_verdict import PullVerdict, Trouble
from muster.engine.voided import Voided
from muster.model.layout import CHARTER
from muster.model.rival import Rival
from muster.model.session import read_session
from muster.model.strict_yaml import read
from rules.agreeing import ALL_OWN, TEAM, accepting, acks, agreed, confirming
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    KEY_C,
    Files,
    Landed,
    MainLine,
    at,
    branch,
    charter,
    claimed,
    edited,
    own_key,
    planned,
    ruling,
    ruling_at,
    step,
)
from support.hostile_texts import HOSTILE_PATHS, hostile_record
from support.pulls import verdict_on

SLOT, FREE = 5, 9
ORCHESTRATED = "orchestrator: {number: 1"


def team(*, github: str = "ana-leads", more: str = "", identity: str = "signed") -> str:
    """The charter, whose orchestrator has a handle."""
    handle = f", github: {github}" if github else ""
    made = charter(identity=identity, more=more)
    return edited(made, ORCHESTRATED, f"{ORCHESTRATED}{handle}")


def outreach(
    number: int, holder: str = "", scope: str = "18-33", *, key: str = KEY_A, slot: bool = False
) -> str:
    """The record of one who writes to a part of the prospects."""
    low, high = map(int, scope.split("-"))
    count = high - low + 1
    texts = {
        "name": f"marketing-outreach-{number}",
        "title": "Outreach AI",
        "does": f"Personalize and send emails (Morning Batch {number})",
        "statement": f"Send {count} perfectly personalized emails daily, 95%+ delivery rate",
        "metrics": f"{{name: emails_sent, exactly: {count}, per: day, counts: prospects}}, "
        '{name: delivery_rate, at_least: 95, unit: "%"}',
    }
    made = planned(number, **texts) if slot else claimed(number, holder, key=key, **texts)
    return edited(made, "goal:", f"  scope: {{prospects: {scope}}}\ngoal:")


MAIN: Files = {
    CHARTER: team(),
    at(1): claimed(1, "session-lead", key=KEY_C, name="orchestrator", title="Orchestrator"),
    at(4): outreach(4, "session-1763240411", "1-17", key=KEY_B),
    at(SLOT): outreach(SLOT, slot=True),
}
ASKED = {at(SLOT): outreach(SLOT, "session-1763243134")}
OWN = claimed(
    FREE, "session-77", key=KEY_A, name="copywriter", title="Copywriter",
    does="Write the texts of the newsletter", statement="Write 4 newsletters a week",
    metrics="{name: newsletters_written, exactly: 4, per: week}",
)  # fmt: skip
HELD = {**MAIN, **ASKED}
LIKE = {at(SLOT): outreach(SLOT, "session-1763243134", "10-25")}
LIKE_PLANNED: Files = {**MAIN, at(SLOT): outreach(SLOT, scope="10-25", slot=True)}
NEW = own_key(SLOT, "new")
AMENDED = {at(SLOT): outreach(SLOT, "session-1763243134", "18-40")}


def rival(pull: int, *, ahead: bool) -> Rival:
    """Another pull request that wants the same slot."""
    text = outreach(SLOT, "session-other", key=KEY_B)
    return Rival(f"pull request #{pull}", read_session(at(SLOT), read(text.encode())), ahead)


def many_mistakes() -> Files:
    """Records with more mistakes in them than a comment tells."""
    extra = "".join(f"extra_{index}: {index}\n" for index in range(9))
    return {at(number): OWN + extra for number in (9, 10, 11)}


def forged() -> Files:
    """The same main, whose approvals are GitHub's."""
    return {**MAIN, CHARTER: team(more="approval: forge\n")}


def rulings() -> tuple[Files, str]:
    """A main with two that do the same, and the ruling on them."""
    main = {**MAIN, **LIKE}
    sides = "boundaries: [{number: 4, does: Writes to 1-17}, {number: 5, does: Writes to 18-25}]\n"
    about = ruling(
        *(str(main[at(number)]) for number in (4, 5)),
        decision="Number 4 keeps the prospects up to 17",
        more=sides,
        under=str(main[CHARTER]),
    )
    return main, about


def line_of_main() -> MainLine:
    """Main's history: who has the slot took it in its second commit."""
    return MainLine(
        (
            Landed("Ann", "2025-11-15T09:00:00Z", MAIN),
            Landed("Ann", "2025-11-16T09:00:00Z", {**MAIN, at(SLOT): HELD_BY_OTHER}),
        )
    )


HELD_BY_OTHER = outreach(SLOT, "session-other", key=KEY_B)


def cannot_be_judged() -> PullVerdict:
    """One of which nothing could be read."""
    told = "It has 3,412 commits that main lacks; muster judges up to 1,000."
    trouble = Trouble(told, ("git fetch origin", "git rebase origin/main"))
    return PullVerdict(7, "ab12" * 10, "cd34" * 10, "main", None, trouble, forge=True)


CASES: dict[str, Callable[[], PullVerdict]] = {
    "planned-slot": lambda: verdict_on(branch(MAIN, ASKED)),
    "planned-slot-on-a-forge": lambda: verdict_on(branch(forged(), ASKED)),
    "free-number": lambda: verdict_on(branch(MAIN, {at(FREE): OWN})),
    "number-taken": lambda: verdict_on(
        branch({**MAIN, at(SLOT): HELD_BY_OTHER}, ASKED, history=line_of_main())
    ),
    "rival-ahead": lambda: verdict_on(
        branch(MAIN, ASKED, rivals=(rival(12, ahead=True),)), 15, rivals=(12,)
    ),
    "rival-behind": lambda: verdict_on(
        branch(MAIN, ASKED, rivals=(rival(15, ahead=False),)), 12, rivals=(15,)
    ),
    "ruling-wanted": lambda: verdict_on(branch(LIKE_PLANNED, LIKE)),
    "ruling-wanted-without-a-handle": lambda: verdict_on(
        branch({**LIKE_PLANNED, CHARTER: team(github="")}, LIKE)
    ),
    "ruling-wanted-of-an-approver": lambda: verdict_on(
        branch(
            {**LIKE_PLANNED, CHARTER: edited(team(), ORCHESTRATED, "orchestrator: {number: 4")},
            LIKE,
        )
    ),
    "many-mistakes": lambda: verdict_on(branch(MAIN, many_mistakes())),
    "stale": lambda: verdict_on(branch(HELD, AMENDED, signer=KEY_A, conflicts=(at(SLOT),))),
    "tangled": lambda: verdict_on(
        branch(MAIN, ASKED, steps=(step(at(SLOT), parents=("x", "y"), commit="ab" * 20),))
    ),
    "unsigned": lambda: verdict_on(branch(MAIN, ASKED, signer=None)),
    "foreign-key": lambda: verdict_on(branch(HELD, AMENDED, signer=KEY_B)),
    "change": lambda: verdict_on(branch(HELD, AMENDED, signer=KEY_A)),
    "change-that-voids": lambda: verdict_on(
        branch(HELD, AMENDED, signer=KEY_A), voids=Voided(2, (1, 4))
    ),
    "release": lambda: verdict_on(
        branch(HELD, {at(SLOT): outreach(SLOT, slot=True)}, signer=KEY_A)
    ),
    "move": lambda: verdict_on(
        branch(
            HELD,
            {at(SLOT): outreach(SLOT, slot=True), at(FREE): edited(OWN, "-77", "-1763243134")},
            signer=KEY_A,
        )
    ),
    "no-number": lambda: verdict_on(
        branch(MAIN, {at(FREE): edited(OWN, f"number: {FREE}\n", "")}, signer=KEY_A)
    ),
    "takeover": lambda: verdict_on(
        branch(
            HELD,
            {at(SLOT): outreach(SLOT, "session-1763999999", key=NEW)},
            steps=(
                step(at(SLOT), signer=KEY_A, leaves=NEW),
                step(at(SLOT), signer=NEW, leaves=NEW, commit="b1"),
            ),
        )
    ),
    "ruling": lambda: verdict_on(
        branch(
            rulings()[0],
            {ruling_at(1): rulings()[1]},
            steps=(step(ruling_at(1), signer=KEY_C),),
        ),
        branch="proposal/ruling-001",
    ),
    "activation": lambda: verdict_on(branch(TEAM, agreed(), steps=ALL_OWN), asks=False),
    "activation-incomplete": lambda: verdict_on(
        branch(
            TEAM,
            {path: text for path, text in agreed().items() if path not in acks(numbers=(3,))},
            steps=(*confirming(KEY_A), *accepting(1, KEY_A), *accepting(2, KEY_B)),
        )
    ),
    "code-only": lambda: verdict_on(branch(MAIN, {"src/app.py": "x = 1\n", "docs/a.md": "A\n"})),
    "charter": lambda: verdict_on(
        branch(MAIN, {CHARTER: edited(team(), "size: 12", "size: 13")}, signer=APPROVER),
        branch="proposal/thirteen",
    ),
    "another-base": lambda: verdict_on(branch(MAIN, ASKED), base="release/2.0"),
    "not-judged": cannot_be_judged,
    "nothing": lambda: verdict_on(branch(MAIN, {}, steps=())),
    "standing": lambda: verdict_on(
        branch({**MAIN, at(6): "number: [6\n", at(7): "number: 7\nnumber: 7\n"}, ASKED)
    ),
    "identity-open": lambda: verdict_on(
        branch({**MAIN, CHARTER: team(identity="open")}, ASKED, signer=None)
    ),
    "hostile-record": lambda: verdict_on(
        branch(MAIN, {at(FREE): hostile_record(FREE)}), base="x`<!-- muster:verdict -->@octocat"
    ),
    "hostile-paths": lambda: verdict_on(branch(MAIN, dict.fromkeys(HOSTILE_PATHS, "x\n"))),
    "hostile-charter": lambda: verdict_on(
        branch({**LIKE_PLANNED, CHARTER: team(github="ana")}, LIKE), orchestrator="ana @octocat"
    ),
}
"""What the verdict is, by the name of its golden file."""
