"""What the goals come to, on the terminal and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console

from muster.engine.roll_up import Line, RollUp, Served
from muster.model.number_text import told
from muster.model.spans import spans
from muster.render.screen import line
from muster.render.untrusted import for_terminal

if TYPE_CHECKING:
    from rich.table import Table


_WIDEST = 28  # of a metric's name; a longer one is folded


def print_goals(console: Console, name: str, at: str, found: RollUp) -> None:
    """Print each objective with what adds up under it, and what is missing.

    ``name`` is the team's, ``at`` says which commit is shown.
    """
    line(console, (name, "bold"), (f"  {at}", "dim"))
    for served in found.objectives:
        line(console)
        goal = served.objective.goal
        line(console, (served.objective.id, "bold"), f": {served.objective.statement}")
        if goal:
            metric = served.objective.metric or ""
            line(console, f"{metric} {goal}".strip(), indent=12, label=("  target", "dim"))
        line(console, serving_text(served), indent=12, label=("  served by", "dim"))
        _print_lines(console, served.lines)
    if found.aimless:
        line(console)
        line(console, ("No objective", "bold"), f": {spans(found.aimless)}")
        _print_lines(console, found.lines)
    line(console)
    if not found.gaps:
        line(console, ("Gaps: ", "bold"), "none")
    for index, gap in enumerate(found.gaps):
        line(console, gap, indent=6, label=("" if index else "Gaps:", "bold"))


def goals_data(found: RollUp) -> dict[str, Any]:
    """The same as data."""
    return {
        "objectives": [
            {
                **served.objective._asdict(),
                "sessions": list(served.sessions),
                "registered": list(served.registered),
                "metrics": [_line_data(each) for each in served.lines],
                "missing": list(served.missing),
            }
            for served in found.objectives
        ],
        "aimless": {
            "sessions": list(found.aimless),
            "metrics": [_line_data(each) for each in found.lines],
        },
        "gaps": list(found.gaps),
    }


def _line_data(found: Line) -> dict[str, Any]:
    data = found._asdict()
    if not found.covers:
        data |= {"covers": None, "size": None, "gaps": None}
    return data | {"sessions": list(found.sessions), "registered": list(found.registered)}


def serving_text(served: Served) -> str:
    """Who serves an objective, and who of them is registered."""
    if not served.sessions:
        return "nobody"
    if len(served.registered) == len(served.sessions):
        return f"{spans(served.sessions)}, all registered"
    if not served.registered:
        return f"{spans(served.sessions)}, none registered yet"
    return f"{spans(served.sessions)}; registered: {spans(served.registered)}"


def _print_lines(console: Console, lines: Sequence[Line]) -> None:
    if not lines:
        return
    with console.capture() as captured:
        console.print(_table(lines, console.width))
    rows = [row.rstrip() for row in captured.get().splitlines()]
    for row in rows[: -1 if not rows[-1] else None]:
        console.file.write(f"{row}\n")


def _table(lines: Sequence[Line], width: int) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    some = {len(found.registered) for found in lines} != {0}
    apart = some and any(found.registered != found.sessions for found in lines)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=True, padding=(0, 1), expand=False)
    longest = max(len(found.name) for found in lines)
    widest = min(_WIDEST, width // 3)
    table.add_column("Metric", min_width=min(longest, widest), max_width=_WIDEST, overflow="fold")
    table.add_column("Together", overflow="fold")
    if apart:
        table.add_column("Registered", overflow="fold")
    table.add_column("Sessions", min_width=len("Sessions"), overflow="fold")
    for found in lines:
        together, counts = Text(for_terminal(found.limit)), counts_text(found)
        if counts:
            together.append(f"\n{for_terminal(counts)}", "dim")
        held = [Text(for_terminal(held_text(found)))] if apart else []
        sessions = Text(spans(found.sessions))
        table.add_row(Text(for_terminal(found.name)), together, *held, sessions)
    return table


def held_text(found: Line) -> str:
    """What of it registered sessions have committed to."""
    if not found.registered:
        return "none"
    if found.registered == found.sessions:
        return "all"
    by = f"by {spans(found.registered)}"
    return by if found.held is None else f"{told(found.held)} {by}"


def counts_text(found: Line) -> str:
    """What part of a dimension a line counts; empty where it counts none."""
    if not found.counts:
        return ""
    if not found.covers:
        return f"of no part of {found.counts} that is known"
    fits = found.total is not None and found.size == found.total
    told_ = f"{found.counts} {found.covers}" + ("" if fits else f" ({found.size})")
    return told_ + (f", not {found.gaps}" if found.gaps else "")
