"""The sessions as a table, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from muster.model.session import Session
from muster.render.untrusted import for_terminal


def print_roster(console: Console, sessions: Sequence[Session]) -> None:
    """Print one row a session; the table is as wide as the terminal and no wider."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), expand=False)
    table.add_column("No", justify="right", no_wrap=True)
    table.add_column("Name", min_width=12, overflow="fold")
    table.add_column("Role", ratio=2)
    table.add_column("Scope")
    table.add_column("Goal", ratio=3)
    table.add_column("Status", no_wrap=True)
    for session in sessions:
        style = "green" if session.registered else "dim"
        cells = (
            str(session.number), session.name or "", f"{session.title}: {session.does}",
            scope_text(session), session.goal.statement,
        )  # fmt: skip
        table.add_row(
            *(Text(for_terminal(cell)) for cell in cells),
            Text(for_terminal(session.status or "?"), style),
        )
    console.print(table)


def scope_text(session: Session) -> str:
    """A scope in one line: dimension and extent, as written."""
    return "; ".join(
        f"{name} {', '.join(map(str, extent)) if isinstance(extent, list) else extent}"
        for name, extent in session.raw_scope.items()
    )


def session_data(session: Session) -> dict[str, Any]:
    """One session as data: the record as written, and where it stands."""
    return {"file": session.path, "record": dict(session.raw)}
