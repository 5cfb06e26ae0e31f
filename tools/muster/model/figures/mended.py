"""A record's own metric as it would have to be to say what a figure of the sentence says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from muster.model.amount import Amount
from muster.model.figures.meant import Difference, difference
from muster.model.figures.read_metric import ReadMetric
from muster.model.goal import Comparator, Metric
from muster.model.number_text import told, usable
from muster.model.unit import factor

_TEXTS = ("name", "unit", "per", "counts")


def mended(
    written: Mapping[str, object], metric: Metric, figure: ReadMetric, days: int | None
) -> dict[str, object]:
    """The metric as ``written`` with only what contradicts the figure changed.

    The number is the figure's in the metric's own unit and period where that is exact, else the
    unit or the period is the figure's too. ``days`` are the days of the week that are worked.
    """
    found = difference(figure, metric, days)
    comparator = metric.comparator or figure.comparator
    turned = {comparator, figure.comparator} == {Comparator.AT_LEAST, Comparator.AT_MOST}
    if figure.compared and turned:
        comparator = figure.comparator
    if found is Difference.COMPARATOR and metric.target is not None:
        return _with(written, metric._replace(comparator=comparator))
    for value, unit, per in _readings(metric, figure, found):
        changed = metric._replace(comparator=comparator, target=value, unit=unit, per=per)
        if difference(figure, changed, days) is None:
            return _with(written, changed)
    whole = metric._replace(comparator=comparator, target=figure.target)
    return _with(written, whole._replace(unit=figure.unit or None, per=figure.per or None))


def _readings(
    metric: Metric, figure: ReadMetric, found: Difference | None
) -> Iterator[tuple[float, str | None, str | None]]:
    """The figure in units and periods, the metric's own first, as far as it is exact in them."""
    theirs = figure.unit or metric.unit, figure.per or metric.per
    unit = metric.unit if metric.unit or metric.counts else figure.unit or None
    units = [theirs[0]] if found is Difference.UNIT else [unit, theirs[0]]
    periods = [theirs[1]] if found is Difference.PERIOD else [metric.per, theirs[1]]
    for unit in units:
        for per in periods:
            value = _value(figure, unit, per)
            if value is not None:
                yield value, unit, per


def _value(figure: ReadMetric, unit: str | None, per: str | None) -> float | None:
    """The figure's number in a unit and a period; None where it is not exact or can't be told."""
    given = Amount.read(figure.target, figure.unit, figure.per)
    wanted = Amount.read(figure.target, unit, per)
    if not (given.per and wanted.per):
        given, wanted = given._replace(per=""), wanted._replace(per="")
    if given.unit.counts or wanted.unit.counts:
        given = given._replace(unit=wanted.unit)
    elif factor(given.unit, wanted.unit) is None:
        return None
    value = given.between(wanted.unit, wanted.per)
    if value is None or not value.exact or usable(value.low) is None:
        return None
    number = float(told(value.low))
    return int(number) if number == int(number) else number


def _with(written: Mapping[str, object], metric: Metric) -> dict[str, object]:
    """The keys in the order in which they are written, what is new behind them."""
    now = {"unit": metric.unit, "per": metric.per}
    mended: dict[str, object] = {}
    for key, value in written.items():
        if key in tuple(Comparator):
            mended[(metric.comparator or key)] = metric.target
        elif key in _TEXTS and isinstance(value, str):
            mended[key] = now.get(key) or value
    mended |= {key: value for key, value in now.items() if value and key not in mended}
    return {str(key): value for key, value in mended.items()}
