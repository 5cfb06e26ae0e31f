"""What asks for approval, for an approver with ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from muster.engine.request import Request
from muster.model.key import fingerprint
from muster.render.record import session_data
from muster.render.report_json import report_data
from muster.render.report_text import print_findings
from muster.render.screen import VERDICT_STYLES, line
from muster.render.words import outcome


def print_request(console: Console, wanted: Request) -> None:
    """Print who asks for what, what differs from main, and the verdict."""
    line(console, (f"{wanted.branch} asks to approve {wanted.what}", "bold"))
    session, was = wanted.session, wanted.was
    if session and session.registered:
        _field(console, "Role", f"{session.title}: {session.does}")
        if was and (was.title, was.does) != (session.title, session.does):
            _field(console, "", f"(on main: {was.title}: {was.does})")
        _field(console, "Goal", session.goal.statement)
        if was and was.goal.statement != session.goal.statement:
            _field(console, "", f"(on main: {was.goal.statement})")
        if wanted.key:
            _field(console, "Key", key_told(wanted))
    for one in wanted.ruled:
        _field(console, "Decides", " ".join(one.ruling.decision.split()))
        for boundary in one.ruling.boundaries:
            _field(console, "", f"number {boundary.number}: {boundary.does}")
    _field(console, "Commit", wanted.tip[:12])
    if wanted.report.findings:
        line(console)
        print_findings(console, wanted.report)
    verdict = wanted.report.verdict
    line(console, (outcome(wanted.report), VERDICT_STYLES[verdict] if verdict else "bold green"))


def print_requests(console: Console, wanted: Sequence[Request]) -> None:
    """Print one line a request: what, by which key, with which verdict."""
    for one in wanted:
        verdict = one.report.verdict
        style = VERDICT_STYLES[verdict] if verdict else "green"
        codes = ", ".join(dict.fromkeys(finding.code for finding in one.report.findings))
        told = f"{verdict.value}: {codes}" if verdict else "fine"
        role = f"{one.session.title}: {one.session.does}" if one.session else ""
        line(console, (f"{one.branch}  ", "bold"), one.what, "  ", (told, style))
        for text in (role, one.session.goal.statement if one.session else "", key_told(one)):
            if text:
                line(console, (text, "dim"), indent=11)


def key_told(wanted: Request) -> str:
    """A claim's key by its fingerprint, and whether main knows it."""
    if not wanted.key:
        return ""
    seen = "first seen" if wanted.first_seen else "known from main"
    return f"{fingerprint(wanted.key)} ({seen})"


def request_data(wanted: Request) -> dict[str, Any]:
    """The same as data."""
    return {
        "branch": wanted.branch,
        "number": wanted.number or None,
        "what": wanted.what,
        "commit": wanted.tip,
        "key": fingerprint(wanted.key) if wanted.key else None,
        "first_seen": wanted.first_seen,
        **(session_data(wanted.session) if wanted.session else {}),
        **report_data(wanted.report),
    }


def _field(console: Console, name: str, text: str) -> None:
    line(console, text, indent=10, label=(f"  {name}", "dim"))
