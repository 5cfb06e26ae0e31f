"""What the goals come to: each objective, who serves it, and what the metrics add up to.

Counts, money and data per period add up over sessions, and so does what counts a part of a
dimension. Shares, averages, durations and upper limits never do: they are told as a range. Figures
in another unit or period are added only where the conversion is exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from muster.model.amount import Amount
from muster.model.charter import Charter, Objective
from muster.model.extent import union_of
from muster.model.figures.direction import falls
from muster.model.figures.words import folded
from muster.model.finding import Finding
from muster.model.goal import Comparator, Metric
from muster.model.labels import Labels
from muster.model.number_text import same, told
from muster.model.scope import Dimension, IntegerRanges, read_scope
from muster.model.session import Session
from muster.model.spans import numbered
from muster.model.unit import amount_text, unit_text
from muster.rules.registry import coverage_gap

_NEVER_ADDS = frozenset({"share", "time", "months"})
_LEVELS = frozenset({
    "accuracy", "average", "avg", "grade", "latency", "mean", "median", "percentile", "rank",
    "rate", "rating", "ratio", "score",
})  # fmt: skip
_MOST_LIMITS = 3


class Line(NamedTuple):
    """One metric of the sessions that serve an objective; ``total`` is None where nothing adds up.

    ``held`` is the part of those sessions that are registered. ``covers`` are the integers or
    labels of the ``counts`` dimension, empty where no part of it is known; ``gaps`` are the
    integers between them that nobody counts.
    """

    name: str
    limit: str
    total: float | None
    held: float | None
    unit: str
    per: str
    sessions: tuple[int, ...]
    registered: tuple[int, ...]
    counts: str = ""
    covers: str = ""
    size: int = 0
    gaps: str = ""


class Served(NamedTuple):
    """One objective with what serves it; ``missing`` are sentences about what does not."""

    objective: Objective
    sessions: tuple[int, ...]
    registered: tuple[int, ...]
    lines: tuple[Line, ...]
    missing: tuple[str, ...]


class RollUp(NamedTuple):
    """All objectives, and the sessions that serve none of them; ``lines`` are what these count."""

    objectives: tuple[Served, ...]
    aimless: tuple[int, ...]
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    uncovered: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """Everything that is missing, a sentence each."""
        served = (gap for served in self.objectives for gap in served.missing)
        return (*self.missing, *served, *self.uncovered)


def roll_up(
    charter: Charter, sessions: Sequence[Session], findings: Iterable[Finding] = ()
) -> RollUp:
    """Add the goals up; planned slots count beside the registered ones.

    ``findings`` are the registry's, of which those about the charter's coverage tell a gap each.
    """
    ids = {objective.id for objective in charter.objectives}
    serving: dict[str, list[Session]] = {}
    aimless: list[Session] = []
    for session in sessions:
        serves = session.goal.serves
        if serves in ids and serves is not None:
            serving.setdefault(serves, []).append(session)
        else:
            aimless.append(session)
    missing = []
    if not charter.objectives:
        missing.append("The charter has no objective: add objectives to registry/charter.yaml.")
    elif aimless:
        one = "serves" if len(aimless) == 1 else "serve"
        missing.append(f"{_sessions(aimless)} {one} no objective.")
    return RollUp(
        tuple(
            _served(each, serving.get(each.id, []), charter.dimensions)
            for each in charter.objectives
        ),
        _numbers(aimless),
        _lines(aimless, charter.dimensions),
        tuple(missing),
        tuple(
            finding.message
            for finding in findings
            if finding.code == coverage_gap.RULE.code and finding.place.path == charter.path
        ),
    )


def _served(
    objective: Objective, sessions: Sequence[Session], dimensions: Mapping[str, Dimension]
) -> Served:
    lines = _lines(sessions, dimensions)
    return Served(
        objective,
        _numbers(sessions),
        _numbers(session for session in sessions if session.registered),
        lines,
        tuple(_missing(objective, sessions, lines)),
    )


class _Share(NamedTuple):
    """What one session brings to a line, in the line's unit and period."""

    session: Session
    metric: Metric
    value: float


def _lines(sessions: Sequence[Session], dimensions: Mapping[str, Dimension]) -> tuple[Line, ...]:
    groups: dict[tuple[str, bool, str], list[tuple[Amount, list[_Share]]]] = {}
    for session in sessions:
        for metric in session.goal.metrics:
            amount = metric.amount
            if amount is None or metric.comparator is None:
                continue
            adds = _adds(metric, amount)
            kinds = groups.setdefault((folded(metric.name), adds, metric.counts or ""), [])
            for base, shares in kinds:
                value = amount.between(base.unit, base.per, session.days_a_week)
                if value is not None and value.exact:
                    shares.append(_Share(session, metric, value.low))
                    break
            else:
                kinds.append((amount, [_Share(session, metric, amount.value)]))
    return tuple(
        _line(shares, adds, dimensions)
        for (_, adds, _), kinds in groups.items()
        for _, shares in kinds
    )


