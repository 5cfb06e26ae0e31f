"""``muster watch``."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import again, json_option, remote_option, repo_option, session_option
from muster.flows.identity import find_session_id, require_session_id
from muster.flows.registry_remote import find_remote
from muster.flows.waiting import Goal, Seen, wait
from muster.git.repository import Repository
from muster.render.untrusted import for_terminal


@click.command()
@click.option(
    "--until",
    type=click.Choice([goal.value for goal in Goal]),
    help="registered and approved: this session; confirmed and active: the team. "
    "Default: until anything changes.",
)
@click.option(
    "--limit",
    type=click.FloatRange(min=0, max=86_400),
    default=540.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up after this time, with exit 3; the same command goes on waiting.",
)
@session_option
@remote_option
@repo_option
@json_option
def command(
    until: str | None,
    limit: float,
    session_id: str | None,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Wait until the remote changes, or until a state is reached; progress on standard error.

    `--until confirmed` prints the confirmed roster, as `muster broadcast` does.
    """
    goal = Goal(until) if until else None
    own = goal in (Goal.REGISTERED, Goal.APPROVED)
    who = require_session_id(session_id) if own else find_session_id(session_id)
    repository = Repository.open(repo)
    options = again({"--session-id": session_id, "--remote": remote_name, "--repo": repo})
    seen = wait(
        repository,
        find_remote(repository, remote_name),
        who,
        goal,
        limit,
        lambda told: click.echo(f"muster: {for_terminal(told)}", err=True),
        shlex.join(["muster", "watch", *again({"--until": until}), *options]),
        options,
    )
    if goal is Goal.CONFIRMED:
        _broadcast(seen, options, as_json=as_json)
        return
    session = seen.itself.session
    data = {
        "until": until,
        "moved": list(seen.moved),
        "number": session.number if session else None,
        "stage": seen.itself.stage.value,
    }
    who = shlex.join(["muster", "whoami", *options])
    commands = ("muster status",) if goal is None else (who,) if own else ()
    if goal is Goal.ACTIVE:
        commands = ("muster schedule --week 1",)
    Answer(Exit.FINE, until or "changed", _told(goal, seen), commands, data).tell(as_json=as_json)


def _broadcast(seen: Seen, options: tuple[str, ...], *, as_json: bool) -> None:
    """What was waited for is the roster itself."""
    from muster.cli.broadcast import answer, print_broadcast
    from muster.flows.broadcasting import broadcast

    told = broadcast(seen.desk, datetime.now(UTC))
    if as_json:
        answer(told, options).tell(as_json=True)
    else:
        print_broadcast(told)


def _told(goal: Goal | None, seen: Seen) -> str:
    session = seen.itself.session
    match goal:
        case None:
            return f"The remote changed: {', '.join(seen.moved)}."
        case Goal.REGISTERED | Goal.APPROVED:
            number = session.number if session else "?"
            return f"Number {number} is {'approved' if goal is Goal.APPROVED else 'claimed'}."
    return "The team is active."
