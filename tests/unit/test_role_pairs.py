"""Roles are compared by the judge's own measure, and a page never says otherwise than a finding."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from muster.engine import role_pairs as module
from muster.engine.judge import judge
from muster.engine.role_pairs import MOST_IN_MATRIX, MOST_LISTED, RolePairs, role_pairs
from muster.model.finding import Verdict
from muster.model.layout import CHARTER
from muster.rules.case import Case
from rules.cases import at, charter, planned, whole
from rules.covering import scoped

ROOT = Path(__file__).parents[2]
MAILS = "Write personal mails to prospects and send them"


def real(*, scopes: bool) -> Case:
    """The real team, with its scopes or as if it had no dimension."""
    files = {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for path in sorted((ROOT / "registry").rglob("*.yaml"))
    }
    if not scopes:
        files[CHARTER] = files[CHARTER].partition("dimensions:")[0]
    return whole(files)


def accused(case: Case) -> set[tuple[int, ...]]:
    """The pairs that the judge tells of, by their numbers."""
    return {
        tuple(int(path[-8:-5]) for path in finding.subjects)
        for finding in judge(case).findings
        if finding.code in ("M203", "M204") and len(finding.subjects) == 2
    }


def overlapping(found: RolePairs) -> set[tuple[int | None, ...]]:
    return {(pair.first.number, pair.second.number) for pair in found.listed if pair.overlaps}


@pytest.mark.parametrize("scopes", [True, False])
def test_of_the_real_team_the_pairs_are_the_judges(scopes: bool) -> None:
    case = real(scopes=scopes)
    found = role_pairs(case)
    assert overlapping(found) == accused(case)
    assert bool(found.overlapping) is not scopes
    assert [len(row) for row in found.rows] == list(range(12))


def test_what_separates_two_is_named_with_both_parts() -> None:
    found = role_pairs(real(scopes=True))
    pair = found.rows[5][3]  # numbers 6 and 4
    assert (pair.first.number, pair.second.number) == (4, 6)
    assert (pair.dimension, pair.parts) == ("lane", ("morning-batch-1", "afternoon-batch"))
    assert pair.verdict is Verdict.REVIEW
    assert not pair.overlaps
    assert "lane" in found.dimensions


def test_a_part_that_nobody_needs_separates_nothing() -> None:
    lines = "coverage: [{dimension: prospects, of: 1-50, by: [1, 2]}]\n"
    mails = [
        scoped(n, scope).replace(f"Work on {n}", MAILS)
        for n, scope in ((1, "prospects: 1-50"), (2, "prospects: 999"))
    ]
    files = {CHARTER: charter(more=lines), at(1): mails[0], at(2): mails[1]}
    assert role_pairs(whole(files)).rows[1][0].dimension is None


def test_the_same_text_is_told_as_such() -> None:
    files = {at(n): planned(n, title="Mailer", does=MAILS) for n in (1, 2)}
    found = role_pairs(whole(files))
    assert found.rows[1][0].same
    assert found.overlapping == 1
    assert accused(whole(files)) == overlapping(found)


def test_the_charters_levels_count() -> None:
    files = {at(n): planned(n, title=f"Mailer {n}", does=f"{MAILS} {n}") for n in (1, 2)}
    low = {CHARTER: charter(more="overlap: {note: 1, review: 1, block: 1}\n"), **files}
    assert role_pairs(whole(files)).listed
    assert role_pairs(whole(low)).levels.note == 1


def test_from_the_note_on_pairs_are_listed() -> None:
    found = role_pairs(team(8))
    scores = sorted({pair.score for row in found.rows for pair in row})
    assert len(scores) > 1
    for level in scores:
        lines = f"overlap: {{note: {level}, review: 1, block: 1}}\n"
        listed = role_pairs(team(8, lines)).listed
        above = [pair for row in found.rows for pair in row if pair.score >= level]
        assert len(listed) == len(above)


def team(count: int, lines: str = "") -> Case:
    """Sessions of five kinds of work; ``lines`` are more of the charter."""
    kinds = ("mails", "invoices", "calls", "reports", "contracts")
    files = {
        at(n): planned(n, title=f"Helper {n}", does=f"Check {kinds[n % 5]} of region {n}")
        for n in range(1, count + 1)
    }
    return whole({CHARTER: charter(size=count, more=lines), **files})


def test_a_large_team_has_no_matrix_and_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    case = team(MOST_IN_MATRIX + 1)
    large = role_pairs(case)
    monkeypatch.setattr(module, "MOST_IN_MATRIX", 100)
    small = role_pairs(case)
    assert large.rows == ()
    assert len(small.rows) == MOST_IN_MATRIX + 1
    assert large.listed == small.listed
    assert (large.more, large.overlapping) == (small.more, small.overlapping)
    assert len(large.listed) == MOST_LISTED
    assert large.more > 0


def test_the_worst_come_first() -> None:
    def having(number: int, does: str, scope: str) -> str:
        text = planned(number, title=f"Mailer {number}", does=does)
        return text.replace("goal:", f"  scope: {{{scope}}}\ngoal:", 1) if scope else text

    other = "Count the invoices of suppliers"
    files = {
        at(1): having(1, MAILS, "prospects: 1-9"),
        at(2): having(2, f"{MAILS} 2", "prospects: 9-12"),
        at(3): having(3, f"{other} by name", ""),
        at(4): having(4, f"{other} by week", ""),
        at(5): having(5, f"{MAILS} 5", "prospects: 20-30"),
    }
    files[CHARTER] = charter(more="overlap: {block: 0.5}\n")
    listed = role_pairs(whole(files)).listed
    told = [(pair.first.number, pair.second.number, pair.verdict) for pair in listed]
    assert told == [
        (3, 4, Verdict.BLOCK), (1, 2, Verdict.REVIEW),
        (1, 5, Verdict.REVIEW), (2, 5, Verdict.REVIEW),
    ]  # fmt: skip
    assert listed[0].score < listed[1].score
    assert [pair.overlaps for pair in listed] == [True, True, False, False]


def test_of_too_many_nothing_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_COMPARED", 5)
    assert role_pairs(team(5)).compared
    found = role_pairs(team(6))
    assert not found.compared
    assert (found.rows, found.listed) == ((), ())


def test_each_two_are_compared_once() -> None:
    found = role_pairs(team(7))
    pairs = [(p.first.number, p.second.number) for row in found.rows for p in row]
    assert sorted(pairs) == sorted(combinations(range(1, 8), 2))