def _adds(metric: Metric, amount: Amount) -> bool:
    """Whether two sessions that reach this have reached the sum of both."""
    return (
        metric.comparator is not Comparator.AT_MOST
        and amount.unit.dimension not in _NEVER_ADDS
        and bool(amount.per or metric.counts)
        and _LEVELS.isdisjoint(metric.name.lower().split("_"))
    )


def _line(shares: Sequence[_Share], adds: bool, dimensions: Mapping[str, Dimension]) -> Line:
    first = shares[0].metric
    total = _sum(shares) if adds else None
    held = _sum(share for share in shares if share.session.registered) if adds else None
    sessions = [share.session for share in shares]
    covers, size, gaps = _covered(shares, dimensions)
    return Line(
        first.name,
        _limit(shares, total),
        total,
        held,
        first.unit or "",
        first.per or "",
        _numbers(sessions),
        _numbers(session for session in sessions if session.registered),
        first.counts or "",
        covers,
        size,
        gaps,
    )


def _sum(shares: Iterable[_Share]) -> float:
    """An integer where it is one, as a record would have it."""
    found = round(math.fsum(share.value for share in shares), 9)
    return int(found) if found == int(found) else found


def _limit(shares: Sequence[_Share], total: float | None) -> str:
    """The total in words, or else the limits that the sessions have."""
    first = shares[0].metric
    behind = f" per {first.per}" if first.per else ""
    if total is not None:
        exact = all(share.metric.comparator is Comparator.EXACTLY for share in shares)
        return f"{'' if exact else 'at least '}{amount_text(total, first.unit)}{behind}"
    limits: dict[str, list[float]] = {}
    for share in shares:
        limits.setdefault((share.metric.comparator or "").replace("_", " "), []).append(share.value)
    words = []
    last = 0.0
    for comparator, values in list(limits.items())[:_MOST_LIMITS]:
        low, high = told(min(values)), told(max(values))
        words.append(f"{comparator} {low if low == high else f'{low} to {high}'}")
        last = max(values)
    unit = unit_text(last, first.unit)
    return f"{', '.join(words)}{f' {unit}' if unit else ''}{behind}"


def _covered(shares: Sequence[_Share], dimensions: Mapping[str, Dimension]) -> tuple[str, int, str]:
    """What is counted of a dimension, how many that are, and the gaps between integers."""
    counts = shares[0].metric.counts
    extents = [
        extent
        for share in shares
        if counts
        for extent in [read_scope(share.session.raw_scope, dimensions).extents.get(counts)]
        if isinstance(extent, IntegerRanges | Labels)
    ]
    union = union_of(extents)
    match union:
        case IntegerRanges():
            whole = IntegerRanges(((union.spans[0][0], union.spans[-1][1]),))
            return union.told(), union.size, union.gaps(whole).told()
        case Labels():
            return union.told(), union.size, ""
    return "", 0, ""


def _missing(
    objective: Objective, sessions: Sequence[Session], lines: Sequence[Line]
) -> Iterable[str]:
    if not sessions:
        yield f"Nobody serves {objective.id}."
        return
    if not objective.metric or objective.amount is None:
        return
    name = folded(objective.metric)
    shares = [
        (session, metric)
        for session in sessions
        for metric in session.goal.metrics
        if folded(metric.name) == name and metric.amount is not None
    ]
    if not shares:
        yield f"No session that serves {objective.id} counts {objective.metric}."
        return
    if not falls(objective.statement):
        yield from _short(objective, shares, lines)


def _short(
    objective: Objective, shares: Sequence[tuple[Session, Metric]], lines: Sequence[Line]
) -> Iterable[str]:
    """Whether the sessions together, or the best of them, stay below the target for sure."""
    target = objective.amount
    if target is None:
        return
    reached: list[float] = []
    summed = 0.0
    for session, metric in shares:
        amount = metric.amount
        value = amount.between(target.unit, target.per, session.days_a_week) if amount else None
        if amount is None or value is None:
            return  # another unit, or no rate: nothing can be said
        if metric.comparator is not Comparator.AT_MOST:
            reached.append(value.high)
            summed += value.high if _adds(metric, amount) else 0
    best = max([*reached, summed], default=0.0)
    if best < target.value and not same(best, target.value):
        parts = {
            line.limit for line in lines if folded(line.name) == folded(objective.metric or "")
        }
        yield (
            f"{objective.metric} comes to {', '.join(sorted(parts))}, short of the objective "
            f"{objective.id}: {objective.goal}."
        )


def _numbers(sessions: Iterable[Session]) -> tuple[int, ...]:
    return tuple(sorted({session.number for session in sessions if session.number is not None}))


def _sessions(sessions: Sequence[Session]) -> str:
    return numbered(_numbers(sessions))
