"""``muster amend``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.claimed import tell
from muster.cli.options import (
    again,
    from_option,
    json_option,
    key_option,
    pull_option,
    read_source,
    remote_option,
    repo_option,
    session_option,
    told_source,
)
from muster.flows.amending import amend
from muster.flows.bid import read_bid
from muster.flows.draft import key_file
from muster.flows.identity import require_session_id
from muster.flows.pull_of_change import proposed
from muster.flows.registry_remote import find_remote
from muster.git.repository import Repository
from muster.model.error import UsageError


@click.command()
@from_option("YAML with the parts of the record that change; - is standard input.")
@session_option
@key_option("Sign with this private key. Default: this session's own.")
@click.option("--dry-run", is_flag=True, help="Show file and findings; push nothing.")
@pull_option
@remote_option
@repo_option
@json_option
def command(
    source: str | None,
    session_id: str | None,
    key: Path | None,
    dry_run: bool,
    wanted: bool,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Change your own role, goal, responsibilities or schedule.

    What the text leaves out stays: `role: {scope: {prospects: 1-20}}` changes that dimension alone,
    and null takes one away (`window: null`). A list, such as metrics, is given as a whole. The
    change waits for a human's approval.
    """
    data = read_source(source)
    if data is None:
        raise UsageError(
            "nothing-to-amend", "Nothing says what is to change.", "muster amend --from FILE"
        )
    bid = read_bid(data, told_source(source))
    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    done = amend(
        repository,
        remote,
        require_session_id(session_id),
        bid,
        key_file(key),
        datetime.now(UTC),
        dry_run=dry_run,
    )
    done = proposed(remote, done, wanted=wanted)
    who = again({"--session-id": session_id, "--remote": remote_name, "--repo": repo})
    more = again({"--from": source, "--key": key})
    tell(done, as_json=as_json, who=who, again=("muster", "amend", *more, *who), key=key)
