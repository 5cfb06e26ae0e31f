"""The lines that M105 and M106 propose can be pasted as they stand, and mend what was told."""

from __future__ import annotations

from typing import Any

import pytest

from muster.engine.judge import judge
from muster.model.finding import Finding
from muster.model.strict_yaml import read
from rules.cases import at, claimed, whole

OURS = ("M101", "M105", "M106")


def found(statement: str, metrics: str) -> list[Finding]:
    report = judge(whole({at(7): claimed(7, statement=statement, metrics=metrics)}))
    return [finding for finding in report.findings if finding.code in OURS]


def parsed(text: str) -> Any:
    """What the strict reader makes of some lines."""
    document = read(text.encode())
    assert document.problems == (), text
    return document.value


@pytest.mark.parametrize(
    ("statement", "proposed"),
    [
        (
            "Send 17 emails daily, 95%+ delivery rate",
            [
                {"name": "emails_sent", "exactly": 17, "per": "day"},
                {"name": "delivery_rate", "at_least": 95, "unit": "%"},
            ],
        ),
        (
            "Answer 40 tickets a day, each within 2 hours",
            [
                {"name": "tickets_answered", "exactly": 40, "per": "day"},
                {"name": "time_taken", "at_most": 2, "unit": "hour"},
            ],
        ),
        (
            "Close 20 issues a week within 2 hours each",
            [
                {"name": "issues_closed", "exactly": 20, "per": "week"},
                {"name": "close_time", "at_most": 2, "unit": "hour"},
            ],
        ),
        ("Keep the docs in shape", [{"name": "tasks_done", "at_least": 10, "per": "week"}]),
    ],
)
def test_the_metrics_of_a_goal_without_any_stand_in_one_line(
    statement: str, proposed: list[object]
) -> None:
    (finding,) = found(statement, "")
    line = "metrics: " + finding.help.partition("metrics: ")[2]
    assert parsed(f"goal:\n  {line}\n  statement: x\n")["goal"]["metrics"] == proposed
    assert parsed(f"goal:\n  statement: x\n  {line}\n")["goal"]["metrics"] == proposed
    assert found(statement, line.removeprefix("metrics: [").removesuffix("]")) == []


@pytest.mark.parametrize(
    ("statement", "metric", "mended"),
    [
        (
            "Keep churn below 5% a month",
            '{name: churn_rate, at_most: 8, unit: "%", per: month}',
            {"name": "churn_rate", "at_most": 5, "unit": "%", "per": "month"},
        ),
        (
            "Send 17 emails daily",
            "{name: emails_sent, at_least: 16, per: day, counts: prospects}",
            {"name": "emails_sent", "at_least": 17, "per": "day", "counts": "prospects"},
        ),
        (
            "Send 17 emails daily",
            "{counts: prospects, per: day, exactly: 16, name: emails_out}",
            {"counts": "prospects", "per": "day", "exactly": 17, "name": "emails_out"},
        ),
        (
            "Send 17 emails daily",
            "{name: emails_sent, at_least: 17, per: week, counts: prospects}",
            {"name": "emails_sent", "at_least": 17, "per": "day", "counts": "prospects"},
        ),
        (
            "Send 25 emails daily",
            "{name: emails_sent, exactly: 100, per: week}",
            {"name": "emails_sent", "exactly": 25, "per": "day"},
        ),
        (
            "Send at least 17 emails daily",
            "{name: emails_sent, at_most: 17, per: day, counts: prospects}",
            {"name": "emails_sent", "at_least": 17, "per": "day", "counts": "prospects"},
        ),
        (
            "Send at least 17 emails daily",
            "{name: emails_sent, at_most: 16, per: day}",
            {"name": "emails_sent", "at_least": 17, "per": "day"},
        ),
        (
            "Send at least 17 emails daily",
            "{name: emails_sent, exactly: 16, per: day}",
            {"name": "emails_sent", "exactly": 17, "per": "day"},
        ),
        (
            "Reply within 90 minutes",
            "{name: reply_time, at_most: 2, unit: hrs}",
            {"name": "reply_time", "at_most": 1.5, "unit": "hrs"},
        ),
        (
            "Reply within 90 minutes",
            "{name: reply_time, at_most: 2}",
            {"name": "reply_time", "at_most": 90, "unit": "minute"},
        ),
        (
            "Reach $120k MRR",
            "{name: mrr, at_least: 1000, unit: kUSD, per: year}",
            {"name": "mrr", "at_least": 1440, "unit": "kUSD", "per": "year"},
        ),
        (
            "Reach $120k MRR",
            "{name: mrr, at_least: 120000, unit: USD, per: year}",
            {"name": "mrr", "at_least": 120000, "unit": "USD", "per": "month"},
        ),
        (
            "Reach $120k MRR",
            '{name: mrr, at_least: 120000, unit: "%"}',
            {"name": "mrr", "at_least": 120000, "unit": "USD"},
        ),
        (
            "Send 17 emails daily",
            "{name: emails, exactly: 16, unit: mails, per: day}",
            {"name": "emails", "exactly": 17, "unit": "mails", "per": "day"},
        ),
    ],
)
def test_of_a_metric_only_what_contradicts_the_statement_is_changed(
    statement: str, metric: str, mended: dict[str, object]
) -> None:
    finding = next(one for one in found(statement, metric) if one.code == "M106")
    line = finding.help.partition("As the statement has it: ")[2]
    (proposed,) = parsed(f"metrics:\n  {line}\n")["metrics"]
    assert list(proposed.items()) == list(mended.items())
    assert found(statement, line.removeprefix("- ")) == []
