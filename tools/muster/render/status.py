"""Where consensus stands, on the terminal and as data."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from muster.engine.consensus import Consensus, Metric, State
from muster.engine.next_step import next_step
from muster.engine.report import Report
from muster.model.finding import Verdict
from muster.model.spans import spans
from muster.render.screen import command, line

_MARKS = {
    State.DONE: ("[x]", "bold green"),
    State.OPEN: ("[ ]", "bold yellow"),
    State.NOT_JUDGED: ("[?]", "dim"),
}


def print_status(
    console: Console, name: str, at: str, found: Consensus, report: Report, subject: str
) -> None:
    """Print the checklist, the metrics, what is missing and the next step.

    ``name`` is the team's, ``at`` says which commit is shown.
    """
    line(console, (name, "bold"), f", {found.size} sessions", (f"  {at}", "dim"))
    line(console, "Registered: ", (found.progress, "bold"))
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
