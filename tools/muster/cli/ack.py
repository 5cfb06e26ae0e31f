"""``muster ack``."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import (
    again,
    json_option,
    key_option,
    remote_option,
    repo_option,
    session_option,
)
from muster.cli.proposed import pull_data, pull_sentence
from muster.flows.acknowledging import Accepted, acknowledge
from muster.flows.draft import key_file
from muster.flows.identity import require_session_id
from muster.flows.pull_of_change import activation_pull
from muster.flows.registry_remote import find_remote
from muster.git.repository import Repository
from muster.rules.agreement import short

_TOLD = {
    "acknowledged": "Acknowledged: number {number} accepts consensus-{k}, roster {digest}; "
    "{count} have.",
    "already-acknowledged": "Number {number} has acknowledged consensus-{k}, roster {digest}, "
    "already; {count} have.",
    "already-active": "The team is active under consensus-{k}; there is nothing to acknowledge.",
    "dry-run": "Nothing was pushed. Number {number} would accept consensus-{k}, roster {digest}; "
    "{count} have so far.",
}


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would be accepted; push nothing.")
@click.option(
    "--digest",
    metavar="DIGEST",
    help="Accept only this roster, as `muster broadcast` tells it: at least 12 of its digits.",
)
@session_option
@key_option("This session's private key, if it claimed with one of its own.")
@remote_option
@repo_option
@json_option
def command(
    dry_run: bool,
    digest: str | None,
    session_id: str | None,
    key: Path | None,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Acknowledge the confirmed roster: accept one's own number, role, goal and duties.

    `muster broadcast` shows all that is accepted. Signed with the session's own key; nobody can do
    it for another.
    """
    who = require_session_id(session_id)
    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    now = datetime.now(UTC)
    done = acknowledge(repository, remote, who, key_file(key), now, digest=digest, dry_run=dry_run)
    given = {"--key": key, "--session-id": session_id, "--remote": remote_name, "--repo": repo}
    where = again({"--session-id": session_id, "--remote": remote_name, "--repo": repo})
    pull = activation_pull(remote, done.code, done.commit, done.consensus, done.digest, wanted=True)
    answer = _answer(done, again(given), where)
    if pull and (pull.failed or pull.made):
        told = f"{answer.message} {pull_sentence(pull)}"
        answer = replace(answer, message=told, data=answer.data | pull_data(pull))
    if as_json:
        click.echo(answer.json())
        answer.leave()
    from muster.render.accepted import print_accepted
    from muster.render.screen import command as print_command
    from muster.render.screen import screen

    console = screen()
    print_accepted(console, answer.message, done.session, done.digest)
    for told in answer.next:
        print_command(console, told, indent=2)
    answer.leave()


def _answer(done: Accepted, more: tuple[str, ...], where: tuple[str, ...]) -> Answer:
    from muster.render.claimed import claim_data

    told = _TOLD[done.code].format(
        number=done.session.number,
        k=done.consensus,
        digest=short(done.digest),
        count=done.acknowledged,
    )
    data = {
        **claim_data(done.session, None),
        "consensus": done.consensus,
        "digest": done.digest,
        "commit": done.commit or None,
        "acknowledged": done.acknowledged or None,
        "tries": done.tries,
    }
    if done.code == "dry-run":
        commands = (shlex.join(["muster", "ack", "--digest", short(done.digest), *more]),)
    elif done.code == "already-active":
        commands = ("muster schedule --week 1",)
    else:
        commands = (shlex.join(["muster", "watch", "--until", "active", *where]),)
    return Answer(Exit.FINE, done.code, told, commands, data)
