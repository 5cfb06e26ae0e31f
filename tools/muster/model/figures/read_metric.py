"""A figure as a sentence has it, and what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.model.goal import Comparator
from muster.model.limits import MOST_NAME
from muster.model.unit import unit_text


@dataclass(frozen=True)
class ReadMetric:
    """One figure; ``noun`` is the last word of what it counts, empty for anything but a count.

    ``source`` is the part of the sentence that it stands in, ``revenue`` whether it is money earned
    and ``compared`` whether words or a sign say how it compares.
    """

    name: str
    comparator: Comparator
    target: int | float
    unit: str = ""
    per: str = ""
    noun: str = ""
    source: str = ""
    revenue: bool = False
    compared: bool = False

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
        words += [unit_text(self.target, self.unit)] if self.unit else []
        words += [f"per {self.per}"] if self.per else []
        words += [f"(counts {counts})"] if counts else []
        return " ".join(words)


def named_apart(metrics: Sequence[ReadMetric]) -> list[ReadMetric]:
    """Give each metric a name of its own."""
    named: list[ReadMetric] = []
    taken: set[str] = set()
    for metric in metrics:
        name, count = metric.name, 1
        while name in taken:
            count += 1
            name = f"{metric.name[: MOST_NAME - 4]}_{count}"
        taken.add(name)
        named.append(metric if name == metric.name else replace(metric, name=name))
    return named
