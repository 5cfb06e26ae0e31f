"""A quick look at whether a sentence has plainly the figures of its metrics.

Most sentences do ("Send 17 emails daily, 95%+ delivery rate"), and reading one closely takes ten
times as long. What is not plain here is no offence: it has to be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from muster.model.figures.period_text import read_period
from muster.model.goal import Comparator, Metric

_NUMBER = re.compile("[0-9]+")
_FIGURE = re.compile(r"(?:(?<=[A-Za-z,;] )|\A)([0-9]{1,9})(%?)(\+?)(?=[ ,;]|\Z)")
_WORD = re.compile("[a-z]+")
# What changes a figure's meaning, or how it compares.
_TELLS_MORE = frozenset({
    "about", "above", "approx", "approximately", "around", "below", "circa", "exceeding", "fewer",
    "from", "greater", "least", "less", "max", "maximum", "min", "minimum", "more", "most", "no",
    "over", "roughly", "than", "under", "up", "within", "percent", "out", "of", "in", "for", "k",
    "m", "b", "bn", "mm", "am", "pm",
})  # fmt: skip


def is_plain(statement: str, metrics: Sequence[Metric]) -> bool:
    """Whether each number of a sentence surely agrees with the metric at its place."""
    figures = _FIGURE.findall(statement)
    if len(figures) != len(metrics) or len(_NUMBER.findall(statement)) != len(metrics):
        return False
    if not _TELLS_MORE.isdisjoint(_WORD.findall(statement.lower())):
        return False
    period, end = read_period(statement)
    if period and read_period(statement[end:])[0]:
        return False
    return all(
        metric.target == int(number)
        and metric.unit == ("%" if share else None)
        and (metric.per or period) == period
        and (not plus or metric.comparator is Comparator.AT_LEAST)
        and metric.comparator is not None
        for (number, share, plus), metric in zip(figures, metrics, strict=True)
    )
