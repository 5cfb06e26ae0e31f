"""Two goals must not count the same thing twice, and not contradict each other.

## What it does
Compares metrics of one name (a plural is no other name) in all sessions, planned slots too, and
asks for review where

- two sessions count the same part of a dimension by `counts`, and no dimension of the charter
  separates their scopes: both would count the same prospects;
- one demands at least more than the other allows at most, in the same unit and kind of rate, and no
  scope separates the two. Counts per period of two sessions are each session's own, so 20 mails a
  day of the one and at most 10 of the other contradict each other only where both count the same
  part. `exactly` is compared only by the first point, for the same reason;
- the metric is that of an objective of the charter, and the session allows at most less than the
  objective's target, or has a unit that can't be added up with it. For an objective that is to fall
  ("churn under 5 %") it is the other way round.

Units and periods are converted; a conflict is one only where every reading of the periods is. Of
each of the three a metric is told once, with the sharpest contradiction: one that another session
counts too and that opposes an objective is told of both.

## Why
What two sessions count twice is reached on paper only, and of two goals that exclude each other one
must fail.

## How to fix
Give each session its part of the dimension, or agree on one limit. The orchestrator can rule on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from muster.model.amount import Amount
from muster.model.boundary import Boundary
from muster.model.charter import Charter, Objective
from muster.model.extent import Countable
from muster.model.figures.direction import falls
from muster.model.figures.words import folded
from muster.model.finding import Finding, Verdict
from muster.model.goal import Comparator
from muster.model.labels import Labels
from muster.model.number_text import same
from muster.model.path_globs import PathGlobs
from muster.model.period import Between
from muster.model.scope import Extent, IntegerRanges, Scope
from muster.model.unit import factor
from muster.rules.case import Case
from muster.rules.clashes import clashes
from muster.rules.holder import called
from muster.rules.named_metrics import Use, named_metrics
from muster.rules.rule import Rule
from muster.rules.shared_part import SharedOut, covered_by_both, shared_out

_LONGEST = 80


def _judge(case: Case) -> Iterator[Finding]:
    for uses in named_metrics(case).values():
        yield from _counted_twice(case, uses)
        yield from _contradictions(case, uses)
    if case.charter is not None:
        yield from _against_objectives(case, case.charter)


def _counted_twice(case: Case, uses: Sequence[Use]) -> Iterator[Finding]:
    dimensions: dict[str, list[tuple[Use, Scope]]] = {}
    for use in uses:
        amount, counts = use.metric.amount, use.metric.counts
        if counts and amount and amount.unit.counts:
            scope = case.scope(use.session)
            if isinstance(scope.extents.get(counts), IntegerRanges | Labels):
                dimensions.setdefault(counts, []).append((use, scope))
    for dimension, found in sorted(dimensions.items()):
        pairs = clashes(
            [scope for _, scope in found],
            lambda other, accused, found=found: (  # type: ignore[misc]
                found[other][0].session.path != found[accused][0].session.path
                and _told_of(case, found[other][0], found[accused][0])
            ),
            accusable=lambda index, found=found: case.touches(  # type: ignore[misc]
                found[index][0].session.path
            ),
        )
        for first, second in pairs:
            (other, theirs), (accused, own) = found[first], found[second]
            yield _double(case, dimension, accused, own, other, theirs)


def _told_of(case: Case, other: Use, accused: Use) -> bool:
    """Whether a pair is this case's: what a change brings; not one number that stands twice."""
    numbers = other.session.number, accused.session.number
    return case.touches(accused.session.path) and (
        numbers[0] != numbers[1] or other.session.path == accused.session.path
    )


def _double(
    case: Case, dimension: str, accused: Use, own: Scope, other: Use, theirs: Scope
) -> Finding:
    mine, yours = own.extents[dimension], theirs.extents[dimension]
    both, rest = _shared(mine, yours)
    keeps = f"counts {dimension} {yours.told()}"
    parts = None
    if not rest and isinstance(mine, IntegerRanges | Labels):
        parts = _halved(case, dimension, (accused, mine), (other, yours))
    if parts is not None:
        rest, keeps = parts.mover.told(), f"counts {dimension} {parts.stayer.told()}"
    name = accused.metric.name
    rest = rest if len(rest) <= _LONGEST else ""
    both = both if len(both) <= _LONGEST else f"{both[:_LONGEST]}…"
    gives = f"counts {dimension} {rest}" if rest else f"leaves {dimension} {both} to the other"
    return _between(
        accused,
        other,
        f"{name} counts {dimension} {both} in {called(accused.session)} "
        f"and in {called(other.session)}, and no scope separates the two: they count twice.",
        f"Give each its part of {dimension}"
        + (
            f": {called(accused.session)} could take {rest}." if rest else ", or one of the two up."
        ),
        "counts the same",
        (gives, keeps if len(keeps) <= 2 * _LONGEST else f"keeps its {dimension}"),
    )


