"""Goals are added up where they add up, and what is missing is told."""

from io import StringIO

import pytest
from rich.console import Console

from muster.engine.judge import judge
from muster.engine.roll_up import Line, RollUp, roll_up
from muster.model.charter import Charter
from muster.model.layout import CHARTER
from muster.render.goals import goals_data, print_goals
from muster.rules.registry import coverage_gap
from rules.cases import at, charter, claimed, edited, planned, whole
from rules.covering import team

MRR = "{id: mrr, statement: $120k MRR, metric: mrr, target: 120000, unit: USD, per: month}"
CHURN = "{id: churn, statement: Churn below 5%, metric: churn, target: 5, unit: '%'}"


def added(*records: str, objectives: str = MRR) -> RollUp:
    """The roll-up of records, numbered from 1."""
    text = edited(charter(), "{id: mrr, statement: Reach $120k MRR}", objectives)
    files = {at(number): record for number, record in enumerate(records, 1)}
    registry = whole({CHARTER: text, **files}).after
    assert isinstance(registry.charter, Charter)
    return roll_up(registry.charter, registry.sessions)


def having(number: int, *metrics: str, scope: str = "", days: str = "", serves: str = "mrr") -> str:
    more = f"schedule: [{{do: Work, days: {days}}}]\n" if days else ""
    text = claimed(number, metrics=", ".join(metrics), serves=serves, more=more)
    return edited(text, "goal:", f"  scope: {{prospects: {scope}}}\ngoal:") if scope else text


def lines(*metrics: str, days: tuple[str, ...] = ("", "")) -> list[tuple[str, tuple[int, ...]]]:
    """The lines of one session for each metric: what they come to, and whose they are."""
    records = [having(n, metric, days=days[n - 1]) for n, metric in enumerate(metrics, 1)]
    return [(line.limit, line.sessions) for line in added(*records).objectives[0].lines]


def line(*records: str) -> Line:
    (only,) = added(*records).objectives[0].lines
    return only


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("exactly: 17, per: day", "exactly: 16, per: day", "33 per day"),
        ("exactly: 17, per: day", "at_least: 16, per: day", "at least 33 per day"),
        ("at_least: 1, per: month", "at_least: 3, per: quarter", "at least 2 per month"),
        ("exactly: 0.1, per: day", "exactly: 0.2, per: day", "0.3 per day"),
        ("at_least: 5, unit: USD, per: day", "at_least: 1, unit: kUSD, per: day",
         "at least 1005 USD per day"),
        ("exactly: 3, unit: email, per: day", "exactly: 4, unit: emails, per: day",
         "7 email per day"),
    ],
)  # fmt: skip
def test_counts_and_money_per_period_add_up(one: str, other: str, together: str) -> None:
    found = lines(f"{{name: mail, {one}}}", f"{{name: mails, {other}}}")
    assert found == [(together, (1, 2))]


