"""A refusal of the remote's hook, as the pusher's terminal shows it behind ``remote: ``."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console

from muster.engine.report import Report
from muster.model.finding import Finding, Verdict
from muster.render.screen import command, line
from muster.render.words import spot

WIDTH = 71
"""What a line of 80 has left behind git's prefix."""
MOST_FINDINGS = 8
_MOST_REF = 200


def print_refusal(
    ref: str, message: str, commands: Iterable[str] = (), report: Report | None = None
) -> None:
    """Print on standard error why an update is refused, then what to do about it."""
    # Whatever the daemon's environment says: control characters have no place in a push's answer.
    console = Console(
        file=sys.stderr, width=WIDTH, highlight=False, markup=False, emoji=False,
        color_system=None, force_terminal=False, legacy_windows=False,
    )  # fmt: skip
    shown = ref.removeprefix("refs/heads/")[:_MOST_REF]
    line(
        console, f"muster: {shown} is refused. {message}" if ref else f"muster: refused. {message}"
    )
    findings = _worst(report) if report else []
    for finding in findings[:MOST_FINDINGS]:
        _print_finding(console, finding)
    if len(findings) > MOST_FINDINGS:
        line(console, f"and {len(findings) - MOST_FINDINGS} more", indent=2)
    given = [*commands, *(c for finding in findings[:MOST_FINDINGS] for c in finding.commands)]
    for one in dict.fromkeys(given):
        command(console, one, indent=2)


def _worst(report: Report) -> list[Finding]:
    """The findings that block; where none does, all."""
    blocks = [f for f in report.findings if f.verdict is Verdict.BLOCK]
    return blocks or list(report.findings)


def _print_finding(console: Console, finding: Finding) -> None:
    line(console, f"{finding.code} {finding.name}  {spot(finding.place)}", indent=2)
    line(console, finding.message, indent=4)
    line(console, finding.help, indent=4)
