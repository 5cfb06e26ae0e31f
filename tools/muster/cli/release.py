"""``muster release``."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import (
    again,
    json_option,
    key_option,
    pull_option,
    remote_option,
    repo_option,
    session_option,
)
from muster.cli.proposed import pull_commands, pull_data, pull_sentence
from muster.flows.draft import key_file
from muster.flows.identity import find_session_id, require_session_id
from muster.flows.pull_of_change import released
from muster.flows.registry_remote import find_remote
from muster.flows.releasing import release
from muster.git.repository import Repository
from muster.render.record import session_data


@click.command()
@click.argument("number", type=click.IntRange(min=1), required=False)
@session_option
@key_option("Sign with this private key: an approver's releases what a lost session holds.")
@pull_option
@remote_option
@repo_option
@json_option
def command(
    number: int | None,
    session_id: str | None,
    key: Path | None,
    wanted: bool,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Give your number up, or, as an approver, NUMBER for a session that is gone.

    A claim that is not approved yet is free at once; an approved number is free when a human
    approves its release.
    """
    by_approver = number is not None and key is not None
    who = find_session_id(session_id) if by_approver else require_session_id(session_id)
    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    done = release(repository, remote, who, number, key_file(key), datetime.now(UTC))
    pull, kept = released(remote, done, wanted=wanted)
    told = (
        f"The release of number {done.number} is on {done.branch}; a human approves it."
        if done.under_way
        else f"Number {done.number} is free again: the claim of {done.session.session_id} is "
        "taken back."
    )
    told = f"{told} {pull_sentence(pull)}{kept}".rstrip()
    given = {"--key": key, "--session-id": session_id, "--remote": remote_name, "--repo": repo}
    again_ = shlex.join(["muster", "release", str(done.number), *again(given)])
    commands = (f"muster approve {done.number}",) if done.under_way else ("muster claim --next",)
    answer = Answer(
        Exit.FINE,
        "release-waits" if done.under_way else "released",
        told,
        pull_commands(pull, again_) or commands,
        {
            "number": done.number,
            "branch": done.branch,
            "commit": done.commit,
            "approved": not done.under_way,
            **pull_data(pull),
            **session_data(done.session),
        },
    )
    answer.tell(as_json=as_json)
