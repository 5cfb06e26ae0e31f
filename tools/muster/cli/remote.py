"""``muster remote``."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option
from muster.engine.claim_commands import claim_commands
from muster.flows.registry_folder import charter_file, registry_files
from muster.flows.remote_init import ApproverKey, Made, make_remote, renew_hook
from muster.flows.who_runs import who_runs
from muster.git.ssh_keygen import public_key
from muster.model.error import UsageError

LIMITS = (
    "Whoever can write the files of this folder can bypass its hook (git push --receive-pack); "
    "`muster audit` finds afterwards what nobody approved.",
    "Sessions that run under the approver's own account can use the approver's key, unless it "
    "needs a passphrase, a touch or another user.",
)

_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))


@click.group()
def command() -> None:
    """Make and keep a shared remote: a bare repository with a hook that guards it."""


@command.command()
@_folder
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="A folder with registry/: its charter and records begin it. Default: this folder.",
)
@click.option(
    "--charter",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A charter to begin with, and no record.",
)
@click.option(
    "--approver-key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Key of the human who approves, public or private; goes into the charter.",
)
@click.option("--approver-name", metavar="NAME", help="Whose key that is.")
@json_option
def init(
    folder: Path,
    source: Path | None,
    charter: Path | None,
    approver_key: Path | None,
    approver_name: str | None,
    as_json: bool,
) -> None:
    """Make the remote that all sessions share, in DIR."""
    if source is not None and charter is not None:
        raise UsageError(
            "usage", "Give --from or --charter, not both.", "muster remote init --help"
        )
    if approver_name is not None and approver_key is None:
        raise UsageError(
            "usage",
            "--approver-name says whose --approver-key it is: give both.",
            "muster remote init --help",
        )
    files = charter_file(charter) if charter else registry_files(source or Path())
    approver = (
        ApproverKey(public_key(approver_key), approver_name, who_runs()) if approver_key else None
    )
    made = make_remote(folder, files, approver, datetime.now(UTC))
    answer = _answer(made)
    if as_json:
        click.echo(answer.json())
        return
    _print(answer, made)


@command.command()
@_folder
@json_option
def hook(folder: Path, as_json: bool) -> None:
    """Write the hook of a remote anew, after muster or its Python has moved."""
    renew_hook(folder)
    where = folder.absolute() / "hooks" / "pre-receive"
    answer = Answer(
        Exit.FINE, "renewed", f"{where} starts this muster now.", data={"hook": str(where)}
    )
    if as_json:
        click.echo(answer.json())
        return
    from muster.render.screen import line, screen

    line(screen(), (answer.message, "bold green"))


def _answer(made: Made) -> Answer:
    there = shlex.quote(str(made.folder))
    waiting = sum(not session.registered for session in made.registry.sessions)
    held = len(made.registry.sessions) - waiting
    approvers = ", ".join(f"{name} ({shown})" for name, shown in made.approvers)
    told = (
        f"{made.folder} is the remote of {made.charter.name}: {made.charter.size} numbers, "
        f"{waiting} planned, {held} registered. It begins at commit {made.commit[:12]}. "
        f"Approval is a merge signed by {approvers}."
    )
    return Answer(
        Exit.FINE,
        "made",
        told,
        (
            f"git clone --no-local {there}",
            *claim_commands(made.registry.open_slots, made.registry.free_numbers),
            f"muster serve {there}",
        ),
        {
            "folder": str(made.folder),
            "commit": made.commit,
            "size": made.charter.size,
            "planned": waiting,
            "registered": held,
            "approvers": [{"name": name, "fingerprint": shown} for name, shown in made.approvers],
            "limits": list(LIMITS),
        },
    )


def _print(answer: Answer, made: Made) -> None:
    from muster.render.report_text import print_report
    from muster.render.screen import command as print_command
    from muster.render.screen import line, screen

    console = screen()
    if made.report.findings:
        print_report(console, made.report, "the new main", len(made.registry.files))
        line(console)
    line(console, (answer.message, "bold green"))
    line(console)
    line(console, ("What it can't protect:", "bold"))
    for sentence in LIMITS:
        line(console, sentence, indent=4, label="  -")
    line(console)
    for given in answer.next:
        print_command(console, given)
