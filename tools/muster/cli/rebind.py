"""``muster rebind``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.claimed import tell
from muster.cli.options import (
    again,
    json_option,
    key_option,
    pull_option,
    remote_option,
    repo_option,
    session_option,
)
from muster.flows.draft import key_file
from muster.flows.identity import require_session_id
from muster.flows.pull_of_change import proposed
from muster.flows.rebinding import rebind
from muster.flows.registry_remote import find_remote
from muster.git.repository import Repository


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@session_option
@key_option("The old session's private key, or an approver's. Default: the old one, if it is here.")
@click.option(
    "--public-key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The new session's public key. Default: its own, made here.",
)
@pull_option
@remote_option
@repo_option
@json_option
def command(
    number: int,
    session_id: str | None,
    key: Path | None,
    public_key: Path | None,
    wanted: bool,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Take NUMBER over from a session that is gone; name, role and goal stay.

    Signed with the old session's key, or by an approver where that is lost.
    """
    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    done = rebind(
        repository,
        remote,
        require_session_id(session_id),
        number,
        key_file(key),
        key_file(public_key),
        datetime.now(UTC),
    )
    done = proposed(remote, done, wanted=wanted)
    who = again({"--session-id": session_id, "--remote": remote_name, "--repo": repo})
    tell(done, as_json=as_json, who=who)
