"""``muster goals``."""

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
    """Show what the goals add up to: each objective, who serves it, totals and gaps."""
    from muster.engine.roll_up import roll_up
    from muster.render.goals import goals_data, print_goals

    found = standing(Repository.open(repo), ref, datetime.now(UTC))
    judged = found.judged
    added = roll_up(found.charter, judged.registry.sessions, judged.report.findings)
    if as_json:
        message = " ".join(added.gaps) or "Every session serves an objective; nothing is missing."
        data = {
            "team": found.charter.name,
            "ref": judged.subject,
            "commit": judged.commit,
            **goals_data(added),
        }
        code = "gaps" if added.gaps else "ok"
        click.echo(Answer(Exit.FINE, code, message, (), data).json())
        return
    from muster.render.screen import screen

    at = f"{judged.subject} at {judged.commit[:12]}"
    print_goals(screen(), found.charter.name, at, added)
