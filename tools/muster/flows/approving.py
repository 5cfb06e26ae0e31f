"""A human's approval: one signed merge for each claim, made of exactly what was judged.

Source: section 7 of the design, "approve".
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from muster.engine.approving import approval_message
from muster.engine.request import Request
from muster.flows.agreed import Agreed
from muster.flows.claiming import require_raced
from muster.flows.desk import Desk
from muster.flows.requesting import Wanted, judged_request
from muster.git.commit_writer import write_commit
from muster.git.pins import pinned_root
from muster.git.process import GitError
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.git.ssh_keygen import public_key
from muster.model.error import RefusedError, SurroundingsError, UsageError
from muster.model.finding import Verdict
from muster.model.key import canonical_key, fingerprint
from muster.model.refs import MAIN

MOST_TRIES = 20


@dataclass(frozen=True)
class Approved:
    """What was approved: the merges, in order, and main after them."""

    merges: tuple[tuple[Request, str], ...]
    main: str


def approver_key(desk: Desk, told: Path | None) -> Path:
    """The approver's key: the one told, MUSTER_APPROVER_KEY, or git's user.signingKey.

    Raises ``UsageError`` where none is told, ``RefusedError`` where it is no approver's.
    """
    path = told or _environment_key() or _configured_key(desk.repository)
    if path is None:
        raise UsageError(
            "no-approver-key",
            "Nothing tells the approver's key.",
            "muster approve N --key ~/.ssh/id_ed25519",
            "git config user.signingKey ~/.ssh/id_ed25519",
        )
    key = canonical_key(public_key(path))
    approvers = {canonical_key(a.key): a.name for a in desk.charter.approvers if a.key}
    if key not in approvers:
        names = ", ".join(f"{name} ({fingerprint(k)})" for k, name in approvers.items())
        raise RefusedError(
            "no-approver",
            f"{fingerprint(key)} ({path}) is no approver's key. The charter on main names "
            f"{names or 'none'}.",
            f"git show {desk.base}:registry/charter.yaml",
        )
    holder = next(
        (s for s in desk.registry.sessions if s.key and canonical_key(s.key) == key), None
    )
    if holder:
        raise RefusedError(
            "self-approval",
            f"{fingerprint(key)} stands in the record of number {holder.number}, and a session's "
            "key approves nothing.",
            "muster explain M404",
        )
    return path


def approve(
    repository: Repository,
    remote: Remote,
    wanted: Sequence[Request],
    key: Path | None,
    now: datetime,
) -> Approved:
    """Merge what was looked at, in this order, and push main.

    Where main has moved meanwhile each is judged again: what then is blocked, or asks for a look
    that it did not ask for before, or is another commit than the one looked at, raises
    ``RefusedError`` and nothing is pushed.
    """
    for _ in range(MOST_TRIES):
        desk = Desk.open(repository, remote)
        signing = approver_key(desk, key)
        made = list(_merges(desk, wanted, signing, now))
        if not made:
            return Approved((), desk.main)
        pushed = remote.push([Update(made[-1][1], MAIN, desk.main)], atomic=False)
        if pushed.outcome is Outcome.DONE:
            pinned_root(repository, desk.base, made[-1][1])
            return Approved(tuple(made), made[-1][1])
        if pushed.outcome is Outcome.REFUSED:
            require_raced(desk, pushed)
    raise SurroundingsError(
        "main-keeps-moving", "main moved each time before the approval arrived.", "muster approve N"
    )


def _merges(
    desk: Desk, wanted: Sequence[Request], signing: Path, now: datetime
) -> Iterator[tuple[Request, str]]:
    main, registry, agreed = desk.main, desk.registry, Agreed(desk, now)
    for seen in wanted:
        if desk.tips.get(f"refs/heads/{seen.branch}") != seen.tip:
            raise RefusedError(
                "changed-meanwhile",
                f"{seen.branch} has moved since you looked at it.",
                f"muster approve {seen.number or seen.branch}",
            )
        if desk.repository.is_ancestor(seen.tip, main):
            continue  # somebody approved it meanwhile
        claim = desk.branches.get(seen.number)
        branch = Wanted(seen.branch, seen.tip, claim)
        again, candidate = judged_request(desk, branch, main, registry, now, agreed)
        if again.blocked or not _to_look_at(again) <= _to_look_at(seen):
            raise RefusedError(
                "changed-meanwhile",
                f"{seen.branch} is judged otherwise since main moved.",
                f"muster approve {seen.number or seen.branch}",
            )
        commit = write_commit(
            desk.repository,
            [main, seen.tip],
            {c.path: (c.mode, c.oid) if c.mode else None for c in candidate.brought},
            approval_message(seen.what, seen.tip),
            signing,
            ask=True,
        )
        yield seen, commit
        main, registry = commit, candidate.case.after


def _to_look_at(request: Request) -> set[tuple[object, ...]]:
    """What a human was shown, or would have to be."""
    findings = request.report.findings
    look: set[tuple[object, ...]] = {
        (f.code, *f.subjects) for f in findings if f.verdict is Verdict.REVIEW
    }
    return look | {("void", request.voids.confirmation, *request.voids.acks)}


def _environment_key() -> Path | None:
    value = os.environ.get("MUSTER_APPROVER_KEY")
    return Path(value).expanduser().absolute() if value else None


def _configured_key(repository: Repository) -> Path | None:
    try:
        told = os.fsdecode(repository.run("config", "--type=path", "user.signingKey"))
    except GitError:
        return None
    path = Path(told.rstrip("\n"))
    return path.absolute() if told.strip() and path.is_file() else None
