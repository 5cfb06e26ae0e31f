"""``muster broadcast``."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import again, json_option, remote_option, repo_option
from muster.engine.confirmed import Broadcast
from muster.flows.broadcasting import broadcast
from muster.flows.desk import Desk
from muster.flows.registry_remote import find_remote
from muster.git.repository import Repository
from muster.rules.agreement import short


@click.command()
@click.option("--offline", is_flag=True, help="Tell what the last look at the remote left here.")
@remote_option
@repo_option
@json_option
def command(offline: bool, remote_name: str | None, repo: Path, as_json: bool) -> None:
    """Print the confirmed roster for every session, as Markdown.

    With the registration message of each session, the rulings in force, and the digest that
    `muster ack` accepts.
    """
    repository = Repository.open(repo)
    desk = Desk.open(repository, find_remote(repository, remote_name), fetch=not offline)
    told = broadcast(desk, datetime.now(UTC))
    if as_json:
        more = again({"--remote": remote_name, "--repo": repo})
        answer(told, more).tell(as_json=True)
        return
    print_broadcast(told)


def print_broadcast(told: Broadcast) -> None:
    """Print the document."""
    from muster.render.broadcast import broadcast_lines

    for line in broadcast_lines(told):
        click.echo(line)


def answer(told: Broadcast, more: tuple[str, ...]) -> Answer:
    """The envelope, with the command that comes next."""
    from muster.render.broadcast import broadcast_data

    message = f"consensus-{told.consensus} on roster {short(told.digest)} is confirmed; "
    if told.active:
        message, command = f"{message}the team is active.", ["schedule", "--week", "1"]
    elif told.missing:
        message += f"{told.acknowledged} have acknowledged."
        command = ["ack", "--digest", short(told.digest), *more]
    else:
        # Sessions follow what is next; the approval is a human's.
        message += "all have acknowledged: a human approves."
        command = ["watch", "--until", "active", *more]
    return Answer(
        Exit.FINE, "broadcast", message, (shlex.join(["muster", *command]),), broadcast_data(told)
    )
