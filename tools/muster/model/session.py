"""A session's record: who holds a number, in which role, with which goal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from muster.model.days import days_of
from muster.model.goal import Goal, read_goal
from muster.model.lenient import integer_or_none, items, mapping, text_or_none
from muster.model.limits import MOST_TEXT
from muster.model.record import Record
from muster.model.strict_yaml import Document

if TYPE_CHECKING:
    from muster.model.figures.read_metric import ReadMetric

PENDING = "pending"
REGISTERED = "registered"

AGREEMENT_FIELDS = ("role", "goal", "responsibilities", "schedule")
"""What the others agree to; a claim accepts it as planned, and a release leaves it."""

HOLDER_FIELDS = ("session_id", "ready", "timestamp", "key")
"""What a claim brings and a release takes away; the identity (number, name) stays."""

_DIGIT = re.compile("[0-9]")


class ScheduleItem(NamedTuple):
    """One entry of a schedule; ``at`` a time or window, ``by`` a deadline, all local time."""

    do: str
    at: str | None
    by: str | None
    days: str


@dataclass(frozen=True)
class Session(Record):
    """One session record, read leniently: a field that does not fit its schema is None.

    ``number`` is what the record says; what its file name says is the slot's business. Role, goal
    and schedule are typed when they are first asked for: a check of one claim among thousands
    needs them of a few records only.
    """

    number: int | None
    name: str | None
    session_id: str | None
    status: str | None
    key: str | None

    @property
    def registered(self) -> bool:
        """Whether a session holds it."""
        return self.status == REGISTERED

    @property
    def raw(self) -> Mapping[str, Any]:
        """The record as data."""
        value: Mapping[str, Any] = self.document.value
        return value

    @property
    def _role(self) -> Mapping[str, Any]:
        return mapping(self.raw.get("role"))

    @property
    def title(self) -> str:
        """The role in a few words; empty where the record has none."""
        return text_or_none(self._role.get("title")) or ""

    @property
    def does(self) -> str:
        """The work itself; empty where the record has none."""
        return text_or_none(self._role.get("does")) or ""

    @property
    def raw_scope(self) -> Mapping[str, Any]:
        """The scope as written; ``read_scope`` types it by the charter's dimensions."""
        return mapping(self._role.get("scope"))

    @cached_property
    def goal(self) -> Goal:
        """The goal with its metrics."""
        return read_goal(mapping(self.raw.get("goal")))

    def raw_metric(self, index: int) -> Mapping[str, Any]:
        """The metric of that place in ``goal.metrics`` as written; empty where it is no mapping."""
        return mapping(items(mapping(self.raw.get("goal")).get("metrics"))[index])

    @cached_property
    def responsibilities(self) -> tuple[str, ...]:
        """The duties that the session accepts."""
        return tuple(item for item in items(self.raw.get("responsibilities")) if type(item) is str)

    @cached_property
    def schedule(self) -> tuple[ScheduleItem, ...]:
        """When the session does what."""
        return tuple(
            ScheduleItem(
                do=text_or_none(item.get("do")) or "",
                at=text_or_none(item.get("at")),
                by=text_or_none(item.get("by")),
                days=text_or_none(item.get("days")) or "daily",
            )
            for item in items(self.raw.get("schedule"))
            if isinstance(item, dict)
        )

    @property
    def figures(self) -> tuple[ReadMetric, ...]:
        """The figures that the goal's statement has in words."""
        statement = self.goal.statement
        if not _DIGIT.search(statement) or len(statement) > MOST_TEXT:
            return ()
        from muster.model.figures.statement_text import figures_of  # few records have to be read

        return figures_of(statement)

    @cached_property
    def days_a_week(self) -> int | None:
        """On how many days of the week it works; None where the schedule does not tell."""
        told = {
            len(days_of(item["days"]))
            for item in items(self.raw.get("schedule"))
            if isinstance(item, dict) and type(item.get("days")) is str
        }
        return (told.pop() or None) if len(told) == 1 else None

    @property
    def ready(self) -> bool:
        """Whether the session accepts role, goal and responsibilities."""
        return self.raw.get("ready") is True

    @property
    def timestamp(self) -> str | None:
        """When the record says it was written; never a fact."""
        return text_or_none(self.raw.get("timestamp"))

    def prose(self) -> str:
        """All texts, a line each: for one quick look before a closer one."""
        return "\n".join(text for _, text in self.texts())

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield every text of the record that people read, with its pointer."""
        yield ("role", "title"), self.title
        yield ("role", "does"), self.does
        yield ("goal", "statement"), self.goal.statement
        for index, item in enumerate(items(self.raw.get("responsibilities"))):
            if type(item) is str:
                yield ("responsibilities", index), item
        for index, item in enumerate(items(self.raw.get("schedule"))):
            if isinstance(item, dict) and type(item.get("do")) is str:
                yield ("schedule", index, "do"), item["do"]


def read_session(path: str, document: Document) -> Session:
    """Type a session record from its document's data, a mapping."""
    value = document.value
    return Session(
        path,
        document,
        integer_or_none(value.get("number")),
        text_or_none(value.get("name")),
        text_or_none(value.get("session_id")),
        text_or_none(value.get("status")),
        text_or_none(value.get("key")),
    )
