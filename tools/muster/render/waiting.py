"""The claims that wait for approval, on the terminal and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from muster.engine.merge_commands import merge_commands
from muster.engine.progress import UnderWay
from muster.engine.waiting import Waiting
from muster.model.refs import ACTIVATION_BRANCH
from muster.render.record import scope_text, session_data
from muster.render.screen import command, line

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))


def print_waiting(
    console: Console,
    waits: Sequence[Waiting],
    proposals: Sequence[str] = (),
    activation: UnderWay | None = None,
    *,
    forge: bool = False,
) -> None:
    """Print one block a claim, with how long this clone has seen it; then what is no claim.

    An activation waits for approval once everybody has acknowledged. ``forge`` says that the
    charter has pull requests approved on the forge.
    """
    line(console)
    if activation:
        told = f"consensus-{activation.agreement.activation.consensus} is confirmed, "
        line(console, f"{told}{activation.acknowledged} acknowledged.")
        if activation.agreement.complete:
            proposals = [*proposals, ACTIVATION_BRANCH]
    if not waits and not proposals:
        line(console, "Nothing waits for approval.")
        return
    line(console, (f"Waiting for approval: {len(waits) + len(proposals)}", "bold"))
    for one in waits:
        who = f"{one.session.name} ({one.session.session_id})" if one.session else "?"
        line(
            console,
            f"{one.what} of number {one.number} by {who}, ",
            (_told(one.seconds), "dim"),
            indent=13,
            label=(f"  {one.place}", "bold"),
        )
        if one.session:
            scope = f" ({scope_text(one.session)})" if one.session.raw_scope else ""
            role = f"{one.session.title}: {one.session.does}{scope}"
            line(console, (role, "dim"), indent=13)
        if one.page:
            line(console, one.page, indent=13)
    for branch in proposals:
        line(console, (f"  {branch}", "bold"))
    for text in _approving(waits, proposals, forge=forge):
        command(console, text, indent=2)


def _approving(
    waits: Sequence[Waiting], proposals: Sequence[str], *, forge: bool
) -> tuple[str, ...]:
    """How the first that can be approved is approved."""
    pull = next((one.pull for one in waits if one.pull), 0)
    if forge and pull:
        return merge_commands(pull)
    names = [*(str(one.number) for one in waits if one.branch), *proposals]
    return tuple(f"muster approve {name}" for name in names[:1])


def waiting_data(one: Waiting) -> dict[str, Any]:
    """The same as data; the time in seconds."""
    return {
        "number": one.number,
        "branch": one.branch or None,
        **({"pull": {"number": one.pull, "url": one.page}} if one.pull else {}),
        "commit": one.commit,
        "what": one.what,
        "seen_seconds": one.seconds,
        **(session_data(one.session) if one.session else {}),
    }


def _told(seconds: int | None) -> str:
    if seconds is None:
        return "seen here for the first time"
    for size, unit in _UNITS:
        if seconds >= size:
            return f"seen here for {seconds // size} {unit}"
    return f"seen here for {seconds} s"
