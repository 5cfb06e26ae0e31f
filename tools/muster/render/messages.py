"""Registration messages that were read, on the terminal and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from muster.model.told_message import ToldMessage
from muster.render.screen import line


def print_messages(console: Console, found: Sequence[ToldMessage]) -> None:
    """Print each message: who, in which role, with which goal, and what is missing."""
    for told in found:
        message, identity = told.message, told.identity
        number = "without a number" if message.number is None else f"number {message.number}"
        line(console, (f"Line {message.line}", "dim"), ": ", (number, "bold"))
        _field(console, "Role", f"{told.title}: {told.does}" if told.does else told.title)
        _field(console, "Goal", message.goal)
        for metric in told.metrics:
            line(console, f"- {metric.told('')}", indent=13)
        _field(console, "Name", identity.name)
        _field(console, "Session id", identity.session_id)
        _field(console, "Status", told.status)
        if message.ready is not None:
            _field(console, "Ready", "yes" if message.ready else "no")
        for sentence in told.untold:
            line(console, (sentence, "yellow"), indent=4, label="  ?")


def message_data(told: ToldMessage) -> dict[str, Any]:
    """One message as data; a field that is missing or can't be read is None."""
    message = told.message
    return {
        "number": message.number,
        "role": {"title": told.title or None, "does": told.does or None},
        "goal": message.goal,
        "metrics": [metric.record() for metric in told.metrics],
        "session_id": told.identity.session_id,
        "name": told.identity.name,
        "status": told.status,
        "ready": message.ready,
        "line": message.line,
        "untold": list(told.untold),
    }


def _field(console: Console, name: str, text: str | None) -> None:
    if text:
        line(console, text, indent=13, label=(f"  {name}", "dim"))
