"""A figure of a goal, and what it counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from muster.model.goal import Comparator
from muster.seed.limits import MOST_NAME


@dataclass(frozen=True)
class Metric:
    """One figure; ``noun`` is the last word of what it counts, empty for anything but a count.

    ``source`` is the part of the goal that it stands in; ``revenue`` whether it is money earned.
    """

    name: str
    comparator: Comparator
    target: int | float
    unit: str = ""
    per: str = ""
    noun: str = ""
    source: str = ""
    revenue: bool = False

    def record(self, counts: str = "") -> dict[str, object]:
        """The metric as a record holds it."""
        told: dict[str, object] = {"name": self.name, self.comparator.value: self.target}
        for key, value in (("unit", self.unit), ("per", self.per), ("counts", counts)):
            if value:
                told[key] = value
        return told

    def told(self, counts: str) -> str:
        """The metric in a sentence: ``emails_sent exactly 17 per day (counts prospects)``."""
        words = [self.name, self.comparator.replace("_", " "), str(self.target)]
        words += [self.unit] if self.unit else []
        words += [f"per {self.per}"] if self.per else []
        words += [f"(counts {counts})"] if counts else []
        return " ".join(words)


def named_apart(metrics: Sequence[Metric]) -> list[Metric]:
    """Give each metric a name of its own."""
    named: list[Metric] = []
    taken: set[str] = set()
    for metric in metrics:
        name, count = metric.name, 1
        while name in taken:
            count += 1
            name = f"{metric.name[: MOST_NAME - 4]}_{count}"
        taken.add(name)
        named.append(replace(metric, name=name))
    return named


def counted_dimension(
    metric: Metric, dimensions: Collection[str], responsibilities: Collection[str]
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
