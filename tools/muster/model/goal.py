"""Goals: what a session is measured by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from muster.model.amount import Amount
from muster.model.lenient import items, mapping, number_or_none, text_or_none
from muster.model.number_text import usable
from muster.model.unit import amount_text


class Comparator(StrEnum):
    """How a figure is compared with its target; each is the key that holds the number."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


class Metric(NamedTuple):
    """One figure of a goal.

    ``target`` is in ``unit`` (None: a plain count) per ``per`` (None: not a rate). ``comparator``
    and ``target`` are None where the record gives no number or more than one.
    """

    name: str
    comparator: Comparator | None
    target: float | None
    unit: str | None
    per: str | None
    counts: str | None

    @property
    def measurable(self) -> bool:
        """Whether it has a number and one way to compare with it."""
        return self.comparator is not None

    @property
    def amount(self) -> Amount | None:
        """The target with unit and period; None where it is no number to count with."""
        value = usable(self.target)
        return None if value is None else Amount.read(value, self.unit, self.per)

    @property
    def limit(self) -> str:
        """How it compares with which number: ``at least 95 %``, ``exactly 17 per day``."""
        words = [
            (self.comparator or "no comparator").replace("_", " "),
            amount_text(self.target, self.unit),
            f"per {self.per}" if self.per else "",
        ]
        return " ".join(filter(None, words))


class Goal(NamedTuple):
    """A session's goal: the sentence, its figures, the objective that it serves."""

    statement: str
    metrics: tuple[Metric, ...]
    serves: str | None


def read_goal(raw: Mapping[str, Any]) -> Goal:
    """Read a goal leniently: what does not fit is None, since the schema has told of it."""
    return Goal(
        statement=text_or_none(raw.get("statement")) or "",
        metrics=tuple(_metric(mapping(item)) for item in items(raw.get("metrics"))),
        serves=text_or_none(raw.get("serves")),
    )


def _metric(raw: Mapping[str, Any]) -> Metric:
    given = [
        (comparator, number_or_none(raw.get(comparator)))
        for comparator in Comparator
        if comparator in raw
    ]
    comparator, target = given[0] if len(given) == 1 else (None, None)
    return Metric(
        name=text_or_none(raw.get("name")) or "",
        comparator=comparator if target is not None else None,
        target=target,
        unit=text_or_none(raw.get("unit")),
        per=text_or_none(raw.get("per")),
        counts=text_or_none(raw.get("counts")),
    )
