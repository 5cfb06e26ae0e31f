"""``muster renumber``."""

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
    read_source,
    remote_option,
    repo_option,
    session_option,
    told_source,
)
from muster.flows.bid import Bid, read_bid
from muster.flows.draft import key_file
from muster.flows.identity import require_session_id
from muster.flows.registry_remote import find_remote
from muster.flows.renumbering import renumber
from muster.git.repository import Repository


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@from_option("YAML that narrows the planned slot, or fills a free number; - is standard input.")
@session_option
@key_option("Sign with this private key. Default: this session's own.")
@remote_option
@repo_option
@json_option
def command(
    number: int,
    source: str | None,
    session_id: str | None,
    key: Path | None,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Move to NUMBER and release the number that you have, in one push."""
    data = read_source(source)
    bid = Bid() if data is None else read_bid(data, told_source(source), f"muster show {number}")
    repository = Repository.open(repo)
    who = again({"--session-id": session_id, "--remote": remote_name, "--repo": repo})
    done = renumber(
        repository,
        find_remote(repository, remote_name),
        require_session_id(session_id),
        number,
        bid,
        key_file(key),
        datetime.now(UTC),
        (*again({"--from": source, "--key": key}), *who),
    )
    tell(done, as_json=as_json, who=who)
