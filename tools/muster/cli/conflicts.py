"""``muster conflicts``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import again, json_option, remote_option, repo_option
from muster.flows.conflicts import conflicts
from muster.flows.desk import Desk
from muster.flows.registry_remote import find_remote
from muster.git.repository import Repository


@click.command()
@click.option("--offline", is_flag=True, help="Tell what the last look at the remote left here.")
@remote_option
@repo_option
@json_option
def command(offline: bool, remote_name: str | None, repo: Path, as_json: bool) -> None:
    """List what waits for the orchestrator's ruling, with a proposal for each side.

    Looks at main and at all claims under way together. Ends with exit 4 while something waits.
    """
    from muster.render.conflicts import conflict_data, print_conflicts

    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    desk = Desk.open(repository, remote, fetch=not offline, pulls=True)
    found = conflicts(desk, datetime.now(UTC))
    open_ = [one for one in found.waiting if not one.branch]
    more = again({"--remote": remote_name, "--repo": repo})
    if open_:
        count = len(open_)
        told = f"{count} {'conflict waits' if count == 1 else 'conflicts wait'} for a ruling."
        exit_, code = Exit.REVIEW, "conflicts"
    else:
        told, exit_, code = "Nothing waits for a ruling.", Exit.FINE, "no-conflicts"
    if proposed := sorted({one.branch for one in found.waiting if one.branch}):
        told += f" Ruled, and waiting for a human's approval: {', '.join(proposed)}."
    commands = [one.ruling_command(more) for one in open_]
    commands += [f"muster approve {branch}" for branch in proposed]
    data = {
        "waiting": [conflict_data(one, more) for one in found.waiting],
        "rulings": [one.name for one in found.ruled],
    }
    answer = Answer(exit_, code, told, tuple(dict.fromkeys(commands)), data)
    if as_json:
        click.echo(answer.json())
    else:
        from muster.render.screen import screen

        print_conflicts(screen(), found.waiting, more)
        # Each conflict has its own command above.
        below = tuple(command for command in answer.next if command.startswith("muster approve"))
        replace(answer, next=below).tell(as_json=False)
    answer.leave()
