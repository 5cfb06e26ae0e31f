"""What became of a claim, on the terminal and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from muster.engine.report import Report
from muster.model.session import Session
from muster.render.record import scope_text, session_data
from muster.render.report_json import report_data

if TYPE_CHECKING:
    from rich.console import Console


def print_claim(console: Console, told: str, session: Session, report: Report | None) -> None:
    """Print one sentence, then number, role and goal, then what a human will look at."""
    from muster.render.report_text import print_findings
    from muster.render.screen import line

    line(console, (told, "bold"))

    def field(name: str, text: str) -> None:
        line(console, text, indent=10, label=(f"  {name}", "dim"))

    field("Number", f"{session.number} {session.name or ''}")
    field("Role", f"{session.title}: {session.does}")
    if session.raw_scope:
        field("Scope", scope_text(session))
    field("Goal", session.goal.statement)
    if report and report.findings:
        line(console)
        print_findings(console, report)


def claim_data(session: Session, report: Report | None) -> dict[str, Any]:
    """The same as data."""
    return {
        "number": session.number,
        "name": session.name,
        "session_id": session.session_id,
        "role": f"{session.title}: {session.does}",
        "goal": session.goal.statement,
        **session_data(session),
        **({"report": report_data(report)} if report else {}),
    }
