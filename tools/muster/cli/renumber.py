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
    pull_option,
    read_source,
    remote_option,
    repo_option,
    session_option,
    told_source,
)
from muster.flows.bid import Bid, read_bid
from muster.flows.claiming import Wish
from muster.flows.draft import key_file
from muster.flows.identity import require_session_id
from muster.flows.registry_remote import find_remote
from muster.flows.renumbering import renumber
from muster.flows.settling import settle
from muster.git.repository import Repository


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@from_option("YAML that narrows the planned slot, or fills a free number; - is standard input.")
@session_option
@key_option("Sign with this private key. Default: this session's own.")
@pull_option
@remote_option
@repo_option
@json_option
def command(
    number: int,
    source: str | None,
    session_id: str | None,
    key: Path | None,
    wanted: bool,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Move to NUMBER and release the number that you have, in one push."""
    data = read_source(source)
    bid = Bid() if data is None else read_bid(data, told_source(source), f"muster show {number}")
    repository = Repository.open(repo)
    who = again({"--session-id": session_id, "--remote": remote_name, "--repo": repo})
    remote, now = find_remote(repository, remote_name), datetime.now(UTC)
    options = (*again({"--from": source, "--key": key}), *who)
    own, signing = require_session_id(session_id), key_file(key)
    done = renumber(repository, remote, own, number, bid, signing, now, options)
    wish = Wish(own, bid, number, key=signing, options=options)
    done = settle(repository, remote, wish, done, now, wanted=wanted)
    tell(done, as_json=as_json, who=who, key=key)
