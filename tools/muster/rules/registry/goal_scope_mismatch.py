"""A target that counts a part of the scope must be as large as that part.

## What it does
Looks at metrics with `counts`, which says that the figure goes one to one with a dimension of the
scope: 17 emails a day for the prospects 18-33, which are 16. Asks for review where `exactly` is not
the size of the session's part, where `at_least` is more than it has, where `at_most` leaves some
of it, and where `counts` names a dimension that the charter does not declare, that the scope lacks,
or whose parts can't be counted. A target for another period than a day fits when it is the size
itself or the size for each day of the period. A dimension that is not a range or a list of labels
has no size.

## Why
Somebody is mailed twice or never, and the session can't reach its goal whatever it does.

## How to fix
Change the target to the size of the part, or the part to the size of the target; the finding has
both, and says whose the missing or the spare ones are.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from muster.model.amount import Amount
from muster.model.boundary import Boundary
from muster.model.charter import Charter
from muster.model.finding import Finding, Place, Verdict
from muster.model.goal import Comparator, Metric
from muster.model.period import Between
from muster.model.scope import DimensionKind
from muster.model.session import Session
from muster.model.unit import COUNT
from muster.rules.case import Case
from muster.rules.counted_part import CountedPart, counted_part
from muster.rules.fitting_part import Neighbours
from muster.rules.holder import called
from muster.rules.rule import Rule

_SIZED = (DimensionKind.RANGE, DimensionKind.LABELS)
_LONGEST = 80


def _judge(case: Case) -> Iterator[Finding]:
    if case.charter is None:
        return
    neighbours = Neighbours(case)
    for _, session in case.sessions:
        for index, metric in enumerate(session.goal.metrics):
            if metric.counts is None:
                continue
            problem = _problem(case.charter, session, metric.counts)
            if problem:
                yield _uncounted(session, index, metric, *problem)
                continue
            part = counted_part(case, session, index, metric)
            if part is not None and not _fits(part):
                yield _mismatch(part, neighbours)


def _problem(charter: Charter, session: Session, counts: str) -> tuple[str, str] | None:
    """Why nothing can be counted, and what to do, if so."""
    dimension = charter.dimensions.get(counts)
    if dimension is None:
        names = sorted(charter.dimensions)
        close = get_close_matches(counts[:32], names, n=1)
        meant = f"Did you mean {close[0]}? " if close else ""
        declared = f"it declares {', '.join(names[:12])}" if names else "it declares none"
        return (
            "which is no dimension of the charter",
            f"{meant}Name a dimension of the charter ({declared}), or take counts away.",
        )
    if dimension.kind not in _SIZED:
        return (
            f"whose parts are {dimension.kind.value}, which have no number",
            "Take counts away: only ranges and labels can be counted.",
        )
    if counts not in session.raw_scope:
        return (
            "which the scope does not have",
            f"Say in role.scope.{counts} which part is counted, or take counts away.",
        )
    return None


def _fits(part: CountedPart) -> bool:
    """Whether the target can be kept with this part, in some reading of its period."""
    sizes = Between(part.size, part.size)
    if part.metric.per:
        a_day = Amount(part.size, COUNT, "day")
        per_period = a_day.between(COUNT, part.metric.per, part.session.days_a_week)
        if per_period and part.metric.per != "day":
            sizes = per_period
    alone = part.target == part.size
    match part.metric.comparator:
        case Comparator.EXACTLY:
            return alone or sizes.low <= part.target <= sizes.high
        case Comparator.AT_LEAST:
            return part.target <= max(part.size, sizes.high)
        case Comparator.AT_MOST:
            return part.target >= min(part.size, sizes.low)
        case _:
            return True


def _uncounted(session: Session, index: int, metric: Metric, what: str, help_: str) -> Finding:
    return RULE.finding(
        Verdict.REVIEW,
        session.place("goal", "metrics", index, "counts"),
        f"{metric.name} counts {metric.counts}, {what}.",
        help_,
        subjects=(session.path, metric.name, metric.counts or ""),
    )


def _mismatch(part: CountedPart, neighbours: Neighbours) -> Finding:
    session, metric = part.session, part.metric
    shown = part.extent.told()
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    more = abs(part.lacks)
    apart = f": {more} {'too few' if part.lacks > 0 else 'too many'}" if part.lacks else ""
    target = f"{(metric.comparator or '').replace('_', ' ')} {part.size}"
    retarget = f"Change {metric.name} to {target}"
    repair = neighbours.repair(part)
    help_ = f"{retarget}, or role.scope.{part.dimension} to fit."
    boundaries: list[Boundary] = []
    related: tuple[Place, ...] = ()
    if repair is not None:
        help_ = f"{retarget}, or role.scope.{part.dimension} to {repair.extent}{repair.why}."
        if repair.other is not None:
            note = f"the {part.dimension} of {called(repair.other.session)}"
            related = (repair.other.session.place("role", "scope", part.dimension, note=note),)
            if repair.others and repair.other.session.number:
                does = f"takes {part.dimension} {repair.others}"
                boundaries.append(Boundary(repair.other.session.number, does))
    if session.number:
        keeps = f"takes {part.dimension} {repair.extent}" if boundaries and repair else ""
        does = keeps or f"changes {metric.name} to {target}"
        boundaries.append(Boundary(session.number, does))
    if neighbours.contested(part):
        boundaries.clear()  # what each keeps of it is told where the two meet
    return RULE.finding(
        Verdict.REVIEW,
        session.place("goal", "metrics", part.at),
        f"{part.dimension} {shown} {'is' if part.size == 1 else 'are'} {part.size}; "
        f"{metric.name} is {metric.limit}{apart}.",
        help_,
        subjects=(session.path, metric.name, part.dimension),
        related=related,
        boundaries=tuple(sorted(boundaries)),
    )


RULE = Rule("M209", "goal-scope-mismatch", _judge)
