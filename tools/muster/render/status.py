"""Where consensus stands, on the terminal and as data."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from muster.engine.consensus import Consensus, Metric, State
from muster.engine.report import Report
from muster.model.finding import Verdict
from muster.model.spans import spans
from muster.render.screen import command, line

_MARKS = {
    State.DONE: ("[x]", "bold green"),
    State.OPEN: ("[ ]", "bold yellow"),
    State.NOT_JUDGED: ("[?]", "dim"),
}


def summary(found: Consensus) -> str:
    """The state in one sentence."""
    done = sum(point.state is State.DONE for point in found.points)
    state = "The team is active" if found.active else "Not active yet"
    return f"{state}: {_registered(found)} registered, {done} of {len(found.points)} points done."


def next_step(found: Consensus, report: Report, subject: str) -> tuple[str, tuple[str, ...]]:
    """What is to be done next, and the commands of it."""
    if report.count(Verdict.BLOCK):
        return "Mend what is wrong on main first.", (f"muster check --ref {subject}",)
    if found.pending:
        first = found.pending[0]
        record = f"registry/sessions/{first.number:03d}.yaml"
        return (
            "Each session accepts its slot: on a branch of its own it sets status: registered, "
            "ready: true, session_id and timestamp in its record, commits that file alone, and has "
            f"the branch judged. Number {first.number} is the first that waits ({record}).",
            (f"muster show {first.number}", "muster check --base main --head HEAD"),
        )
    if found.free:
        return (
            "Each missing session writes the record of a free number on a branch of its own.",
            (f"muster show {found.free[0]}", "muster check --base main --head HEAD"),
        )
    if report.count(Verdict.REVIEW):
        return "Look at what needs a review.", (f"muster check --ref {subject}",)
    return "All have registered; what is left is not judged yet by this version.", ()


def print_status(
    console: Console, name: str, at: str, found: Consensus, report: Report, subject: str
) -> None:
    """Print the checklist, the metrics, what is missing and the next step.

    ``name`` is the team's, ``at`` says which commit is shown.
    """
    line(console, (name, "bold"), f", {found.size} sessions", (f"  {at}", "dim"))
    line(console, "Registered: ", (_registered(found), "bold"))
    line(console)
    for point in found.points:
        mark, style = _MARKS[point.state]
        detail = (f"  {point.detail}", "dim")
        line(console, point.title, detail, indent=6, label=(f"  {mark}", style))
    line(console)
    line(console, ("Metrics: ", "bold"), "; ".join(_metric(metric) for metric in found.metrics))
    if found.pending or found.free:
        line(console, ("Missing: ", "bold"), _missing(found))
    if report.findings:
        line(console, ("Findings: ", "bold"), _findings(report))
    line(console)
    told, commands = next_step(found, report, subject)
    line(console, ("Next: ", "bold"), told)
    for given in commands:
        command(console, given, indent=2)


def status_data(found: Consensus, report: Report) -> dict[str, Any]:
    """The same as data."""
    return {
        "size": found.size,
        "registered": [session.number for session in found.registered],
        "pending": [session.number for session in found.pending],
        "free": list(found.free),
        "active": found.active,
        "checklist": [
            {"point": p.title, "state": p.state.value, "detail": p.detail} for p in found.points
        ],
        "metrics": [
            {"metric": m.name, "reached": m.reached, "wanted": m.wanted, "detail": m.detail}
            for m in found.metrics
        ],
        "findings": {verdict.value: report.count(verdict) for verdict in Verdict},
    }


def _registered(found: Consensus) -> str:
    return f"{len({session.number for session in found.registered})}/{found.size}"


def _metric(metric: Metric) -> str:
    if metric.reached is None:
        return f"{metric.name} {metric.detail}"
    return f"{metric.name} {metric.reached}/{metric.wanted}"


def _missing(found: Consensus) -> str:
    told = []
    if found.pending:
        numbers = spans(sorted({session.number or 0 for session in found.pending}))
        told.append(f"{numbers} (planned; muster roster lists them)")
    if found.free:
        told.append(f"{spans(found.free)} (free)")
    return ", ".join(told)


def _findings(report: Report) -> str:
    return ", ".join(
        f"{count} {verdict.value}" for verdict in Verdict if (count := report.count(verdict))
    )
