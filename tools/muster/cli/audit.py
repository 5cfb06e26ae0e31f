"""``muster audit``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option, main_option, repo_option
from muster.engine.audit import Audit, Entry
from muster.flows.auditing import audit
from muster.flows.seen_main import seen_main
from muster.git.repository import Repository
from muster.model.key import fingerprint


@click.command()
@main_option
@repo_option
@json_option
def command(ref: str | None, repo: Path, as_json: bool) -> None:
    """List every change of main's registry: claimed by whom, approved by whom, verified or not."""
    repository = Repository.open(repo)
    name, commit = seen_main(repository) if ref is None else (ref, repository.resolve(ref))
    found = audit(repository, commit)
    answer = _answer(name, commit, found)
    if as_json:
        click.echo(answer.json())
    else:
        from muster.render.audit import print_audit
        from muster.render.screen import screen

        print_audit(screen(), found, answer.message)
    answer.leave()


def _answer(name: str, commit: str, found: Audit) -> Answer:
    data = {
        "ref": name,
        "commit": commit,
        "judgeable": found.judgeable,
        "entries": [_data(entry) for entry in found.entries],
    }
    if not found.entries:
        return Answer(Exit.FINE, "no-registry", f"{name} has no registry yet.", (), data)
    if not found.judgeable:
        told = (
            "The charter never named an approver with a key, so no approval can be verified: "
            f"{len(found.entries)} changes."
        )
        return Answer(Exit.FINE, "not-judgeable", told, ("muster explain M403",), data)
    count = len(found.unverified)
    if count:
        told = f"{count} of {len(found.entries)} changes of main were approved by nobody."
        return Answer(Exit.BLOCKED, "unapproved", told, ("muster explain M403",), data)
    told = _all(len(found.entries) - 1)
    return Answer(Exit.FINE, "ok", told, (), data)


def _all(count: int) -> str:
    match count:
        case 0:
            return "Nothing has changed since the registry began."
        case 1:
            return "The one change since the registry began is approved."
    return f"All {count} changes since the registry began are approved."


def _data(entry: Entry) -> dict[str, Any]:
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
        "verified": told.verified,
        "origin": told.origin,
        "offence": told.offence.value if told.offence else None,
        "reason": told.reason or None,
    }
