"""Giving a number up: a claim under way is taken back, main's record turns to pending."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from muster.flows.claiming import require_own_key, require_raced, signing_key
from muster.flows.desk import Desk, Holding
from muster.flows.draft import draft, record_bytes
from muster.flows.lost import lost
from muster.git.commit_writer import write_commit
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.git.ssh_keygen import public_key
from muster.model.error import RefusedError
from muster.model.key import canonical_key
from muster.model.layout import session_path
from muster.model.refs import claim_branch, claim_ref
from muster.model.session import HOLDER_FIELDS, PENDING, Session
from muster.rules.case import same_id

MOST_TRIES = 5


class Released(NamedTuple):
    """What was given up. ``under_way``: the release of an approved number waits for approval."""

    number: int
    session: Session
    branch: str
    commit: str
    under_way: bool


def release(
    repository: Repository,
    remote: Remote,
    session_id: str | None,
    number: int | None,
    key: Path | None,
    now: datetime,
) -> Released:
    """Release the session's own number, or, with an approver's key, somebody else's.

    Raises ``RefusedError`` where the session holds none, or may not.
    """
    for _ in range(MOST_TRIES):
        desk = Desk.open(repository, remote)
        if waits := _released_already(desk, session_id, number, key):
            return waits
        holding = which(desk, session_id, number, key)
        signing = key or signing_key(desk.root, holding.session.session_id or "", None)
        done = _release(desk, holding, signing, now)
        if done is not None and not (holding.landed and holding.under_way):
            return done  # else only a change was taken back; the number itself comes next
    raise lost(desk, holding.number)


def which(desk: Desk, session_id: str | None, number: int | None, key: Path | None) -> Holding:
    """The holding that is meant: the session's own, or by its number for who shows a key."""
    if key is not None and number is not None:
        session = desk.holder(number)
        if session is None or session.session_id is None:
            raise RefusedError(
                "nobody-holds", f"Nobody holds number {number}.", "muster roster --remote"
            )
        found = [h for h in desk.holdings(session.session_id) if h.number == number]
        if found:
            return found[0]
    held = desk.holdings(session_id) if session_id else []
    mine = [h for h in held if number in (None, h.number)]
    if not mine:
        told = f"number {number}" if number else "no number"
        raise RefusedError(
            "holds-none",
            f"{session_id} does not hold {told}." if number else f"{session_id} holds {told}.",
            "muster whoami",
            *((f"muster release {number} --key APPROVER-KEY-FILE",) if number else ()),
        )
    under_way = [h for h in mine if h.under_way]
    holding = (under_way or mine)[0]
    require_own_key(desk, session_id or "", holding.session, None)
    return holding


def _released_already(
    desk: Desk, session_id: str | None, number: int | None, key: Path | None
) -> Released | None:
    """The release that waits for approval already; the same command again is no second one."""
    for claim in desk.branches.values():
        session = desk.landed_session(claim.number)
        gives_up = claim.session is not None and not claim.session.registered
        mine = session is not None and same_id(session.session_id, session_id)
        asked = number == claim.number if number is not None else mine
        if gives_up and session is not None and asked and (mine or key is not None):
            branch = claim_branch(claim.number)
            return Released(claim.number, session, branch, claim.tip, under_way=True)
    return None


def take_back(desk: Desk, holding: Holding, signing: Path) -> Update:
    """The commit on a claim branch that takes all of it back."""
    claim = holding.under_way
    assert claim is not None  # noqa: S101 - the caller's case
    path = session_path(holding.number)
    commit = write_commit(
        desk.repository,
        [claim.tip],
        {path: _before(desk, claim.tip, path)},
        f"Release number {holding.number}\n",
        signing,
    )
    return Update(commit, claim_ref(holding.number), claim.tip)


def vacated(session: Session) -> dict[str, object]:
    """A record that its session gave up: role and goal stay for the next."""
    data = {key: value for key, value in session.raw.items() if key not in HOLDER_FIELDS}
    return {**data, "status": PENDING}


def _release(desk: Desk, holding: Holding, signing: Path, now: datetime) -> Released | None:
    number, session = holding.number, holding.session
    if holding.under_way:
        update = take_back(desk, holding, signing)
    else:
        path = session_path(number)
        files = {path: record_bytes(vacated(session), holding.landed)}
        signer = canonical_key(public_key(signing))
        draft(desk, files, signer, now, "the release").require_fine(
            f"The release of number {number}"
        )
        message = desk.message(number, f"Release number {number}")
        commit = write_commit(desk.repository, [desk.main], files, message, signing)
        update = Update(commit, claim_ref(number), desk.tip(number))
    pushed = desk.remote.push([update], atomic=False)
    if pushed.outcome is Outcome.REFUSED:
        require_raced(desk, pushed)
    if pushed.outcome is not Outcome.DONE:
        return None
    return Released(number, session, claim_branch(number), update.commit, holding.under_way is None)


def _before(desk: Desk, tip: str, path: str) -> tuple[int, str] | None:
    """The record where the branch began, as mode and object; None where there was none."""
    base = desk.repository.run("merge-base", desk.main, tip).decode("ascii").split()[0]
    told = desk.repository.run("ls-tree", "--full-tree", base, "--", path).decode("ascii")
    head = told.partition("\t")[0].split()
    return (int(head[0], 8), head[2]) if head else None
