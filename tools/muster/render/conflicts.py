"""What waits for a ruling, for the orchestrator and for the sessions that are in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from muster.engine.conflict import Conflict
from muster.model.spans import spans
from muster.render.report_json import finding_data
from muster.rules.rulings import Decided

if TYPE_CHECKING:
    from rich.console import Console


def print_conflicts(
    console: Console, waiting: Sequence[Conflict], more: tuple[str, ...] = ()
) -> None:
    """Print each conflict: who, what, a proposal for each side, and the command that answers it."""
    from muster.render.screen import command, line
    from muster.render.words import spot

    for one in waiting:
        finding = one.finding
        label = (f"Numbers {spans(one.sessions)}  ", "bold")
        line(console, label, f"{finding.code} {finding.name}  {spot(finding.place)}")
        line(console, finding.message, indent=2)
        for boundary in finding.boundaries:
            line(console, f"number {boundary.number}: {boundary.does}", indent=4)
        if one.branch:
            line(console, (f"Ruled on {one.branch}; a human approves it.", "green"), indent=2)
        else:
            command(console, one.ruling_command(more), indent=2)
        line(console)


def session_lines(
    own: int, waiting: Sequence[Conflict], ruled: Sequence[Decided], *, brief: bool = False
) -> list[str]:
    """What session ``own`` is told: each open conflict, and each ruling on its work.

    A brief one quotes no conflict: its words may be those of a claim that nobody has approved.
    """
    told = []
    for one in waiting:
        finding = one.finding
        others = [number for number in one.sessions if number != own]
        who = f" with number {spans(others)}" if others else ""
        then = "waits for a ruling"
        if one.branch:
            then = f"ruled on {one.branch}, which a human approves"
        if brief:
            told.append(f"Open conflict{who}: {finding.code} {finding.name} ({then})")
            continue
        what = f"{finding.code} {finding.name}. {finding.message}"
        told.append(f"Open conflict{who}: {what} ({then})")
        proposed = [f"Proposal: {b.does}" for b in finding.boundaries if b.number == own]
        told += [
            line for line in proposed if line not in told
        ]  # two findings may ask for one thing
    for answer in ruled:
        others = sorted({*answer.ruling.sessions} - {own})
        who = f" with number {spans(others)}" if others else ""
        told.append(f"Ruling {answer.name} ({answer.ruling.rule}{who}): {_decision(answer)}")
        told += [f"Your part: {b.does}" for b in answer.ruling.boundaries if b.number == own]
    return told


def ruling_data(one: Decided) -> dict[str, Any]:
    """A ruling that counts, as data."""
    return {
        "ruling": one.name,
        "rule": one.ruling.rule,
        "sessions": list(one.ruling.sessions),
        "decision": one.ruling.decision,
        "boundaries": [boundary._asdict() for boundary in one.ruling.boundaries],
    }


def _decision(one: Decided) -> str:
    return " ".join(one.ruling.decision.split())


def conflict_data(one: Conflict, more: tuple[str, ...] = ()) -> dict[str, Any]:
    """The same as data."""
    return {
        "sessions": list(one.sessions),
        "finding": finding_data(one.finding),
        "ruled_on": one.branch or None,
        "ruling": None if one.branch else one.ruling_command(more),
    }
