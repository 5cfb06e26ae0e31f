"""What a registration message says, field by field, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from muster.model.figures.read_metric import ReadMetric
from muster.model.figures.statement_text import figures_of
from muster.model.limits import MOST_TEXT
from muster.model.message import Registration
from muster.model.names import Identity, told_identity
from muster.model.notes import quoted
from muster.model.session import PENDING, REGISTERED


class ToldMessage(NamedTuple):
    """A message with its role, goal and SESSION_ID taken apart; ``status`` is a record's.

    ``untold`` has a sentence for each field that is missing or can't be read; it is None or empty.
    """

    message: Registration
    title: str
    does: str
    metrics: tuple[ReadMetric, ...]
    identity: Identity
    status: str | None
    untold: tuple[str, ...]


def told_message(message: Registration) -> ToldMessage:
    """Take a message's fields apart."""
    title, does = message.role_parts
    goal = message.goal or ""
    # The patterns that look for figures rely on the schema's limit.
    metrics = figures_of(goal) if len(goal) <= MOST_TEXT else ()
    identity = told_identity(message.session_id or "")
    status = _status(message.status or "")
    told = ToldMessage(message, title, does, metrics, identity, status, ())
    return told._replace(untold=tuple(_untold(told)))


def _status(text: str) -> str | None:
    first = text.replace("_", " ").partition(" ")[0].lower()
    return first if first in (PENDING, REGISTERED) else None


def _untold(told: ToldMessage) -> Iterator[str]:
    message = told.message
    if message.number is None:
        yield "NUMBER is missing, or no whole number from 1 to 100,000."
    if message.role is None:
        yield "ROLE is missing."
    elif not told.does:
        yield "ROLE has a title only; Title - what it does tells both."
    if message.goal is None:
        yield "GOAL is missing."
    elif not told.metrics:
        yield "GOAL has no figure that can be read."
    if message.session_id is None:
        yield "SESSION_ID is missing."
    elif told.identity == (None, None):
        yield f"SESSION_ID is {quoted(message.session_id)}, neither a name nor a session's id."
    if message.status is None:
        yield "STATUS is missing."
    elif told.status is None:
        yield f"STATUS is {quoted(message.status)}, neither REGISTERED nor PENDING."
    if message.ready is None:
        yield "READY is missing, or neither YES nor NO."
