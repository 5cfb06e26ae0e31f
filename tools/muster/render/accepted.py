"""What a session accepts with its acknowledgement, on the terminal."""

from __future__ import annotations

from rich.console import Console

from muster.model.session import Session
from muster.render.record import agreement_text
from muster.render.screen import line
from muster.rules.agreement import short


def print_accepted(console: Console, told: str, session: Session, digest: str) -> None:
    """Print one sentence, then who it is, all that it accepts, and the roster's digest."""
    line(console, (told, "bold"))
    parts = {
        "Number": f"{session.number} {session.name or ''}",
        "Session": session.session_id or "",
        **{part: text for part, text in agreement_text(session).items() if part != "Duties"},
    }
    for part, text in parts.items():
        if text:
            _field(console, part, text)
    for index, duty in enumerate(session.responsibilities):
        _field(console, "" if index else "Duties", duty)
    _field(console, "Roster", short(digest))


def _field(console: Console, name: str, text: str) -> None:
    line(console, text, indent=12, label=(f"  {name}", "dim"))
