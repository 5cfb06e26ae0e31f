"""M204 in large teams: a claim finds what a check of all finds, and notes do not bury reviews."""

from __future__ import annotations

import random

import pytest

from muster.model.finding import Verdict
from muster.model.layout import CHARTER
from muster.rules.registry import overlapping_role
from muster.rules.registry.overlapping_role import RULE
from rules.cases import at, branch, charter, edited, planned, whole

TITLES = ("Outreach AI", "Research AI", "Büro", "客戶郵件")
WORDS = (
    "send mails emails personalize prospects research score reply qualify customers calls invoices"
)
SCOPES = ("", "{prospects: %d-%d}", "{shift: early}", "{shift: late}")


def team(count: int) -> dict[str, str]:
    """Roles of few words, some with a scope."""
    draw = random.Random(3)  # noqa: S311 - the same each time
    found = {}
    for number in range(1, count + 1):
        does = " ".join(draw.choices(WORDS.split(), k=draw.randint(2, 6)))
        text = planned(number, title=draw.choice(TITLES), does=f'"{does} (Batch {number})"')
        scope = draw.choice(SCOPES)
        if "%d" in scope:
            low = draw.randint(1, 80)
            scope %= (low, low + 20)
        found[at(number)] = edited(text, "goal:", f"  scope: {scope}\ngoal:") if scope else text
    return found


@pytest.mark.parametrize("brought", [(60,), (1, 20, 33), tuple(range(50, 58))])
def test_a_change_finds_the_same_whether_its_sessions_are_few_or_many(
    brought: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = team(60)
    brings = {at(number): files.pop(at(number)) for number in brought}
    case = branch(files, brings, signer=None)
    few = list(RULE.judge(case))
    monkeypatch.setattr(overlapping_role, "_FEW", 0)
    assert list(RULE.judge(case)) == few
    assert few
    assert all(set(finding.subjects) & set(brings) for finding in few)


@pytest.mark.parametrize(
    ("count", "more", "verdicts"),
    [
        (1_000, "", [Verdict.NOTE, Verdict.REVIEW]),
        (1_001, "", [Verdict.REVIEW]),
        (1_001, "overlap: {note: 0.3}", [Verdict.NOTE, Verdict.REVIEW]),
    ],
)
def test_a_large_team_is_told_notes_only_where_it_asks_for_them(
    count: int, more: str, verdicts: list[Verdict]
) -> None:
    files = {
        CHARTER: charter(size=2_000, more=more),
        **{at(n): planned(n) for n in range(4, count + 1)},
        at(1): planned(1, title="Outreach AI", does="Personalize and send emails"),
        at(2): planned(2, title="Outreach AI", does="Plan outreach calls for partners"),
        at(3): planned(
            3, title="Outreach AI", does="Mail offers to new prospects and send reminders"
        ),
    }
    found = {finding.verdict for finding in RULE.judge(whole(files)) if finding.place.path}
    assert sorted(found) == sorted(verdicts)


@pytest.mark.parametrize("scope", ["", "  scope: {shift: early}\n"])
def test_the_same_work_in_the_same_scope_is_refused_however_many_are_more_alike(scope: str) -> None:
    does = "Personalize and send cold emails to prospects"
    scoped = "  scope: {shift: early, prospects: %d-99}\n"
    files = {CHARTER: charter(size=60)}
    for number in range(1, 31):
        text = planned(number, title="Outreach AI", does=f'"{does} (Batch {number})"')
        files[at(number)] = edited(text, "goal:", f"{scoped % number}goal:")
    for number, more in ((40, " daily"), (41, "")):
        text = planned(number, title="Outreach AI", does=f'"{does}{more}"')
        files[at(number)] = edited(text, "goal:", f"{scope}goal:") if scope else text
    blocks = [f for f in RULE.judge(whole(files)) if f.verdict is Verdict.BLOCK]
    assert [finding.subjects for finding in blocks] == [(at(40), at(41))]