def _halved(
    case: Case, dimension: str, accused: tuple[Use, Countable], other: tuple[Use, Extent]
) -> SharedOut | None:
    """How the two share out what both have, where the charter wants both to cover it."""
    theirs = other[1]
    both = covered_by_both(case.charter, dimension, accused[0].session, other[0].session)
    return shared_out(accused[1], theirs) if both and not isinstance(theirs, PathGlobs) else None


def _shared(mine: Extent, yours: Extent) -> tuple[str, str]:
    """What both have, and what is the first one's alone."""
    if isinstance(mine, IntegerRanges) and isinstance(yours, IntegerRanges):
        return mine.meet(yours).told(), yours.gaps(mine).told()
    if isinstance(mine, Labels) and isinstance(yours, Labels):
        return mine.meet(yours).told(), yours.gaps(mine).told()
    return "", ""


class _Limit(NamedTuple):
    """A limit in the unit and period of the first of its kind, at its least and at its most."""

    use: Use
    order: int
    value: Between

    @property
    def lower(self) -> bool:
        """Whether it is one that must not be missed from below."""
        return self.use.metric.comparator is Comparator.AT_LEAST


def _contradictions(case: Case, uses: Sequence[Use]) -> Iterator[Finding]:
    kinds: dict[tuple[str, bool, bool], list[_Limit]] = {}
    bases: dict[tuple[str, bool, bool], Amount] = {}
    for order, use in enumerate(uses):
        amount = use.metric.amount
        if amount is None or use.metric.comparator in (None, Comparator.EXACTLY):
            continue
        if amount.unit.counts and (amount.per or use.metric.counts):
            continue  # each session's own, or counted twice
        kind = (amount.unit.dimension, amount.unit.known, bool(amount.per))
        base = bases.setdefault(kind, amount)
        value = amount.between(base.unit, base.per, use.session.days_a_week)
        if value is not None:
            kinds.setdefault(kind, []).append(_Limit(use, order, value))
    for limits in kinds.values():
        least = [limit for limit in limits if limit.lower]
        most = [limit for limit in limits if not limit.lower]
        if _sharpest(least, most) is None:
            continue
        told: set[str] = set()
        for lower, upper in _exclusive(case, [*least, *most]):
            other, accused = sorted((lower, upper), key=lambda limit: limit.order)
            path = accused.use.session.path
            if path not in told and _told_of(case, other.use, accused.use):
                told.add(path)
                yield _contradiction(accused.use, other.use)


def _sharpest(least: Sequence[_Limit], most: Sequence[_Limit]) -> tuple[_Limit, _Limit] | None:
    """The highest lower and the lowest upper limit, if no figure keeps both."""
    found = _extremes(least, most)
    return (found[0], found[1]) if len(found) == 2 and _clash(found[0], found[1]) else None


def _clash(lower: _Limit, upper: _Limit) -> bool:
    return lower.value.low > upper.value.high and not same(lower.value.low, upper.value.high)


def _exclusive(case: Case, limits: Sequence[_Limit]) -> Iterator[tuple[_Limit, _Limit]]:
    """Lower and upper limits that exclude each other and that no scope separates.

    Of those that a limit excludes only the sharpest is told.
    """
    alike: dict[frozenset[tuple[str, object]], list[_Limit]] = {}
    for limit in limits:
        scope = case.scope(limit.use.session)
        alike.setdefault(frozenset(scope.extents.items()), []).append(limit)
    sharp: list[_Limit] = []
    for group in alike.values():
        least = [limit for limit in group if limit.lower]
        most = [limit for limit in group if not limit.lower]
        found = _sharpest(least, most)
        if found is not None:
            yield from ((found[0], upper) for upper in most if _clash(found[0], upper))
            yield from ((lower, found[1]) for lower in least if _clash(lower, found[1]))
        sharp += _extremes(least, most)
        if case.change is not None:
            brought = [
                [x for x in side if case.touches(x.use.session.path)] for side in (least, most)
            ]
            sharp += [limit for limit in _extremes(*brought) if limit not in sharp]
    sharp.sort(key=lambda limit: limit.order)
    pairs = clashes(
        [case.scope(limit.use.session) for limit in sharp],
        lambda one, two: _clash(*sorted((sharp[one], sharp[two]), key=lambda x: not x.lower)),
        accusable=lambda index: case.touches(sharp[index].use.session.path),
        sides=[limit.lower for limit in sharp],
    )
    yield from ((sharp[one], sharp[two]) for one, two in pairs)


