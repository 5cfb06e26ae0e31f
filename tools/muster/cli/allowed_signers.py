"""``muster allowed-signers``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option, main_option, repo_option
from muster.flows.signers_file import allowed_signers
from muster.flows.standing import standing
from muster.git.repository import Repository


@click.command()
@main_option
@repo_option
@json_option
def command(ref: str | None, repo: Path, as_json: bool) -> None:
    """Print git's allowed-signers file for the roster: one line for each registered session.

    With it plain git verifies any commit of a session, in any repository. It says who may sign
    now; it can't say when a key was withdrawn.
    """
    found = standing(Repository.open(repo), ref, datetime.now(UTC))
    lines = allowed_signers(found.consensus)
    if as_json:
        told = f"{len(lines)} sessions have a key."
        data = {"ref": found.judged.subject, "commit": found.judged.commit, "lines": lines}
        click.echo(Answer(Exit.FINE, "ok", told, (), data).json())
        return
    for text in lines:
        click.echo(text)
