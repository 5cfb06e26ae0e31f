"""What a session can know of itself: its number, role and goal, and how far they are."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from muster.flows.desk import Desk, Holding
from muster.git.approval_cache import KeptApprovals
from muster.model.layout import session_path
from muster.model.refs import claim_branch
from muster.model.session import Session


class Stage(StrEnum):
    """How far a session is."""

    NONE = "holds-none"
    WAITING = "waits-for-approval"
    APPROVED = "approved"
    UNVERIFIED = "not-verified"


class Self(NamedTuple):
    """One number of a session. ``amending``: a change of the approved record is under way."""

    stage: Stage
    session: Session | None = None
    branch: str = ""
    commit: str = ""
    amending: bool = False
    reason: str = ""


def know_self(desk: Desk, session_id: str) -> Self:
    """What a session holds; the claim under way where it moves from one number to another."""
    held = desk.holdings(session_id)
    if not held:
        return Self(Stage.NONE)
    moving = [h for h in held if h.landed is None]
    return _known(desk, (moving or held)[0])


def _known(desk: Desk, holding: Holding) -> Self:
    branch = claim_branch(holding.number)
    if holding.landed is None:
        claim = holding.under_way
        return Self(Stage.WAITING, holding.session, branch, claim.tip if claim else "")
    session = holding.landed.session
    amending = holding.under_way is not None
    approval = KeptApprovals(desk.repository, desk.main).of(session_path(holding.number))
    if approval is not None and not approval.verified:
        return Self(Stage.UNVERIFIED, session, branch, approval.commit, amending, approval.reason)
    commit = approval.commit if approval else desk.main
    return Self(Stage.APPROVED, session, branch, commit, amending)
