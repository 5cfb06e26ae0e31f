"""Handing an identity on: another session takes a number over, with its name, role and goal.

Sessions die and are replaced; the identity stays. The old key signs it over, or an approver does
where that key is lost.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from shlex import quote

from muster.flows.claiming import Claimed, as_held, require_raced, signing_key
from muster.flows.desk import Desk, Holding
from muster.flows.draft import draft, record_bytes
from muster.flows.lost import lost
from muster.git.commit_writer import write_commit
from muster.git.key_store import session_key
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.git.ssh_keygen import public_key
from muster.model.error import RefusedError
from muster.model.key import canonical_key, fingerprint
from muster.model.layout import session_path
from muster.model.refs import claim_branch, claim_ref
from muster.model.session import Session
from muster.rules.case import same_id

MOST_TRIES = 5


def rebind(
    repository: Repository,
    remote: Remote,
    session_id: str,
    number: int,
    key: Path | None,
    public: Path | None,
    now: datetime,
) -> Claimed:
    """Bind a held number to the session ``session_id``.

    ``key`` signs: the old holder's, by default the one kept here for it, or an approver's.
    ``public`` is the file of the new session's key, by default its own, made where it has none.
    That one signs too: no key comes into a record which its session has not shown to have.
    """
    for tries in range(1, MOST_TRIES + 1):
        desk = Desk.open(repository, remote)
        holding = _holding(desk, number)
        was = holding.session
        own = None if public else signing_key(desk.root, session_id, None)
        new = canonical_key(public_key(public or own or Path()))
        path = session_path(number)
        if same_id(was.session_id, session_id) and was.key and canonical_key(was.key) == new:
            return as_held(desk, holding, tries)
        signing = key or _old_key(desk, was, session_id, new)
        signer = canonical_key(public_key(signing))
        # Where no approver vouches for it, the new session shows that it has the key.
        accepts = None if signer in _approvers(desk) else own
        stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        data = {**was.raw, "session_id": session_id, "timestamp": stamp, "key": new}
        made = draft(
            desk,
            {path: record_bytes(data, holding.file)},
            signer,
            now,
            "the rebinding",
            holding.under_way,
            new if accepts else None,
        )
        made.require_fine(f"The rebinding of number {number}")
        parent = holding.under_way.tip if holding.under_way else desk.main
        message = desk.message(number, f"Rebind number {number} to {session_id}")
        commit = write_commit(desk.repository, [parent], made.files, message, signing)
        if accepts:
            told = f"Accept number {number} as {session_id}\n"
            commit = write_commit(desk.repository, [commit], {}, told, accepts)
        update = Update(commit, claim_ref(number), desk.tip(number))
        pushed = remote.push([update], atomic=False)
        if pushed.outcome is Outcome.DONE:
            return Claimed(
                "rebound", number, made.registry.files[path].session or was,
                claim_branch(number), commit, path, made.text(path),
                approved=False, report=made.report, tries=tries,
            )  # fmt: skip
        if pushed.outcome is Outcome.REFUSED:
            require_raced(desk, pushed)
    raise lost(desk, number)


def _holding(desk: Desk, number: int) -> Holding:
    session = desk.holder(number)
    held = desk.holdings(session.session_id) if session and session.session_id else []
    for holding in held:
        if holding.number == number:
            return holding
    raise RefusedError(
        "nobody-holds",
        f"Nobody holds number {number}, so there is nothing to take over.",
        f"muster claim --number {number}",
    )


def _approvers(desk: Desk) -> set[str]:
    return {canonical_key(a.key) for a in desk.charter.approvers if a.key}


def _old_key(desk: Desk, was: Session, session_id: str, new: str) -> Path:
    """The old holder's private key, where this machine keeps it."""
    kept = session_key(desk.root, was.session_id or "")
    if kept is not None and was.key and canonical_key(public_key(kept)) == canonical_key(was.key):
        return kept
    shown = fingerprint(was.key) if was.key else "no key"
    raise RefusedError(
        "no-old-key",
        f"Number {was.number} is held by {was.session_id} with {shown}, and that key is not here. "
        f"The old session hands it on with its key, or an approver does. The new key is: {new}",
        f"muster rebind {was.number} --session-id {quote(session_id)} --key OLD-KEY-FILE",
        f"echo {quote(new)} >new.pub && muster rebind {was.number} --session-id "
        f"{quote(session_id)} --public-key new.pub --key APPROVER-KEY-FILE",
    )
