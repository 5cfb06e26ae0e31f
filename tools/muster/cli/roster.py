"""``muster roster``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option, main_option, repo_option
from muster.flows.standing import standing
from muster.git.repository import Repository
from muster.render.roster import print_roster, session_data


@click.command()
@main_option
@repo_option
@json_option
def command(ref: str | None, repo: Path, as_json: bool) -> None:
    """List the sessions with role and goal."""
    found = standing(Repository.open(repo), ref, datetime.now(UTC))
    sessions, free = found.judged.registry.sessions, found.consensus.free
    if as_json:
        told = f"{len(sessions)} records, {len(found.consensus.registered)} registered."
        data = {
            "ref": found.judged.subject,
            "commit": found.judged.commit,
            "sessions": [session_data(session) for session in sessions],
            "free": list(free),
        }
        click.echo(Answer(Exit.FINE, "ok", told, (), data).json())
        return
    from muster.render.screen import line, screen

    console = screen()
    if sessions:
        print_roster(console, sessions)
    else:
        line(console, f"No session has a record yet; the numbers 1-{found.charter.size} are free.")
