"""The audit of main on the terminal."""

from __future__ import annotations

from rich.console import Console

from muster.engine.audit import Audit, Entry
from muster.model.key import fingerprint
from muster.render.screen import line


def print_audit(console: Console, found: Audit, told: str) -> None:
    """Print one block a commit, oldest first, then the outcome."""
    for entry in found.entries:
        _print_entry(console, entry, judgeable=found.judgeable)
    line(console, (told, "bold red" if found.judgeable and found.unverified else "bold"))


def _print_entry(console: Console, entry: Entry, *, judgeable: bool) -> None:
    approval = entry.approval
    if approval.origin:
        mark: tuple[str, str] = ("[root]", "dim")
        rest = "pinned by each clone"
    elif not judgeable:
        mark, rest = ("[?]", "dim"), "not verified"
    elif approval.verified:
        mark = ("[x]", "bold green")
        shown = fingerprint(approval.key) if approval.key else ""
        rest = f"approved by {approval.approver} ({shown})"
    else:
        mark, rest = ("[!]", "bold red"), f"approved by nobody: {approval.reason}"
    line(
        console,
        f"{approval.commit[:12]} {'; '.join(entry.changes) or 'nothing in the registry'}",
        indent=8,
        label=mark,
    )
    line(console, (rest, "dim"), indent=8)
    if approval.head and entry.agreed and entry.signed:
        count = len(set(approval.claimants))
        line(console, (f"branch {approval.head[:12]} signed by {count} keys", "dim"), indent=8)
    elif approval.head:
        keys = ", ".join(
            fingerprint(key) if key else "no signature" for key in dict.fromkeys(approval.claimants)
        )
        signed = "signed by its own key" if entry.signed else "not signed by its own key"
        line(console, (f"claim {approval.head[:12]} {signed} ({keys})", "dim"), indent=8)
