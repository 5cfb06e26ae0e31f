"""``muster audit``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import again, json_option, main_option, repo_option, repository_option
from muster.engine.audit import Audit
from muster.flows.asking_forge import SECONDS_EACH, Asking
from muster.flows.auditing import audit, merges
from muster.flows.github_address import github_address
from muster.flows.seen_main import seen_main
from muster.git.repository import Repository
from muster.model.approval import ON_FORGE, VERIFYING
from muster.model.error import UsageError
from muster.render.audit import audit_data

_SILENT = 5
"""Changes that GitHub is asked about without a word on how long it takes."""

_NAMELESS = (
    "The charter names no approver by a GitHub login (approvers: [{name: …, github: LOGIN}]), so "
    "nobody can approve on GitHub."
)


@click.command()
@main_option
@click.option(
    "--forge",
    type=click.Choice(["github"]),
    help="Ask the forge who approved each merge, and whether that account wrote it too.",
)
@repository_option
@repo_option
@json_option
def command(
    ref: str | None, forge: str | None, repository: str | None, repo: Path, as_json: bool
) -> None:
    """List every change of main's registry: claimed by whom, approved by whom, verified or not.

    With `approval: forge` in the charter, `--forge github` finds out who approved; what it says is
    believed for this run only.
    """
    if repository and not forge:
        raise UsageError(
            "usage",
            "--repository says where to ask, and nothing is asked without --forge.",
            shlex.join(["muster", "audit", "--forge", "github", "--repository", repository]),
        )
    here = Repository.open(repo)
    asking = Asking(github_address(here, repository)) if forge else None
    name, commit = seen_main(here) if ref is None else (ref, here.resolve(ref))
    if asking:
        asking.reach()
        if (count := merges(here, commit)) > _SILENT:
            click.echo(
                f"muster: asking GitHub about {count} changes takes about "
                f"{count * SECONDS_EACH:.0f} s.",
                err=True,
            )
    found = audit(here, commit, asking)
    more = again({"--ref": ref, "--repo": repo})
    answer = _answer(name, commit, found, shlex.join([*VERIFYING.split(" "), *more]))
    if as_json:
        click.echo(answer.json())
    else:
        from muster.render.audit import print_audit
        from muster.render.screen import command as print_command
        from muster.render.screen import screen

        console = screen()
        print_audit(console, found, answer.message)
        if answer.code == "not-verified-here":
            for given in answer.next:
                print_command(console, given, indent=2)
    answer.leave()


def _answer(name: str, commit: str, found: Audit, verifying: str) -> Answer:
    data = {
        "ref": name,
        "commit": commit,
        "judgeable": found.judgeable,
        "asked": found.asked,
        "entries": [audit_data(entry) for entry in found.entries],
    }
    if not found.entries:
        return Answer(Exit.FINE, "no-registry", f"{name} has no registry yet.", (), data)
    if not found.judgeable:
        told = (
            "The charter never named an approver with a key, so no approval can be verified: "
            f"{len(found.entries)} changes."
        )
        return Answer(Exit.FINE, "not-judgeable", told, ("muster explain M403",), data)
    nameless = f" {_NAMELESS}" if found.nameless else ""
    count, whole = len(found.uncounted), len(found.entries)
    if count:
        told = f"{count} of {whole} changes of main were approved by nobody.{nameless}"
        return Answer(Exit.BLOCKED, "unapproved", told, ("muster explain M403",), data)
    if count := len(found.assumed):
        if found.asked:
            told = f"GitHub can't say who approved {count} of {whole} changes of main.{nameless}"
            return Answer(Exit.REVIEW, "not-told", told, (), data)
        told = f"{count} of {whole} changes of main: {ON_FORGE}.{nameless}"
        return Answer(Exit.FINE, "not-verified-here", told, (verifying,), data)
    told = _all(whole - 1)
    if count := len(found.on_forge):
        told += f" GitHub says so of {count}, now."
    return Answer(Exit.FINE, "ok", told + nameless, (), data)


def _all(count: int) -> str:
    match count:
        case 0:
            return "Nothing has changed since the registry began."
        case 1:
            return "The one change since the registry began is approved."
    return f"All {count} changes since the registry began are approved."
