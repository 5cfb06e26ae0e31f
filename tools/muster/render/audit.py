"""The audit of main on the terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from muster.engine.audit import Audit, Entry
from muster.engine.forge_word import Said, Word
from muster.model.key import fingerprint
from muster.render.screen import line


def print_audit(console: Console, found: Audit, told: str) -> None:
    """Print one block a commit, oldest first, then the outcome."""
    for entry in found.entries:
        _print_entry(console, entry, judgeable=found.judgeable)
    line(console, (told, "bold red" if found.judgeable and found.uncounted else "bold"))


def _print_entry(console: Console, entry: Entry, *, judgeable: bool) -> None:
    approval = entry.approval
    if approval.origin:
        mark: tuple[str, str] = ("[root]", "dim")
        rest = "pinned by each clone"
    elif not judgeable:
        mark, rest = ("[?]", "dim"), "not verified"
    elif approval.assumed:
        mark, rest = ("[?]", "yellow"), approval.reason
    elif approval.verified and approval.forge:
        mark, rest = ("[x]", "bold green"), f"approved by {approval.approver} (verified on GitHub)"
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
    if entry.said:
        line(console, (_on_github(entry.said), "dim"), indent=8)
    if approval.head and entry.agreed and entry.signed:
        count = len(set(approval.claimants))
        line(console, (f"branch {approval.head[:12]} signed by {count} keys", "dim"), indent=8)
    elif approval.head:
        keys = ", ".join(
            fingerprint(key) if key else "no signature" for key in dict.fromkeys(approval.claimants)
        )
        signed = "signed by its own key" if entry.signed else "not signed by its own key"
        line(console, (f"claim {approval.head[:12]} {signed} ({keys})", "dim"), indent=8)


def _on_github(said: Said) -> str:
    """What GitHub says of a merge, beside the verdict."""
    where = f" ({said.page})" if said.page else ""
    match said.word:
        case Word.APPROVED:
            return f"on GitHub: pull request #{said.pull}, approved by {said.login}{where}"
        case Word.UNKNOWN:
            return f"on GitHub: not known who approved: {said.reason}{where}"
    return f"on GitHub: not approved: {said.reason}{where}"


def audit_data(entry: Entry) -> dict[str, Any]:
    """One change as data."""
    told = entry.approval
    return {
        "position": entry.position,
        "merge": told.commit,
        "claim": told.head or None,
        "changes": list(entry.changes),
        "numbers": list(entry.numbers),
        "claimants": [fingerprint(key) if key else None for key in told.claimants],
        "claim_signed": entry.signed,
        "approver": told.approver or None,
        "approver_key": fingerprint(told.key) if told.key else None,
        "counts": told.counts,
        "verified": told.verified,
        "origin": told.origin,
        "offence": told.offence.value if told.offence else None,
        "reason": told.reason or None,
        "forge": said_data(entry.said) if entry.said else None,
    }


def said_data(said: Said) -> dict[str, Any]:
    """What GitHub says of a merge as data."""
    return {
        "word": said.word.value,
        "login": said.login or None,
        "pull": said.pull or None,
        "page": said.page or None,
        "reason": said.reason or None,
    }
