"""The charter: what the team is for, how large it is, who orchestrates and who approves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from muster.model.amount import Amount
from muster.model.lenient import (
    day_or_none,
    integer_or_none,
    items,
    mapping,
    mappings,
    number_or_none,
    text_or_none,
)
from muster.model.number_text import usable
from muster.model.record import Record
from muster.model.scope import Dimension, DimensionKind
from muster.model.strict_yaml import Document
from muster.model.unit import amount_text

MOST_SESSIONS = 100_000  # as the schema has it; nothing is counted to more


class Objective(NamedTuple):
    """What the whole team is measured by; ``target`` in ``unit`` per ``per``."""

    id: str
    statement: str
    metric: str | None
    target: float | None
    unit: str | None
    per: str | None

    @property
    def amount(self) -> Amount | None:
        """The target with unit and period; None where it is no number to count with."""
        value = usable(self.target)
        return None if value is None else Amount.read(value, self.unit, self.per)

    @property
    def goal(self) -> str:
        """The target in words: ``120000 USD per month``; empty where there is none."""
        if self.target is None:
            return ""
        words = [amount_text(self.target, self.unit), f"per {self.per}" if self.per else ""]
        return " ".join(filter(None, words))


class Approver(NamedTuple):
    """A human whose merge approves."""

    name: str
    github: str | None
    key: str | None


class Coverage(NamedTuple):
    """What a group of sessions must cover; ``of`` as written, typed by its dimension."""

    dimension: str
    of: object
    by: tuple[int, ...]


@dataclass(frozen=True)
class Charter(Record):
    """The charter, read leniently; ``size`` is None where the file gives no usable one."""

    name: str
    size: int | None
    timezone: str
    objectives: tuple[Objective, ...]
    orchestrator: int | None
    orchestrator_github: str | None
    approvers: tuple[Approver, ...]
    identity: str
    approval: str
    dimensions: Mapping[str, Dimension]
    coverage: tuple[Coverage, ...]
    overlap: Mapping[str, float]
    week_one_starts: str | None

    @property
    def open(self) -> bool:
        """Whether records are committed by hand, with no promise about who wrote them."""
        return self.identity == "open"

    @property
    def week_one(self) -> date | None:
        """The first day of work; None where the charter gives none, or what it gives is no date."""
        return day_or_none(self.week_one_starts)


def read_charter(path: str, document: Document) -> Charter:
    """Type the charter from its document's data, a mapping."""
    value = document.value
    orchestrator = mapping(value.get("orchestrator"))
    return Charter(
        path,
        document,
        name=text_or_none(value.get("name")) or "",
        size=_size(value.get("size")),
        timezone=text_or_none(value.get("timezone")) or "UTC",
        objectives=tuple(_objective(item) for item in mappings(value.get("objectives"))),
        orchestrator=integer_or_none(orchestrator.get("number")),
        orchestrator_github=text_or_none(orchestrator.get("github")),
        approvers=tuple(_approver(item) for item in mappings(value.get("approvers"))),
        identity=text_or_none(value.get("identity")) or "signed",
        approval=text_or_none(value.get("approval")) or "signature",
        dimensions=_dimensions(mapping(value.get("dimensions"))),
        coverage=tuple(_coverage(item) for item in mappings(value.get("coverage"))),
        overlap={
            level: number
            for level, given in mapping(value.get("overlap")).items()
            if (number := number_or_none(given)) is not None
        },
        week_one_starts=text_or_none(mapping(value.get("week_one")).get("starts")),
    )


def _size(value: object) -> int | None:
    size = integer_or_none(value)
    return size if size is not None and 1 <= size <= MOST_SESSIONS else None


def _objective(raw: Mapping[str, Any]) -> Objective:
    return Objective(
        id=text_or_none(raw.get("id")) or "",
        statement=text_or_none(raw.get("statement")) or "",
        metric=text_or_none(raw.get("metric")),
        target=number_or_none(raw.get("target")),
        unit=text_or_none(raw.get("unit")),
        per=text_or_none(raw.get("per")),
    )


def _approver(raw: Mapping[str, Any]) -> Approver:
    return Approver(
        name=text_or_none(raw.get("name")) or "",
        github=text_or_none(raw.get("github")),
        key=text_or_none(raw.get("key")),
    )


def _coverage(raw: Mapping[str, Any]) -> Coverage:
    return Coverage(
        dimension=text_or_none(raw.get("dimension")) or "",
        of=raw.get("of"),
        by=tuple(n for n in items(raw.get("by")) if type(n) is int),
    )


def _dimensions(raw: Mapping[str, Any]) -> dict[str, Dimension]:
    found: dict[str, Dimension] = {}
    for name, value in raw.items():
        if isinstance(value, list):
            labels = tuple(item for item in value if isinstance(item, str))
            found[name] = Dimension(name, DimensionKind.LABELS, labels)
        elif value in ("range", "time", "paths"):
            found[name] = Dimension(name, DimensionKind(value))
    return found
