"""Who acts as the orchestrator: the session that holds its number, or an approver, by their key."""

from __future__ import annotations

from pathlib import Path

from muster.flows.desk import Desk
from muster.flows.identity import find_session_id
from muster.git.key_store import session_key
from muster.git.ssh_keygen import public_key
from muster.model.error import RefusedError, UsageError
from muster.model.key import canonical_key
from muster.rules.case import same_id


def who_acts(given: str | None, key: Path | None, what: str, *commands: str) -> str | None:
    """The session that acts, None where a ``key`` alone does; ``what`` is a verb.

    Raises ``UsageError`` where neither is told.
    """
    who = find_session_id(given)
    if who is None and key is None:
        raise UsageError(
            "no-session-id",
            f"Nothing tells who {what}: give --session-id of the orchestrator, or --key.",
            *commands,
        )
    return who


def acts(
    desk: Desk, session_id: str | None, told: Path | None, *, approver_only: bool = False
) -> tuple[bool, Path | None]:
    """Whether who is here may act, and the private key to sign with.

    ``told`` is a key file, by default that of the session. None, and still allowed, is for a
    registry that makes no promise about who wrote what, where the orchestrator's record has no key.
    """
    signing = told or (session_key(desk.root, session_id) if session_id else None)
    holder = desk.landed_session(desk.charter.orchestrator or 0)
    own = canonical_key(holder.key) if holder and holder.key else None
    if signing:
        public = canonical_key(public_key(signing))
        approvers = {canonical_key(a.key) for a in desk.charter.approvers if a.key}
        return public in approvers or (public == own and not approver_only), signing
    by_hand = desk.charter.open and holder is not None and own is None and not approver_only
    return by_hand and holder is not None and same_id(holder.session_id, session_id), None


def not_the_orchestrator(
    desk: Desk, session_id: str | None, what: str, *commands: str
) -> RefusedError:
    """The error for who may not do what the orchestrator does: ``what`` is a verb."""
    number = desk.charter.orchestrator
    holder = desk.landed_session(number or 0)
    claim = desk.claims.get(number or 0)
    who = "held by no session yet"
    if holder:
        who = f"held by {holder.session_id} ({holder.name})"
    elif claim and claim.session and claim.session.registered:
        who = f"claimed by {claim.session.session_id}, which waits for approval"
    return RefusedError(
        "not-the-orchestrator",
        f"{session_id or 'This key'} may not {what}. The orchestrator is number {number}, {who}; "
        f"an approver may {what} too.",
        *commands,
    )
