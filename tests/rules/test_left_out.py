"""What is left out of findings is told, and no answer to another finding answers it."""

from __future__ import annotations

import pytest

from muster.engine.judge import judge
from muster.model.digest import finding_digest
from muster.model.finding import Finding, Verdict
from muster.model.layout import CHARTER
from muster.rules.registry import coverage_overlap, overlapping_paths
from muster.rules.registry.overlapping_paths import RULE
from rules.cases import Case, about, at, charter, edited, planned, ruling, ruling_at, whole


def owner(number: int, scope: str) -> str:
    return edited(planned(number), "goal:", f"  scope: {{{scope}}}\ngoal:")


TEAM = {
    CHARTER: charter(size=40),
    **{at(n): owner(n, f"paths: src/{n}") for n in range(2, 25)},
    at(30): owner(30, "paths: src"),
}


def open_reviews(case: Case) -> list[Finding]:
    found = judge(case).findings
    return [one for one in found if one.code == "M205" and one.verdict is Verdict.REVIEW]


def test_rulings_on_all_that_is_told_one_by_one_leave_the_rest_to_be_answered() -> None:
    pairs = {n: about("M205", at(n), at(30)) for n in range(2, 22)}
    told = {
        ruling_at(n): ruling(
            *(TEAM[at(n)], TEAM[at(30)]), rule="M205", findings=[pair], under=TEAM[CHARTER]
        )
        for n, pair in pairs.items()
    }
    (left,) = open_reviews(whole({**TEAM, **told}))
    assert left.message == "Number 30 meets 3 more sessions in the same way: numbers 22-24."
    assert left.related == ()
    itself = [finding_digest(left)]
    alone = {ruling_at(30): ruling(TEAM[at(30)], rule="M205", findings=itself, under=TEAM[CHARTER])}
    assert open_reviews(whole({**TEAM, **told, **alone})) == []


def test_the_rest_is_another_finding_where_it_is_made_of_others() -> None:
    fewer = {path: text for path, text in TEAM.items() if path != at(24)}
    rests = [
        finding.subjects
        for files in (TEAM, fewer)
        for finding in RULE.judge(whole(files))
        if "more" in finding.subjects
    ]
    assert len(rests) == len(set(rests)) == 2


def test_of_very_many_each_is_told_of_five_and_the_rest_names_twenty() -> None:
    files = {at(n): owner(n, "paths: src") for n in range(1, 71)}
    found = list(RULE.judge(whole({CHARTER: charter(size=70), **files})))
    last = [finding for finding in found if finding.place.path == at(70)]
    assert len(last) == 6
    assert last[-1].message == (
        "Number 70 meets 64 more sessions in the same way: numbers 6-25 and others."
    )


@pytest.mark.parametrize("limit", ["pairs", "effort"])
def test_where_not_all_paths_are_compared_it_is_told(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if limit == "pairs":
        monkeypatch.setattr(overlapping_paths, "MOST_LOOKED_AT", 22)
    else:
        monkeypatch.setattr(overlapping_paths, "Effort", lambda: _effort(3))
    found = list(RULE.judge(whole(TEAM)))
    assert [f.subjects for f in found if f.place.path == CHARTER] == [(CHARTER, "paths")]
    assert found[0].verdict is Verdict.REVIEW
    monkeypatch.undo()
    assert not [f for f in RULE.judge(whole(TEAM)) if f.place.path == CHARTER]


_effort = overlapping_paths.Effort


def test_intricate_paths_of_many_take_a_bounded_effort() -> None:
    globs = [f"'**/*a*{k}*b?/**/k%d'" for k in range(20)]
    files = {at(n): owner(n, f"paths: [{', '.join(globs) % ((n,) * 20)}]") for n in range(1, 121)}
    found = list(RULE.judge(whole({CHARTER: charter(size=120), **files})))
    assert [(f.place.path, f.verdict) for f in found] == [(CHARTER, Verdict.REVIEW)]


@pytest.mark.parametrize(("most", "told"), [(1, 1), (3, 0)])
def test_where_not_all_that_cover_are_compared_it_is_told(
    most: int, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage_overlap, "MOST_LOOKED_AT", most)
    more = "coverage: [{dimension: prospects, of: 1-9, by: [1, 2, 3]}]\n"
    files = {at(n): owner(n, "prospects: 1-9") for n in (1, 2, 3)}
    found = list(coverage_overlap.RULE.judge(whole({CHARTER: charter(more=more), **files})))
    assert len([f for f in found if f.place.path == CHARTER]) == told
