"""``muster status``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option, main_option, repo_option
from muster.flows.standing import standing
from muster.git.repository import Repository


@click.command()
@main_option
@repo_option
@json_option
def command(ref: str | None, repo: Path, as_json: bool) -> None:
    """Show where consensus stands and what is next."""
    from muster.engine.next_step import next_step
    from muster.render.status import print_status, status_data

    found = standing(Repository.open(repo), ref, datetime.now(UTC))
    judged, where = found.judged, found.consensus
    if as_json:
        told, commands = next_step(where, judged.report, judged.subject)
        data = {
            "team": found.charter.name,
            "ref": judged.subject,
            "commit": judged.commit,
            **status_data(where, judged.report),
            "next_step": told,
        }
        code = "active" if where.active else "not-active"
        click.echo(Answer(Exit.FINE, code, where.summary, commands, data).json())
        return
    from muster.render.screen import screen

    at = f"{judged.subject} at {judged.commit[:12]}"
    print_status(screen(), found.charter.name, at, where, judged.report, judged.subject)
