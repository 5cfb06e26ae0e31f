"""Which of a session's ranges a figure of its goal counts."""

from __future__ import annotations

import re
from collections.abc import Collection

from muster.model.figures.read_metric import ReadMetric


def counted_dimension(
    metric: ReadMetric, dimensions: Collection[str], responsibilities: Collection[str]
) -> str:
    """The range dimension that a count goes one to one with, empty when none does.

    Either the noun is the dimension, or a duty says so: ``emails for prospects 18-33``.
    """
    if not metric.noun or metric.unit:
        return ""
    if metric.noun in dimensions:
        return metric.noun
    for dimension in dimensions:
        paired = re.compile(
            rf"\b{re.escape(metric.noun)} (?:for|to|per) (?:each of |all )?(?:the )?"
            rf"{re.escape(dimension)} [0-9]",
            re.I,
        )
        if any(paired.search(duty) for duty in responsibilities):
            return dimension
    return ""
