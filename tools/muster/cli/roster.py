"""``muster roster``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option, main_option, repo_option
from muster.engine.waiting import Waiting
from muster.flows.desk import Desk
from muster.flows.registry_remote import find_remote
from muster.flows.remote_roster import waiting
from muster.flows.standing import standing
from muster.git.repository import Repository
from muster.model.error import UsageError
from muster.render.approval import approval_data
from muster.render.record import session_data
from muster.render.roster import print_roster
from muster.render.status import under_way_data
from muster.render.untrusted import for_terminal
from muster.render.waiting import print_waiting, waiting_data


@click.command()
@main_option
@click.option(
    "--remote",
    "beside",
    is_flag=True,
    help="Look at the remote first, and list the claims that wait for approval beside main.",
)
@repo_option
@json_option
def command(ref: str | None, beside: bool, repo: Path, as_json: bool) -> None:
    """List the sessions with role and goal."""
    repository = Repository.open(repo)
    now = datetime.now(UTC)
    waits: list[Waiting] = []
    proposals: list[str] = []
    unasked = ""
    if beside:
        if ref is not None:
            raise UsageError("usage", "Give --ref or --remote, not both.", "muster roster --remote")
        desk = Desk.open(repository, find_remote(repository, None), pulls=True)
        ref, waits = desk.base, waiting(desk, now)
        proposals, unasked = list(desk.proposals), desk.unasked
    found = standing(repository, ref, now)
    sessions, free = found.judged.registry.sessions, found.consensus.free
    if as_json:
        told = f"{len(sessions)} records, {len(found.consensus.registered)} registered."
        data = {
            "ref": found.judged.subject,
            "commit": found.judged.commit,
            "sessions": [
                {**session_data(one), "approval": approval_data(found.approvals.of(one.path))}
                for one in sessions
            ],
            "free": list(free),
            **({"waiting": [waiting_data(one) for one in waits]} if beside else {}),
            **({"proposals": proposals} if beside else {}),
            **({"unasked": unasked} if unasked else {}),
            **({"activation": under_way_data(found.consensus.known.under_way)} if beside else {}),
        }
        click.echo(Answer(Exit.FINE, "ok", told, (), data).json())
        return
    from muster.render.screen import line, screen

    console = screen()
    if sessions:
        print_roster(console, sessions, found.approvals)
    else:
        line(console, f"No session has a record yet; the numbers 1-{found.charter.size} are free.")
    if unasked:
        click.echo(f"muster: told without the pull requests. {for_terminal(unasked)}", err=True)
    if beside:
        print_waiting(
            console, waits, proposals, found.consensus.known.under_way,
            forge=found.charter.approval == "forge",
        )  # fmt: skip
