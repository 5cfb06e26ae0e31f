"""``muster approve``."""

from __future__ import annotations

import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import again, json_option, key_option, remote_option, repo_option
from muster.engine.request import Request
from muster.flows.agreed import Agreed
from muster.flows.approving import Approved, approve, approver_key
from muster.flows.approving_on_forge import refuse_on_forge
from muster.flows.consensus_tagging import tag_consensus
from muster.flows.desk import Desk
from muster.flows.draft import BlockedError, key_file
from muster.flows.registry_remote import find_remote
from muster.flows.requesting import requests
from muster.git.approvals import MainApprovals
from muster.git.repository import Repository
from muster.git.ssh_keygen import public_key
from muster.model.error import RefusedError, UsageError
from muster.model.refs import ACTIVATION_BRANCH
from muster.render.untrusted import for_terminal


@click.command()
@click.argument("names", nargs=-1, metavar="[N]...")
@click.option("--all", "every", is_flag=True, help="Approve all claims that are not blocked.")
@click.option("--yes", is_flag=True, help="Answer yes to what needs a look: for scripts.")
@key_option("The approver's private key. Default: MUSTER_APPROVER_KEY, else git's user.signingKey.")
@remote_option
@repo_option
@json_option
def command(
    names: tuple[str, ...],
    every: bool,
    yes: bool,
    key: Path | None,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Approve the claim of number N (or a branch such as proposal/NAME): merge it, signed.

    Shows what is claimed, what the judge found and the key's fingerprint; refuses what is blocked.
    `muster approve activation` makes the team active once everybody has acknowledged, and signs the
    tag consensus-K over it. Where the charter says `approval: forge` it signs the tag alone: merges
    are made on GitHub.
    """
    if bool(names) == every:
        raise UsageError("usage", "Give numbers, or --all.", "muster approve --all")
    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    now = datetime.now(UTC)
    desk = Desk.open(repository, remote)
    refuse_on_forge(desk, names, now)
    signing = approver_key(desk, key_file(key))
    found = requests(desk, names, now)
    if not as_json:
        _show(found, table=every)
    wanted = [one for one in found if not one.blocked]
    if not every:
        for one in found:
            if one.blocked:
                blocked = BlockedError(f"{one.branch} ({one.what})", one.report)
                if as_json:
                    raise blocked
                # Its findings stand above already.
                raise RefusedError(blocked.code, blocked.message, *blocked.commands)
    stained = sorted(MainApprovals(repository, desk.main).uncounted())
    if stained:
        click.echo(
            f"muster: main has what nobody approved ({', '.join(map(for_terminal, stained[:3]))}): "
            "`muster audit` tells since when. What goes on with it will not count as approved.",
            err=True,
        )
    look = every or bool(stained) or any(one.needs_look for one in wanted)
    if wanted and not yes and look:
        more = again({"--key": key, "--remote": remote_name, "--repo": repo})
        command = ("muster", "approve", *(names or ("--all",)), "--yes", *more)
        _require_yes(found, wanted, shlex.join(command), as_json=as_json)
    if wanted and public_key(signing).startswith("sk-"):
        # ssh-keygen says so too, but git keeps that to itself.
        times = "" if len(wanted) == 1 else f", {len(wanted)} times"
        click.echo(f"muster: touch the key to sign{times}.", err=True)
    done = approve(repository, remote, wanted, signing, now)
    tag = ""
    if ACTIVATION_BRANCH in names:
        tag, _ = tag_consensus(repository, remote, signing, now)
    beside = [] if names else [*desk.proposals, *([ACTIVATION_BRANCH] * _complete(desk, now))]
    _tell(done, found, names, beside, tag, as_json=as_json)


def _complete(desk: Desk, now: datetime) -> bool:
    """Whether everybody has acknowledged, so that the activation waits for the approver."""
    branch = Agreed(desk, now).under_way
    return branch is not None and branch.agreement.complete


def _show(found: list[Request], *, table: bool) -> None:
    from muster.render.request import print_request, print_requests
    from muster.render.screen import line, screen

    console = screen()
    if table:
        print_requests(console, found)
    else:
        for one in found:
            print_request(console, one)
    line(console)


def _require_yes(
    found: list[Request], wanted: list[Request], command: str, *, as_json: bool
) -> None:
    """Ask who sits at a terminal; end with exit 4 where nobody does."""
    if not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        what = f"these {len(wanted)} claims" if len(wanted) > 1 else wanted[0].what
        if click.confirm(f"Approve {what}?", default=False):
            return
        told, code = "Nothing was approved.", "declined"
    else:
        told, code = "A human must look at this; nothing was approved yet.", "review"
    from muster.render.request import request_data

    data = {"requests": [request_data(one) for one in found]}
    answer = Answer(Exit.REVIEW, code, told, (command,), data)
    if as_json:
        click.echo(answer.json())
    else:
        answer.tell_error()
    answer.leave()


def _tell(
    done: Approved,
    found: list[Request],
    names: tuple[str, ...],
    proposals: list[str],
    tag: str,
    *,
    as_json: bool,
) -> None:
    from muster.render.request import request_data

    blocked = [one for one in found if one.blocked]
    count = len(done.merges)
    thing = "claim" if all(one.number for one, _ in done.merges) else "branch"
    several = {"claim": "claims", "branch": "branches"}[thing]
    told = f"Approved {count} {thing if count == 1 else several}; main is {done.main[:12]}."
    code = "blocked" if blocked else "approved" if count else "nothing-to-approve"
    if not count:
        told = "Nothing waits for approval." if not blocked else "Nothing was approved."
    if names and not blocked and not count:
        code, told = "already-approved", f"Approved already: {', '.join(names)}."
    if tag:
        told += f" The team is active under {tag}, and the tag is signed."
    if blocked:
        told += f" Blocked: {', '.join(one.branch for one in blocked)}."
    if proposals:
        told += f" What is no claim is approved by its name: {', '.join(proposals)}."
    answer = Answer(
        Exit.BLOCKED if blocked else Exit.FINE,
        code,
        told,
        (
            *(f"muster approve {one.number or one.branch}" for one in blocked),
            *(f"muster approve {branch}" for branch in proposals),
        )
        or ("muster status",),
        {
            "main": done.main,
            "approved": [{**request_data(one), "merge": merge} for one, merge in done.merges],
            "blocked": [request_data(one) for one in blocked],
            "proposals": proposals,
            "tag": tag or None,
        },
    )
    answer.tell(as_json=as_json)
    answer.leave()
