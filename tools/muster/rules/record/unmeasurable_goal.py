"""A goal must be measurable: a number, one comparator and, for a rate, a period.

## What it does
Looks at `goal.metrics`. A goal needs at least one metric, and each metric one number with one
comparator (`at_least`, `at_most` or `exactly`) that somebody can check and miss: not NaN or
endless, and for what is counted or takes time neither below zero nor `at_least: 0`. That blocks
where a session holds the number; a planned slot that nobody holds yet asks for review. A metric
without `per` asks for review where the statement tells its figure per day, week or the like.

## Why
"Do good outreach" is never reached and never missed, so nobody can tell whether the team is on its
way, and no other session can rely on it.

## How to fix
Put the line that the finding shows under `goal`, made from the statement where it has figures, and
mend the numbers that aren't the ones you mean. Two limits are two metrics.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.figures.as_yaml import EXAMPLE, metric_line, metrics_line
from muster.model.figures.meant import meant
from muster.model.finding import Finding, Verdict
from muster.model.goal import Comparator, Metric
from muster.model.number_text import told
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.holder import called
from muster.rules.rule import Rule

_MOST_METRICS = 4


def _judge(case: Case) -> Iterator[Finding]:
    for _, session in case.sessions:
        metrics = session.goal.metrics
        if not metrics:
            yield _no_metric(session)
        for index, metric in enumerate(metrics):
            if metric.amount is None or metric.comparator is None:
                yield _no_number(session, index, metric)
            elif metric.amount.value <= 0 and _never_missed(metric):
                yield _no_limit(session, index, metric)
        if any(_bare(metric) for metric in metrics):
            yield from _no_period(session)


def _verdict(session: Session) -> Verdict:
    return Verdict.BLOCK if session.registered else Verdict.REVIEW


def _no_metric(session: Session) -> Finding:
    told = [figure.record() for figure in session.figures[:_MOST_METRICS]]
    help_ = f"Say by which figure it is checked, under goal like this: metrics: [{EXAMPLE}]"
    if told:
        help_ = f"Add under goal, as the statement has it: {metrics_line(told)}"
    return RULE.finding(
        _verdict(session),
        session.place("goal"),
        f"The goal of {called(session)} has no metric, so nobody can tell whether it is reached.",
        help_,
        subjects=(session.path,),
    )


def _no_number(session: Session, index: int, metric: Metric) -> Finding:
    given = session.raw_metric(index)
    name = metric.name or "A metric"
    limits = [comparator.value for comparator in Comparator if comparator in given]
    if len(limits) > 1:
        what = f"{name} has {' and '.join(limits)}, which is no one target."
        help_ = f"Make it two metrics, or keep one of the two; each is like {EXAMPLE}."
    elif not limits:
        what = f"{name} has no number to reach."
        help_ = f"Give it at_least, at_most or exactly with the number, like {EXAMPLE}."
    else:
        what = f"{name} has no number under {limits[0]} that somebody could count to."
        help_ = f"Write the number that the session is measured by: {limits[0]}: 17."
    named = [figure for figure in session.figures if figure.name == metric.name]
    if named:
        help_ = f"The statement tells it: {metric_line(named[0].record())}"
    return RULE.finding(
        _verdict(session),
        session.place("goal", "metrics", index),
        what,
        help_,
        subjects=(session.path, metric.name),
    )


def _never_missed(metric: Metric) -> bool:
    """Whether it is something that can't be negative, with a limit that can't be missed or kept."""
    amount = metric.amount
    if amount is None or not (metric.counts or amount.unit.dimension == "time"):
        return False
    return amount.value < 0 or metric.comparator is Comparator.AT_LEAST


def _no_limit(session: Session, index: int, metric: Metric) -> Finding:
    below = metric.target is not None and metric.target < 0
    return RULE.finding(
        _verdict(session),
        session.place("goal", "metrics", index),
        f"{metric.name} is {metric.limit}: "
        + ("it can't be below zero." if below else "nothing can miss that."),
        f"Write the number that the session is measured by instead of {told(metric.target)}.",
        subjects=(session.path, metric.name),
    )


def _bare(metric: Metric) -> bool:
    """Whether it may be a rate whose period is missing: a plain count without one."""
    return metric.per is None and (metric.unit is None or metric.amount is None)


def _no_period(session: Session) -> Iterator[Finding]:
    figures, metrics = session.figures, session.goal.metrics
    if not any(figure.per for figure in figures):
        return
    for figure, index, _ in meant(figures, metrics, session.days_a_week):
        if index is None or not figure.per or figure.unit or not _bare(metrics[index]):
            continue
        name = metrics[index].name
        yield RULE.finding(
            Verdict.REVIEW,
            session.place("goal", "metrics", index),
            f"The statement has {name} per {figure.per}; the metric has no period.",
            f"Add per: {figure.per} to {name}, or say in the statement what it is out of.",
            subjects=(session.path, name),
        )


RULE = Rule("M105", "unmeasurable-goal", _judge)
