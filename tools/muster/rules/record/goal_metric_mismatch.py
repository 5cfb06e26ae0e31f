"""A goal's statement and its metrics must tell the same figures.

## What it does
Reads the figures of `goal.statement` in the way in which `muster import` does, finds the metric
that each one means (by its number, else by its name) and asks for review where the two contradict
each other: another number, another period, a unit that can't be converted, or `at_most` where the
words say "at least" or "95%+". Units and periods are converted: `$120k` is 120000 USD, 90 minutes
are 1.5 hours, 95 % is 0.95. A week may have five to seven days, so 25 a day agrees with 125 a week
and with 175. A metric that the statement does not mention is fine; a target of the statement that
no metric has is a note. Years, versions, batch numbers and times of day are no figures.

## Why
People read the statement and programs read the metrics. Where they differ, half of the team works
towards another goal.

## How to fix
Change the one that is wrong: the metric to what the statement says, or the words. The finding has
the metric as the statement has it: its name, its `counts` and all that agrees stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.figures.as_yaml import metric_line
from muster.model.figures.meant import Difference, meant
from muster.model.figures.mended import mended
from muster.model.figures.plain import is_plain
from muster.model.figures.read_metric import ReadMetric
from muster.model.finding import Finding, Verdict
from muster.model.goal import Metric
from muster.model.session import Session
from muster.model.unit import amount_text
from muster.rules.case import Case
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    for _, session in case.sessions:
        metrics = session.goal.metrics
        if not metrics or is_plain(session.goal.statement, metrics):
            continue
        figures = session.figures
        if not (figures and any(metric.amount for metric in metrics)):
            continue
        for figure, index, difference in meant(figures, metrics, session.days_a_week):
            if index is None:
                if _is_target(figure):
                    yield _untold(session, figure)
            elif difference is not None:
                yield _mismatch(session, index, metrics[index], figure, difference)


def _is_target(figure: ReadMetric) -> bool:
    """Whether a figure is surely one to reach, and no number that happens to stand there."""
    second_end = figure.name.endswith("_limit")  # of a range, whose first end is its own figure
    return bool(figure.compared or figure.per or figure.unit) and not second_end


def _mismatch(
    session: Session, index: int, metric: Metric, figure: ReadMetric, difference: Difference
) -> Finding:
    reason = {
        Difference.NUMBER: "",
        Difference.UNIT: ", and the units can't be compared",
        Difference.PERIOD: ", which is another rate",
        Difference.COMPARATOR: ", which is the other way round",
    }[difference]
    own = mended(session.raw_metric(index), metric, figure, session.days_a_week)
    return RULE.finding(
        Verdict.REVIEW,
        session.place("goal", "metrics", index),
        f"The statement says {_said(figure)}; the metric {metric.name} has {metric.limit}{reason}.",
        f"Change the one that is wrong. As the statement has it: {metric_line(own)}",
        subjects=(session.path, metric.name),
        related=(session.place("goal", "statement", note="the statement"),),
    )


def _untold(session: Session, figure: ReadMetric) -> Finding:
    return RULE.finding(
        Verdict.NOTE,
        session.place("goal", "statement"),
        f"The statement says {_said(figure)}, and no metric has it.",
        f"If it is a target, add it under goal.metrics: {metric_line(figure.record())}",
        subjects=(session.path, figure.name),
    )


def _said(figure: ReadMetric) -> str:
    words = [figure.name]
    if figure.compared:
        words.append(figure.comparator.replace("_", " "))
    words += [amount_text(figure.target, figure.unit), f"per {figure.per}" if figure.per else ""]
    return " ".join(filter(None, words))


RULE = Rule("M106", "goal-metric-mismatch", _judge)
