"""One session in full, on the terminal."""

from __future__ import annotations

from rich.console import Console

from muster.model.approval import Approval
from muster.model.session import Session
from muster.render.approval import approved_by
from muster.render.record import item_text, metric_text, scope_text
from muster.render.screen import line


def print_session(console: Console, session: Session, approval: Approval | None = None) -> None:
    """Print who holds a number, in which role, with which goal, and who approved that."""
    holder = session.session_id or "(no id)"
    held = f"held by session {holder}" if session.registered else "nobody holds it yet"
    line(console, (f"{session.number} {session.name}", "bold"), f"  {session.status}, {held}")
    _field(console, "Role", f"{session.title}: {session.does}")
    if session.raw_scope:
        _field(console, "Scope", scope_text(session))
    _field(console, "Goal", session.goal.statement)
    for metric in session.goal.metrics:
        line(console, f"- {metric_text(metric)}", indent=16)
    if session.goal.serves:
        _field(console, "Serves", session.goal.serves)
    for index, duty in enumerate(session.responsibilities):
        _field(console, "" if index else "Responsible for", duty)
    for index, item in enumerate(session.schedule):
        _field(console, "" if index else "Schedule", item_text(item))
    if session.key:
        _field(console, "Key", session.key)
    if session.registered and approval:
        _field(console, "Approved", approved_by(approval))
    _field(console, "Record", session.path)


def _field(console: Console, name: str, text: str) -> None:
    line(console, text, indent=16, label=(name, "dim"))