@pytest.mark.parametrize(
    ("name", "one", "other", "together"),
    [
        ("close_rate", "at_least: 30, unit: '%'", "at_least: 30, unit: '%'", "at least 30 %"),
        ("close_rate", "at_least: 30, unit: '%'", "at_least: 0.4, unit: ratio",
         "at least 30 to 40 %"),
        ("reply_time", "at_most: 1, unit: hour", "at_most: 30, unit: minute",
         "at most 0.5 to 1 hour"),
        ("avg_score", "at_least: 7, per: day", "at_least: 8, per: day", "at least 7 to 8 per day"),
        ("mails", "at_most: 7, per: day", "at_most: 8, per: day", "at most 7 to 8 per day"),
        ("queue", "at_least: 7", "at_least: 9", "at least 7 to 9"),
        ("spam", "at_least: 1, unit: '%'", "at_most: 2, unit: '%'", "at least 1, at most 2 %"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_a_range(name: str, one: str, other: str, together: str) -> None:
    found = lines(f"{{name: {name}, {one}}}", f"{{name: {name}, {other}}}")
    assert found == [(together, (1, 2))]


def test_an_upper_limit_stands_apart_from_what_adds_up() -> None:
    found = lines("{name: mails, exactly: 7, per: day}", "{name: mails, at_most: 9, per: day}")
    assert found == [("7 per day", (1,)), ("at most 9 per day", (2,))]


def test_a_week_is_added_to_days_only_where_a_schedule_tells_its_days() -> None:
    day, week = "{name: mails, exactly: 5, per: day}", "{name: mails, exactly: 50, per: week}"
    assert lines(day, week) == [("5 per day", (1,)), ("50 per week", (2,))]
    assert lines(day, week, days=("", "mon-fri")) == [("15 per day", (1, 2))]


def test_other_units_and_other_things_are_not_added() -> None:
    usd, eur = (f"{{name: sales, at_least: 5, unit: {unit}, per: day}}" for unit in ("USD", "EUR"))
    assert len(lines(usd, eur)) == 2
    assert (
        len(lines("{name: mails, exactly: 5, per: day}", "{name: calls, exactly: 5, per: day}"))
        == 2
    )


def test_a_metric_without_a_number_is_left_out() -> None:
    assert lines("{name: mails, per: day}", "{name: mails, exactly: 5, per: day}") == [
        ("5 per day", (2,))
    ]


def test_what_is_counted_is_told_with_its_gaps() -> None:
    count = "{{name: mails, exactly: {}, per: day, counts: prospects}}"
    found = line(
        having(1, count.format(10), scope="1-10"), having(2, count.format(11), scope="[15-24, 30]")
    )
    assert (found.total, found.counts, found.covers, found.size, found.gaps) == (
        21, "prospects", "1-10, 15-24, 30", 21, "11-14, 25-29"
    )  # fmt: skip


def test_the_registered_part_is_told_apart() -> None:
    metric = "{name: mails, exactly: 5, per: day}"
    found = line(having(1, metric), planned(2, metrics=metric))
    assert (found.total, found.held, found.sessions, found.registered) == (10, 5, (1, 2), (1,))


SOME = "{name: mails, exactly: 5, per: day}"


@pytest.mark.parametrize(
    ("records", "objectives", "gaps"),
    [
        ([], MRR, ["Nobody serves mrr."]),
        ([having(1, SOME)], MRR, ["No session that serves mrr counts mrr."]),
        ([having(1, SOME)], "{id: mrr, statement: Grow}", []),
        ([having(1, SOME, serves=""), having(2, SOME, serves="x")], "{id: x, statement: Grow}",
         ["Number 1 serves no objective."]),
        ([having(1, SOME, serves=""), having(2, SOME, serves="y"), having(3, SOME, serves="x")],
         "{id: x, statement: Grow}", ["Numbers 1-2 serve no objective."]),
        ([having(1, "{name: mrr, at_least: 119999, unit: USD, per: month}")], MRR,
         ["mrr comes to at least 119999 USD per month, short of the objective mrr: "
          "120000 USD per month."]),
        ([having(n, "{name: mrr, at_least: 60, unit: kUSD, per: month}") for n in (1, 2)], MRR, []),
        ([having(1, "{name: mrr, at_least: 120000, unit: EUR, per: month}")], MRR, []),
        ([having(1, "{name: mrr, at_most: 120000, unit: USD, per: month}")], MRR,
         ["mrr comes to at most 120000 USD per month, short of the objective mrr: "
          "120000 USD per month."]),
        ([having(1, "{name: mrr, at_least: 1440000, unit: USD, per: year}")], MRR, []),
        ([having(1, "{name: churn, at_most: 4, unit: '%'}", serves="churn")], CHURN, []),
    ],
)  # fmt: skip
def test_what_is_missing_is_told(records: list[str], objectives: str, gaps: list[str]) -> None:
    assert list(added(*records, objectives=objectives).gaps) == gaps


def test_without_objectives_the_sessions_are_listed_all_the_same() -> None:
    found = added(having(1, SOME), objectives="")
    assert found.objectives == ()
    assert found.aimless == (1,)
    assert [each.limit for each in found.lines] == ["5 per day"]
    assert found.gaps == ("The charter has no objective: add objectives to registry/charter.yaml.",)


def test_limits_that_are_told_as_a_range_have_their_unit_in_the_plural() -> None:
    two = [having(n, f"{{name: reply_time, at_most: {n}, unit: hour}}") for n in (1, 2)]
    assert line(*two).limit == "at most 1 to 2 hours"
    assert line(two[0]).limit == "at most 1 hour"


def labelled(number: int, shift: str, counts: str = "shift") -> str:
    text = claimed(number, metrics=f"{{name: shifts, exactly: 1, per: day, counts: {counts}}}")
    return edited(text, "goal:", f"  scope: {{shift: {shift}}}\ngoal:")


def test_labels_that_are_counted_are_told() -> None:
    found = line(labelled(1, "late"), labelled(2, "early"))
    assert (found.counts, found.covers, found.size, found.gaps) == ("shift", "early, late", 2, "")


@pytest.mark.parametrize("counts", ["leads", "prospects", "window"])
def test_where_no_part_is_known_nothing_is_covered(counts: str) -> None:
    found = added(labelled(1, "late", counts))
    (metric,) = goals_data(found)["objectives"][0]["metrics"]
    assert metric["counts"] == counts
    assert (metric["covers"], metric["size"], metric["gaps"]) == (None, None, None)
    console = Console(file=StringIO(), width=100)
    print_goals(console, "Team", "main", found)
    assert f"of no part of {counts} that is known" in " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]


def test_what_the_charter_wants_covered_and_nobody_has_is_a_gap() -> None:
    fifty = "{dimension: prospects, of: 1-50, by: [7, 8]}"
    case = whole(team(fifty, n7="prospects: 1-25", n8="prospects: 30-50"))
    assert case.charter
    found = roll_up(case.charter, case.after.sessions, judge(case).findings)
    (told,) = coverage_gap.RULE.judge(case)
    assert found.gaps == (told.message,)
    assert "prospects 26-29 is nobody's" in told.message


def test_a_session_without_a_part_is_no_gap_where_nothing_lacks() -> None:
    fifty = "{dimension: prospects, of: 1-50, by: [7, 8]}"
    case = whole(team(fifty, n7="prospects: 1-50", n8=""))
    findings = judge(case).findings
    assert [finding.code for finding in findings] == ["M206"]
    assert case.charter
    assert roll_up(case.charter, case.after.sessions, findings).gaps == ()
