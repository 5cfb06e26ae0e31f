"""Which metric a figure of a sentence means, and where the two differ.

A figure means the metric that has its number in some reading, or else the one that has its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from muster.model.amount import Amount
from muster.model.figures.read_metric import ReadMetric
from muster.model.figures.words import is_done, singular
from muster.model.goal import Comparator, Metric
from muster.model.unit import COUNT, RATIO, Unit, factor

_OPPOSED = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST})
_SAYS_LITTLE = frozenset({
    "a", "an", "and", "average", "avg", "count", "daily", "day", "goal", "hour", "limit", "max",
    "min", "month", "monthly", "new", "number", "of", "per", "quarter", "rate", "target", "time",
    "total", "week", "weekly", "year",
})  # fmt: skip


class Difference(StrEnum):
    """In what a metric contradicts the figure that means it."""

    NUMBER = "number"
    UNIT = "unit"
    PERIOD = "period"
    COMPARATOR = "comparator"


class Meant(NamedTuple):
    """A figure, and which of the metrics it means; ``metric`` is None where it means none."""

    figure: ReadMetric
    metric: int | None
    difference: Difference | None


def meant(
    figures: Sequence[ReadMetric], metrics: Sequence[Metric], days: int | None
) -> list[Meant]:
    """Tell for each figure which metric it means; no metric is meant twice.

    ``days`` are the days of the week on which the session works, where that is known.
    """
    free = [index for index, metric in enumerate(metrics) if metric.amount is not None]
    alone = len(figures) == 1 and len(metrics) == 1
    found: dict[int, Meant] = {}
    for closest in (True, False):  # a name and a number beat a number
        for at, figure in enumerate(figures):
            for index in free:
                if at in found or (closest and not _alike(figure, metrics[index])):
                    continue
                if difference(figure, metrics[index], days) is None:
                    found[at] = Meant(figure, index, None)
                    free.remove(index)
                    break
    for at, figure in enumerate(figures):
        if at in found:
            continue
        akin = _alike if alone else _named
        chosen = next((index for index in free if akin(figure, metrics[index])), None)
        if chosen is None:
            found[at] = Meant(figure, None, None)
            continue
        found[at] = Meant(figure, chosen, difference(figure, metrics[chosen], days))
        free.remove(chosen)
    return [found[at] for at in range(len(figures))]


def difference(figure: ReadMetric, metric: Metric, days: int | None) -> Difference | None:
    """In what a metric contradicts a figure; None where some reading makes them agree.

    A number without a unit may be in any: 95 and 0.95 both are 95 %. A metric that is exactly what
    the sentence only limits keeps within it.
    """
    held = metric.amount
    if held is None:
        return Difference.NUMBER
    told = Amount.read(figure.target, figure.unit, figure.per)
    if not (told.per and held.per):  # a rate without its period is told elsewhere
        told, held = told._replace(per=""), held._replace(per="")
    readings = list(_in_unit(told, held.unit))
    if not readings:
        return Difference.UNIT
    if not any(reading.agrees(held, days) for reading in readings):
        if _keeps_within(figure, metric, readings, held, days):
            return None
        bare = held._replace(per="")
        alike = told.per != held.per and any(
            reading._replace(per="").agrees(bare) for reading in readings
        )
        return Difference.PERIOD if alike else Difference.NUMBER
    opposed = {figure.comparator, metric.comparator} == _OPPOSED
    return Difference.COMPARATOR if opposed and figure.compared else None


def _in_unit(told: Amount, unit: Unit) -> Iterator[Amount]:
    """The readings of a figure in a metric's unit; none where the two can't be compared."""
    if told.unit.counts or unit.counts:
        yield told._replace(unit=unit)
        scale = factor(told.unit, RATIO) if unit == COUNT else None
        if scale is not None:
            yield Amount(told.value * scale, unit, told.per)
    elif factor(told.unit, unit) is not None:
        yield told


def _keeps_within(
    figure: ReadMetric, metric: Metric, readings: list[Amount], held: Amount, days: int | None
) -> bool:
    if metric.comparator is not Comparator.EXACTLY or not figure.compared:
        return False
    for reading in readings:
        limit = reading.between(held.unit, held.per, days)
        if limit is not None and (
            held.value >= limit.low
            if figure.comparator is Comparator.AT_LEAST
            else held.value <= limit.high
        ):
            return True
    return False


def _alike(figure: ReadMetric, metric: Metric) -> bool:
    """Whether a thing is in both names."""
    return not _things(figure.name).isdisjoint(_things(metric.name))


def _named(figure: ReadMetric, metric: Metric) -> bool:
    """Whether the names are one but for words that only one of them adds.

    What was done with a thing must not differ: emails sent are not emails answered.
    """
    mine, theirs = _things(figure.name), _things(metric.name)
    if not (mine and theirs and (mine <= theirs or theirs <= mine)):
        return False
    done = {word for word in metric.name.split("_") if is_done(word)}
    return done <= set(figure.name.split("_"))


@lru_cache(maxsize=4096)
def _things(name: str) -> frozenset[str]:
    words = [singular(word) for word in name.split("_") if word and not word.isdigit()]
    telling = [word for word in words if word not in _SAYS_LITTLE and not is_done(word)]
    return frozenset(telling or words)
