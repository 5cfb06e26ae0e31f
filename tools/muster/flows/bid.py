"""What a session brings to a claim: a record in YAML, or a registration message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from muster.model.error import UsageError
from muster.model.lenient import integer_or_none, mappings, text_or_none
from muster.model.message import Registration, read_messages
from muster.model.session import AGREEMENT_FIELDS
from muster.model.strict_yaml import MOST_BYTES, Document, read
from muster.model.template import UNFILLED_METRIC, UNFILLED_NAME

_IDENTITY = ("number", "name", "session_id")
_WRITTEN = ("status", "ready", "timestamp", "key")  # muster writes these itself


@dataclass(frozen=True)
class Bid:
    """A text as read. ``agreement`` has role, goal, responsibilities and schedule as given.

    ``message`` says that it was a registration message: such a text repeats what is planned in
    words of its own, so it narrows no planned slot.
    """

    number: int | None = None
    name: str | None = None
    session_id: str | None = None
    agreement: Mapping[str, Any] = field(default_factory=dict)
    message: bool = False

    @property
    def complete(self) -> bool:
        """Whether it can be a record of its own, for a number that nobody planned."""
        return "role" in self.agreement and "goal" in self.agreement


def read_bid(data: bytes, source: str, show: str = "muster roster") -> Bid:
    """Read a claim's text; ``source`` is what the user calls it, ``show`` what shows a better one.

    Raises ``UsageError`` where it is neither a record nor one registration message.
    """
    try:
        return _bid(data)
    except _UnusableError as error:
        told = f"{source} can't be claimed with: {error}."
        raise UsageError("unusable-text", told, show) from error


class _UnusableError(ValueError):
    """Why a text can't be claimed with."""


def _bid(data: bytes) -> Bid:
    if len(data) > MOST_BYTES:
        raise _UnusableError(f"it has {len(data):,} bytes; a record has at most {MOST_BYTES:,}")
    document = read(data)
    value = document.value
    if (
        not document.problems
        and isinstance(value, dict)
        and {*_IDENTITY, *AGREEMENT_FIELDS} & {*value}
    ):
        return _record(value)
    try:
        messages = read_messages(data.decode("utf-8"))
    except ValueError:
        messages = ()
    if len(messages) == 1:
        return _message(messages[0])
    if messages:
        raise _UnusableError(f"it has {len(messages)} registration messages; a claim is one")
    raise _UnusableError(_why(document))


def _why(document: Document) -> str:
    if document.problems:
        first = document.problems[0]
        at = f"line {first.line}: " if first.line else ""
        return f"{at}{first.message} {first.help}".rstrip(". ")
    return "it is neither a record with role and goal nor a registration message"


def _record(value: Mapping[str, Any]) -> Bid:
    unknown = sorted({*value} - {*_IDENTITY, *_WRITTEN, *AGREEMENT_FIELDS})
    if unknown:
        known = ", ".join((*_IDENTITY, *AGREEMENT_FIELDS))
        raise _UnusableError(f"{unknown[0]!r} is no field of a record; there are {known}")
    for key in _IDENTITY:
        wanted = int if key == "number" else str
        if key in value and type(value[key]) is not wanted:
            raise _UnusableError(f"{key} is {value[key]!r}, which is no {wanted.__name__}")
    if unfilled := _unfilled(value):
        verb = "is" if len(unfilled) == 1 else "are"
        raise _UnusableError(f"{' and '.join(unfilled)} {verb} still to be filled in")
    return Bid(
        integer_or_none(value.get("number")),
        text_or_none(value.get("name")),
        text_or_none(value.get("session_id")),
        {key: _unbroken(value[key]) for key in AGREEMENT_FIELDS if key in value},
    )


def _unfilled(value: Mapping[str, Any]) -> list[str]:
    """The names that are still the form's; rule M104 tells the texts."""
    goal = value.get("goal")
    metrics = mappings(goal.get("metrics")) if isinstance(goal, dict) else ()
    found = ["name"] if value.get("name") == UNFILLED_NAME else []
    if any(metric.get("name") == UNFILLED_METRIC for metric in metrics):
        found.append("the name of a metric of the goal")
    return found


def _unbroken(value: Any) -> Any:
    """The same without the line break that YAML's ``|`` puts at the end of a text."""
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, dict):
        return {key: _unbroken(item) for key, item in value.items()}
    return [_unbroken(item) for item in value] if isinstance(value, list) else value


def _message(message: Registration) -> Bid:
    # Reading figures out of sentences costs more to load than all the rest of a claim.
    from muster.model.told_message import told_message

    told = told_message(message)
    agreement: dict[str, Any] = {}
    if message.role:
        agreement["role"] = {"title": told.title[:120], "does": told.does or told.title}
    if message.goal:
        metrics = [metric.record() for metric in told.metrics]
        agreement["goal"] = {"statement": message.goal, **({"metrics": metrics} if metrics else {})}
    return Bid(message.number, *told.identity, agreement, message=True)


def made_name(bid: Bid, number: int) -> str:
    """A name for a record that was given none: its role's words and its number."""
    from muster.model.slug import lettered

    role = bid.agreement.get("role")
    title = role.get("title") if isinstance(role, dict) else None
    return f"{lettered(title if isinstance(title, str) else '')[:50] or 'session'}-{number}"
