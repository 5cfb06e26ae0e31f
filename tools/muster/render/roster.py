"""The sessions as a table, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from muster.model.approval import ON_FORGE, VERIFYING, Approvals, NoApprovals
from muster.model.session import Session
from muster.model.spans import numbered
from muster.render.record import scope_text
from muster.render.screen import command, line
from muster.render.untrusted import for_terminal

if TYPE_CHECKING:
    from rich.text import Text


_WIDEST_NAME = 28
_BETWEEN = 3 * 3  # a space, a line and a space between the columns


def print_roster(
    console: Console, sessions: Sequence[Session], approvals: Approvals | None = None
) -> None:
    """Print one row a session; the table is as wide as the terminal and no wider.

    Below it stands whose approval nobody looked at here.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    # Left to itself rich gives one column its least width and then crops the last by as much.
    number = max((2, *(len(str(session.number)) for session in sessions)))
    longest = max((len(session.name or "") for session in sessions), default=0)
    name = max(min(longest, _WIDEST_NAME, console.width // 3), len("Session"))
    left = max(console.width - number - name - _BETWEEN, 2)
    table.add_column("No", justify="right", no_wrap=True, width=number)
    table.add_column("Session", width=name, overflow="fold")
    table.add_column("Role and scope", width=left // 2, overflow="fold")
    table.add_column("Goal", width=left - left // 2, overflow="fold")
    for session in sessions:
        held = f"held by {session.session_id}" if session.registered else session.status or "?"
        role, scope = f"{session.title}: {session.does}", scope_text(session)
        table.add_row(
            Text(str(session.number)),
            _cell(session.name or "", held, "green" if session.registered else "dim"),
            _cell(role, scope, "dim"),
            Text(for_terminal(session.goal.statement)),
        )
    with console.capture() as captured:
        console.print(table)
    for row in captured.get().splitlines():
        console.file.write(row.rstrip() + "\n")
    known = approvals or NoApprovals()
    told = ((s.number or 0, known.of(s.path)) for s in sessions if s.registered)
    if assumed := [number for number, approval in told if approval and approval.assumed]:
        line(console, f"{numbered(sorted(assumed))}: {ON_FORGE}.")
        command(console, VERIFYING)


def _cell(text: str, below: str, style: str) -> Text:
    from rich.text import Text

    cell = Text(for_terminal(text))
    return cell.append(f"\n{for_terminal(below)}", style) if below else cell