def _extremes(least: Sequence[_Limit], most: Sequence[_Limit]) -> list[_Limit]:
    """The highest lower and the lowest upper limit, as far as there are any."""
    lower = sorted(least, key=lambda limit: (-limit.value.low, limit.order))[:1]
    upper = sorted(most, key=lambda limit: (limit.value.high, limit.order))[:1]
    return lower + upper


def _contradiction(accused: Use, other: Use) -> Finding:
    name = accused.metric.name
    mine, yours = accused.metric.limit, other.metric.limit
    if accused.session.path == other.session.path:
        whose = f"{name} is {yours} and {mine} in {called(accused.session)}"
    else:
        whose = f"{name} is {mine} in {called(accused.session)}, {yours} in {called(other.session)}"
    return _between(
        accused,
        other,
        f"{whose}: nothing is both, and no scope separates the two.",
        "Agree on one limit, call the metrics by different names if they measure different things, "
        "or give each session its part of a dimension in role.scope.",
        "the other limit",
        (f"changes {name} so that it can be {yours}", f"keeps {name} at {yours}"),
    )


def _between(
    accused: Use,
    other: Use,
    message: str,
    help_: str,
    note: str,
    does: tuple[str, str],
) -> Finding:
    sides = zip((accused.session.number, other.session.number), does, strict=True)
    return RULE.finding(
        Verdict.REVIEW,
        accused.session.place("goal", "metrics", accused.at),
        message,
        help_,
        subjects=(
            folded(accused.metric.name),
            *sorted({accused.session.path, other.session.path}),
        ),
        related=(other.session.place("goal", "metrics", other.at, note=note),),
        commands=(f"muster show {other.session.number}",) if other.session.number else (),
        boundaries=tuple(sorted(Boundary(number, told) for number, told in sides if number)),
    )


def _against_objectives(case: Case, charter: Charter) -> Iterator[Finding]:
    objectives = {
        folded(objective.metric): (at, objective)
        for at, objective in reversed(list(enumerate(charter.objectives)))
        if objective.metric and objective.amount is not None
    }
    if not objectives:
        return
    for _, session in case.sessions:
        for at, metric in enumerate(session.goal.metrics):
            held = objectives.get(folded(metric.name))
            reason = _opposes(Use(session, at, metric), held[1]) if held else None
            if held and reason:
                yield _against(Use(session, at, metric), charter, held[0], held[1], reason)


def _opposes(use: Use, objective: Objective) -> str | None:
    """Why a metric can't serve the objective that is measured by it."""
    held, target = use.metric.amount, objective.amount
    if held is None or target is None or bool(held.per) != bool(target.per):
        return None
    if held.unit.counts or target.unit.counts:
        held = held._replace(unit=target.unit)  # a number without a unit may be meant in it
    elif factor(held.unit, target.unit) is None:
        return "the two units can't be added up"
    value = held.between(target.unit, target.per, use.session.days_a_week)
    falling = falls(objective.statement)
    wrong = Comparator.AT_LEAST if falling else Comparator.AT_MOST
    if value is None or use.metric.comparator is not wrong:
        return None
    beyond = value.low > target.value if falling else value.high < target.value
    return "who keeps the one misses the other" if beyond else None


def _against(use: Use, charter: Charter, at: int, objective: Objective, reason: str) -> Finding:
    session, metric = use.session, use.metric
    return RULE.finding(
        Verdict.REVIEW,
        session.place("goal", "metrics", use.at),
        f"{metric.name} is {metric.limit} in {called(session)}, and the objective {objective.id} "
        f"has {objective.goal}: {reason}.",
        "Change the metric to what this session brings towards the objective, or its name if it "
        "measures something else.",
        subjects=(session.path, metric.name, objective.id),
        related=(charter.place("objectives", at, note="the objective"),),
    )


RULE = Rule("M208", "conflicting-goals", _judge)
