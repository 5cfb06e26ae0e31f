"""Where consensus stands, on the terminal and as data."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from muster.engine.consensus import Consensus, Metric, Point, State
from muster.engine.next_step import next_step
from muster.engine.progress import UnderWay
from muster.engine.report import Report
from muster.model.finding import Verdict
from muster.model.spans import spans
from muster.render.screen import command, line

_MARKS = {
    State.DONE: ("[x]", "bold green"),
    State.OPEN: ("[ ]", "bold yellow"),
}


def print_status(
    console: Console, name: str, at: str, found: Consensus, report: Report, subject: str
) -> None:
    """Print the checklist, the metrics, what is missing and the next step.

    ``name`` is the team's, ``at`` says which commit is shown.
    """
    line(console, (name, "bold"), f", {found.size} sessions", (f"  {at}", "dim"))
    line(console, (f"{found.state}. ", "bold"), f"Registered: {found.progress}")
    line(console)
    for point in found.points:
        _print_point(console, point)
    line(console)
    line(console, ("Metrics: ", "bold"), "; ".join(_metric(metric) for metric in found.metrics))
    if found.pending or found.free:
        line(console, ("Missing: ", "bold"), _missing(found))
    if found.known.changes:
        line(console, ("Waiting: ", "bold"), _changes(found.known.changes))
    if report.findings:
        line(console, ("Findings: ", "bold"), _findings(report))
    line(console)
    told, commands = next_step(found, report, subject)
    line(console, ("Next: ", "bold"), told)
    for given in commands:
        command(console, given, indent=2)


def _print_point(console: Console, point: Point) -> None:
    mark, style = _MARKS[point.state]
    line(console, point.title, (f"  {point.detail}", "dim"), indent=6, label=(f"  {mark}", style))
    if point.evidence:
        *earlier, last = point.evidence
        more = f", and {len(earlier)} more" if earlier else ""
        line(console, (f"{last.by} in {last.commit[:12]}{more}", "dim"), indent=6)
    if point.pending:
        line(console, ("pending: ", "yellow"), point.pending, indent=6)
    for todo in point.todo:
        line(console, ("to do: ", "yellow"), todo.who, indent=6)
        for given in todo.commands:
            command(console, given, indent=8)


def status_data(found: Consensus, report: Report) -> dict[str, Any]:
    """The same as data."""
    active = found.known.active
    return {
        "size": found.size,
        "registered": [session.number for session in found.registered],
        "pending": [session.number for session in found.pending],
        "free": list(found.free),
        "active": found.active,
        "consensus": active.consensus if active and found.active else None,
        "digest": active.digest if active and found.active else None,
        "roster_changed": found.changed,
        "checklist": [_point_data(point) for point in found.points],
        "metrics": [
            {"metric": m.name, "reached": m.reached, "wanted": m.wanted} for m in found.metrics
        ],
        "activation": under_way_data(found.known.under_way),
        "changes": list(found.known.changes),
        "findings": {verdict.value: report.count(verdict) for verdict in Verdict},
    }


def _point_data(point: Point) -> dict[str, Any]:
    return {
        "point": point.title,
        "state": point.state.value,
        "detail": point.detail,
        "evidence": [one._asdict() for one in point.evidence],
        "pending": point.pending or None,
        "to_do": [{"who": todo.who, "commands": list(todo.commands)} for todo in point.todo],
    }


def under_way_data(branch: UnderWay | None) -> dict[str, Any] | None:
    """The activation that main lacks, with each acknowledgement."""
    if branch is None:
        return None
    agreement = branch.agreement
    return {
        "consensus": agreement.activation.consensus,
        "digest": agreement.activation.digest,
        "commit": branch.tip,
        "counts": not agreement.flaws,
        "acknowledged": [one.number for one in agreement.acks if one.counts],
        "missing": list(agreement.missing),
    }


def _metric(metric: Metric) -> str:
    return f"{metric.name} {metric.reached}/{metric.wanted}"


def _missing(found: Consensus) -> str:
    told = []
    if found.pending:
        numbers = spans(sorted({session.number or 0 for session in found.pending}))
        told.append(f"{numbers} (planned; muster roster lists them)")
    if found.free:
        told.append(f"{spans(found.free)} (free)")
    return ", ".join(told)


def _changes(branches: tuple[str, ...]) -> str:
    """What waits for approval beside the points: changes of records that main has."""
    shown = ", ".join(branches[:3]) + (", …" if len(branches) > 3 else "")
    change = "1 change waits" if len(branches) == 1 else f"{len(branches)} changes wait"
    return f"{change} for approval: {shown} (muster roster --remote lists them)"


def _findings(report: Report) -> str:
    return ", ".join(
        f"{count} {verdict.value}" for verdict in Verdict if (count := report.count(verdict))
    )
