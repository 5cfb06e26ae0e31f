"""``muster claim``."""

from __future__ import annotations

import shlex
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
from muster.flows.claiming import Wish, claim, planned_number
from muster.flows.draft import key_file
from muster.flows.identity import require_session_id
from muster.flows.registry_remote import find_remote
from muster.flows.settling import settle
from muster.git.repository import Repository
from muster.model.error import UsageError


@click.command()
@click.option("--number", type=click.IntRange(min=1), metavar="N", help="Claim this number.")
@click.option(
    "--name", metavar="NAME", help="Claim the slot of this name; for a free number, its new name."
)
@click.option("--next", "next_free", is_flag=True, help="Claim the next that nobody holds.")
@from_option(
    "The record in YAML, or a registration message; - is standard input. A planned slot needs none."
)
@session_option
@key_option("Sign with this private key. Default: a key made for this session.")
@click.option("--dry-run", is_flag=True, help="Show file and findings; push nothing.")
@pull_option
@remote_option
@repo_option
@json_option
def command(
    number: int | None,
    name: str | None,
    next_free: bool,
    source: str | None,
    session_id: str | None,
    key: Path | None,
    dry_run: bool,
    wanted: bool,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Claim a number, with its role and goal.

    A planned slot is claimed as it is planned; a free number brings its own role and goal with
    --from. Your branch, index and working tree stay as they are. The same command again is safe.

    On GitHub it opens the pull request with gh, out of your fork where origin is one.
    """
    if next_free and number is not None:
        raise UsageError("usage", "Give --number or --next, not both.", "muster claim --next")
    data = read_source(source)
    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    own = again({"--session-id": session_id, "--key": key, "--remote": remote_name, "--repo": repo})
    try:
        show = "muster roster" if number is None else f"muster show {number}"
        bid = Bid() if data is None else read_bid(data, told_source(source), show)
    except UsageError as error:
        planned = planned_number(repository, remote, number or name)
        if planned is None:
            raise
        raise UsageError(
            error.code,
            f"{error.message} Number {planned} is planned: claim it without --from.",
            shlex.join(["muster", "claim", "--number", str(planned), *own]),
        ) from error
    wish = Wish(
        require_session_id(session_id, bid.session_id),
        bid,
        number,
        name,
        next_free,
        key_file(key),
        dry_run,
        again(
            {
                "--session-id": session_id,
                "--from": source,
                "--key": key,
                "--remote": remote_name,
                "--repo": repo,
            }
        ),
    )
    now = datetime.now(UTC)
    done = settle(
        repository, remote, wish, claim(repository, remote, wish, now), now, wanted=wanted
    )
    tell(
        done,
        as_json=as_json,
        who=again({"--session-id": session_id, "--remote": remote_name, "--repo": repo}),
        again=("muster", "claim", "--number", str(done.number), *wish.options),
        key=key,
    )
