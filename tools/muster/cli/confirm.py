"""``muster confirm``."""

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
from muster.flows.confirming import Confirmed, confirm
from muster.flows.draft import key_file
from muster.flows.orchestrator import who_acts
from muster.flows.pull_of_change import activation_pull
from muster.flows.registry_remote import find_remote
from muster.git.repository import Repository
from muster.model.spans import acknowledgements
from muster.rules.agreement import short

_TOLD = {
    "confirmed": "Confirmed: consensus-{k} on roster {digest}, on the branch activation. Every "
    "session sees it from now on, and acknowledges.",
    "already-confirmed": "consensus-{k} on roster {digest} is confirmed already, on the branch "
    "activation.",
    "already-active": "The team is active under consensus-{k}, and the roster has not changed "
    "since: there is nothing to confirm.",
    "dry-run": "Nothing was pushed. This would confirm consensus-{k} on roster {digest}:",
}


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would be confirmed; push nothing.")
@session_option
@key_option("Sign with this private key: the orchestrator's or an approver's.")
@pull_option
@remote_option
@repo_option
@json_option
def command(
    dry_run: bool,
    session_id: str | None,
    key: Path | None,
    wanted: bool,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Confirm and broadcast the roster, as the orchestrator.

    Only when all have registered and are approved, and nothing on main waits for a mend or a
    ruling. Where the roster changed since the last time it confirms that one, and earlier
    acknowledgements do not count any more.
    """
    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    signing = key_file(key)
    who = who_acts(session_id, signing, "confirms", "muster status")
    done = confirm(repository, remote, who, signing, datetime.now(UTC), dry_run=dry_run)
    more = again({"--session-id": session_id, "--remote": remote_name, "--repo": repo})
    place = again({"--remote": remote_name, "--repo": repo})
    pull = activation_pull(
        remote, done.code, done.commit, done.consensus, done.digest, wanted=wanted
    )
    told = f"{_told(done)} {pull_sentence(pull)}".rstrip()
    once_more = shlex.join(["muster", "confirm", *again({"--key": key}), *more])
    commands = pull_commands(pull, once_more) or _next(done, more, place)
    answer = Answer(Exit.FINE, done.code, told, commands, _data(done) | pull_data(pull))
    if not as_json and done.code == "dry-run":
        click.echo(f"{answer.message}\n\n{done.text}")
        answer = Answer(Exit.FINE, done.code, "To push it:", answer.next)
    answer.tell(as_json=as_json)
    answer.leave()


def _told(done: Confirmed) -> str:
    told = _TOLD[done.code].format(k=done.consensus, digest=short(done.digest))
    if done.voids:
        were = "was" if len(done.voids) == 1 else "were"
        told += f" Of another roster {were} {acknowledgements(done.voids)}."
    return told


def _next(done: Confirmed, more: tuple[str, ...], place: tuple[str, ...]) -> tuple[str, ...]:
    if done.code == "dry-run":
        return (shlex.join(["muster", "confirm", *more]),)
    if done.code == "already-active":
        return ("muster status",)
    return (
        shlex.join(["muster", "broadcast", *place]),
        shlex.join(["muster", "ack", *more]),
        "muster status",
    )


def _data(done: Confirmed) -> dict[str, object]:
    return {
        "consensus": done.consensus,
        "digest": done.digest,
        "branch": "activation",
        "commit": done.commit or None,
        "voids": list(done.voids),
        **({"text": done.text} if done.text else {}),
    }
