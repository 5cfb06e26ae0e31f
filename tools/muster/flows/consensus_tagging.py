"""The approver's tag ``consensus-K``: a signature over the merge that activated the team."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from muster.flows.agreed import Agreed
from muster.flows.claiming import refused
from muster.flows.desk import Desk
from muster.git.consensus_tag import tag_message, write_tag
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.model.refs import consensus_ref
from muster.model.registry import Registry

MOST_LISTED = 1_000
"""Sessions that the tag's text names: what is signed must stay small enough to be verified."""


def tag_consensus(
    repository: Repository, remote: Remote, signing: Path, now: datetime
) -> tuple[str, bool]:
    """Make the tag over the consensus that main has, and push it; its name, and whether it is new.

    The name is empty where main has no consensus that counts. The same call again makes nothing.
    Raises ``RefusedError`` where the remote does not take it.
    """
    desk = Desk.open(repository, remote)
    main = Agreed(desk, now).active
    if main is None:
        return "", False
    ref = consensus_ref(main.consensus)
    copies = f"refs/muster/tags/{remote.name}/"
    there = repository.run("for-each-ref", "--format=%(refname)", copies).decode("utf-8").split()
    if f"{copies}{main.name}" in there:
        return main.name, False
    # One that is good and was not pushed is pushed: two that differ would be two consensus.
    if main.tag:
        oid = repository.run("rev-parse", "--verify", ref).decode("ascii").strip()
    else:
        message = tag_message(
            f"{main.name} of {desk.charter.name}", _roster(desk.registry), main.digest
        )
        oid = write_tag(repository, main.name, main.merge, message, signing)
    pushed = remote.push([Update(oid, ref, "")], atomic=False)
    if pushed.outcome is not Outcome.DONE:
        raise refused(remote, pushed)
    return main.name, True


def _roster(registry: Registry) -> list[str]:
    """The roster as the tag's text has it, a line each; the digest beside it is what binds."""
    lines = [f"{s.number:03d} {s.name}: {s.title}" for s in registry.sessions if s.number]
    if len(lines) > MOST_LISTED:
        lines[MOST_LISTED:] = [f"and {len(lines) - MOST_LISTED} more"]
    return ["".join(c if c.isprintable() else " " for c in line) for line in lines]
