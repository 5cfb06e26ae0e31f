"""M204, M207, M208 and M209 tell two sessions that share a part one thing, within the charter's."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.engine.judge import judge
from muster.model.layout import CHARTER
from rules.cases import at, branch, charter, claimed, edited, whole

ROOT = Path(__file__).resolve().parents[2]
OURS = ("M204", "M207", "M208", "M209")
WINDOW = '    window: "10:00-11:00"\n    lane: morning-batch-2\n'


def real_team(prospects: str) -> tuple[dict[str, str], dict[str, str]]:
    """The real team, and its number 5 with nothing but other prospects."""
    paths = [CHARTER, *(at(number) for number in range(1, 13))]
    main = {path: (ROOT / path).read_text("utf-8") for path in paths}
    text = edited(main[at(5)], WINDOW, "")
    return main, {at(5): edited(text, "prospects: 18-33", f"prospects: {prospects}")}


def parts(case_found: object, *rules: str) -> dict[tuple[str, int], str]:
    """The part of prospects that each rule tells each number to have."""
    return {
        (finding.code, side.number): side.does.split()[-1]
        for finding in judge(case_found).findings  # type: ignore[arg-type]
        if finding.code in (rules or OURS)
        for side in finding.boundaries
    }


@pytest.mark.parametrize(
    ("prospects", "mine", "theirs"),
    [
        ("18-34", "18-33", "34-50"),
        ("30-34", "30-33", "34-50"),
        ("34-50", "43-50", "34-42"),
        ("36-40", "36-40", "34-35, 41-50"),
    ],
)
def test_who_takes_what_another_has_is_told_the_same_by_all(
    prospects: str, mine: str, theirs: str
) -> None:
    main, brings = real_team(prospects)
    found = parts(branch(main, brings))
    assert {code for code, _ in found} == {"M204", "M207", "M208"}
    assert {part for (_, number), part in found.items() if number == 5} == {mine.split()[-1]}
    assert {part for (_, number), part in found.items() if number == 6} == {theirs.split()[-1]}


def test_no_rule_proposes_what_the_charter_does_not_cover() -> None:
    main, brings = real_team("18-34")
    for case in (branch(main, brings), whole({**main, **brings})):
        told = " ".join(
            f"{finding.help} {' '.join(side.does for side in finding.boundaries)}"
            for finding in judge(case).findings
            if finding.code in OURS
        )
        assert not any(f"-{number}" in told for number in range(51, 100)), told


def counting(number: int, prospects: str, target: int) -> str:
    metric = f"{{name: emails_sent, exactly: {target}, per: day, counts: prospects}}"
    text = claimed(number, metrics=metric, statement=f"Send {target} emails daily")
    return edited(text, "goal:", f"  scope: {{prospects: {prospects}}}\ngoal:")


def fitting(coverage: str, *records: str) -> list[tuple[str, tuple[tuple[int, str], ...]]]:
    """The help and the boundaries of each M209."""
    files = {CHARTER: charter(more=coverage)}
    files |= {at(7 + place): record for place, record in enumerate(records)}
    return [
        (finding.help, tuple(map(tuple, finding.boundaries)))  # type: ignore[misc]
        for finding in judge(whole(files)).findings
        if finding.code == "M209"
    ]


def test_who_shares_an_end_of_the_part_is_told_nothing_else_about_its_size() -> None:
    found = fitting("", counting(7, "1-17", 17), counting(8, "17-33", 16))
    assert found == [
        ("Change emails_sent to exactly 17, or role.scope.prospects to 17-32.", ()),
    ]


def test_who_shares_nothing_is() -> None:
    ((_, boundaries),) = fitting("", counting(7, "1-16", 16), counting(8, "17-33", 16))
    assert boundaries == ((8, "changes emails_sent to exactly 17"),)


@pytest.mark.parametrize(
    ("coverage", "help_"),
    [
        ("", "to 34-51."),
        ("coverage: [{dimension: prospects, of: 34-50, by: [7]}]\n", "to fit."),
        ("coverage: [{dimension: prospects, of: [34-50, 51], by: [7]}]\n", "to 34-51."),
        ("coverage: [{dimension: prospects, of: 34-50, by: [8]}]\n", "to 34-51."),
        ("coverage: [{dimension: window, of: 10:00-11:00, by: [7]}]\n", "to 34-51."),
        ("coverage: [{dimension: prospects, of: all, by: [7]}]\n", "to fit."),
    ],
)
def test_a_part_grows_within_what_the_charter_wants_covered(coverage: str, help_: str) -> None:
    ((told, _),) = fitting(coverage, counting(7, "34-50", 18))
    assert told == f"Change emails_sent to exactly 17, or role.scope.prospects {help_}"


def test_a_metric_that_is_counted_twice_and_opposes_an_objective_is_told_of_both() -> None:
    aim = "{id: mrr, statement: Grow, metric: emails_sent, target: 40, per: day}"
    text = edited(charter(), "{id: mrr, statement: Reach $120k MRR}", aim)
    records = [counting(number, "1-17", 17).replace("exactly", "at_most") for number in (7, 8)]
    case = whole({CHARTER: text, at(7): records[0], at(8): records[1]})
    found = [f for f in judge(case).findings if f.code == "M208"]
    assert sorted((f.place.path, "count twice" in f.message) for f in found) == [
        (at(7), False),
        (at(8), False),
        (at(8), True),
    ]


def test_without_coverage_those_who_count_a_part_both_keep_what_is_their_own() -> None:
    work = "title: Mailer\n  does: Personalize and send emails"
    records = {}
    for number, prospects, size in ((7, "1-25", 25), (8, "20-45", 26)):
        text = counting(number, prospects, size)
        title, _, rest = text.partition("  title: ")[2].partition("  scope:")
        records[at(number)] = text.replace(f"title: {title}", f"{work} (Batch {number})\n")
        assert rest
    found = parts(whole(records), "M204", "M208")
    assert found == {
        ("M204", 7): "1-25",
        ("M204", 8): "26-45",
        ("M208", 7): "1-25",
        ("M208", 8): "26-45",
    }


def test_where_both_name_paths_none_outside_are_proposed() -> None:
    texts = [
        edited(
            claimed(n, title="Mailer", does=f"Personalize and send emails (Batch {n})"),
            "goal:",
            "  scope: {paths: src/api/**}\ngoal:",
        )
        for n in (7, 8)
    ]
    report = judge(whole({at(7): texts[0], at(8): texts[1]}))
    (finding,) = (each for each in report.findings if each.code == "M204")
    assert "outside" not in finding.help
