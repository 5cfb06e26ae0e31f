"""The approver's tag ``consensus-K``: a signature over the merge that activated the team."""

from __future__ import annotations

import os
import shlex
from datetime import datetime
from pathlib import Path

from muster.engine.progress import Active
from muster.flows.activation import active
from muster.flows.agreed import Agreed
from muster.flows.claiming import refused
from muster.flows.desk import Desk
from muster.flows.judging_change import read_main
from muster.git.approval_cache import KeptApprovals
from muster.git.consensus_tag import tag_message, write_tag
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.model.error import RefusedError
from muster.model.layout import ACTIVATION
from muster.model.refs import consensus_ref
from muster.model.registry import Registry

MOST_LISTED = 1_000
"""Sessions that the tag's text names: what is signed must stay small enough to be verified."""


def tag_consensus(
    repository: Repository, remote: Remote, signing: Path, now: datetime
) -> tuple[str, bool]:
    """Make the tag over the consensus that main has, and push it; its name, and whether it is new.

    The remote takes one after the other, so those of earlier rounds that it lacks come first. The
    name is empty where main has no consensus that counts. The same call again makes nothing.
    Raises ``RefusedError`` where the remote does not take a tag, or has another one.
    """
    desk = Desk.open(repository, remote)
    main = Agreed(desk, now).active
    if main is None:
        return "", False
    there = _there(repository, remote)
    if main.name in there and main.tag:
        return main.name, False
    if main.name in there:
        raise RefusedError(
            "other-tag",
            f"The remote {remote.name} has a tag {main.name} that counts for nothing: no approver "
            f"of that time signed it over {main.merge[:12]}. Whoever keeps the remote takes it "
            "away; then approve again.",
            shlex.join(["git", "ls-remote", remote.name, consensus_ref(main.consensus)]),
            "muster approve activation",
        )
    for merge in _rounds(repository, desk.main):
        registry = read_main(repository, merge)
        approvals = KeptApprovals(repository, merge)
        found = active(repository, merge, registry, approvals, now)
        if found is not None and not found.flaw and found.name not in there:
            _push(remote, _made(repository, found, registry, signing), found)
    return main.name, True


def _there(repository: Repository, remote: Remote) -> set[str]:
    """The tags that the remote has."""
    copies = f"refs/muster/tags/{remote.name}/"
    told = os.fsdecode(repository.run("for-each-ref", "--format=%(refname)", copies))
    return {name.removeprefix(copies) for name in told.split("\n")}


def _rounds(repository: Repository, main: str) -> list[str]:
    """The commits by which confirmations came to main, oldest first."""
    told = repository.run("rev-list", "--first-parent", "--reverse", main, "--", ACTIVATION)
    return told.decode("ascii").split()


def _made(repository: Repository, found: Active, registry: Registry, signing: Path) -> str:
    # One that is good and was not pushed is pushed: two that differ would be two consensus.
    if found.tag:
        ref = consensus_ref(found.consensus)
        return repository.run("rev-parse", "--verify", ref).decode("ascii").strip()
    team = registry.charter.name if registry.charter else ""
    message = tag_message(f"{found.name} of {team}", _roster(registry), found.digest)
    return write_tag(repository, found.name, found.merge, message, signing)


def _push(remote: Remote, oid: str, found: Active) -> None:
    pushed = remote.push([Update(oid, consensus_ref(found.consensus), "")], atomic=False)
    if pushed.outcome is not Outcome.DONE:
        raise refused(remote, pushed)


def _roster(registry: Registry) -> list[str]:
    """The roster as the tag's text has it, a line each; the digest beside it is what binds."""
    lines = [f"{s.number:03d} {s.name}: {s.title}" for s in registry.sessions if s.number]
    if len(lines) > MOST_LISTED:
        lines[MOST_LISTED:] = [f"and {len(lines) - MOST_LISTED} more"]
    return ["".join(c if c.isprintable() else " " for c in line) for line in lines]
