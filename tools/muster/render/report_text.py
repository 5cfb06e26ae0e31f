"""A report on the terminal."""

from __future__ import annotations

from rich.console import Console

from muster.engine.report import Report
from muster.model.finding import Finding, Place
from muster.render.screen import VERDICT_STYLES, command, line
from muster.render.words import outcome, spot


def print_findings(console: Console, report: Report) -> None:
    """Print what counts, worst first."""
    for finding in report.findings:
        _print_finding(console, finding)


def print_report(console: Console, report: Report, subject: str, records: int) -> None:
    """Print findings, worst first, then what main has, then the outcome."""
    print_findings(console, report)
    if report.standing:
        line(console, ("Already on main, and not this change's doing:", "bold"))
        line(console)
        for finding in report.standing:
            _print_finding(console, finding)
    style = VERDICT_STYLES[report.verdict] if report.verdict else "bold green"
    line(console, (outcome(report), style), f" Judged: {subject}, {_records(records)}.")


def _print_finding(console: Console, finding: Finding) -> None:
    line(
        console,
        (f"{finding.verdict:<6}", VERDICT_STYLES[finding.verdict]),
        (f" {finding.code} {finding.name}", "bold"),
        f"  {spot(finding.place)}",
    )
    line(console, finding.message, indent=7)
    line(console, (finding.help, "green"), indent=7)
    for boundary in finding.boundaries:
        line(console, f"number {boundary.number}: {boundary.does}", indent=9)
    for place in finding.related:
        line(console, (_related(place), "dim"), indent=7)
    for given in finding.commands:
        command(console, given, indent=7)
    line(console)


def _related(place: Place) -> str:
    return f"see {spot(place)}" + (f" ({place.note})" if place.note else "")


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count:,} records"
