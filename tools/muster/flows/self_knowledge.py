"""What a session can know of itself: its number, role and goal, and how far they are."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from muster.flows.claiming import own_key
from muster.flows.desk import Desk, Holding
from muster.git.approval_cache import KeptApprovals
from muster.model.approval import ON_FORGE
from muster.model.layout import session_path
from muster.model.refs import claim_branch
from muster.model.session import Session


class Stage(StrEnum):
    """How far a session is."""

    NONE = "holds-none"
    WAITING = "waits-for-approval"
    APPROVED = "approved"
    UNVERIFIED = "not-verified"
    FOREIGN = "claimed-by-another-key"


class Self(NamedTuple):
    """One number of a session. ``amending``: a change of the approved record is under way.

    The record is told only where the session's key or a human vouches for it: anybody can claim in
    a session's name.
    """

    stage: Stage
    session: Session | None = None
    branch: str = ""
    commit: str = ""
    amending: bool = False
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether the session has a number, approved or not."""
        return self.stage not in (Stage.NONE, Stage.FOREIGN)


def know_self(desk: Desk, session_id: str, key: Path | None = None) -> Self:
    """What a session holds; the claim under way where it moves from one number to another.

    ``key`` is the session's private key, by default the one kept here for it.
    """
    held = desk.holdings(session_id)
    if not held:
        return Self(Stage.NONE)
    moving = [h for h in held if h.landed is None]
    return _known(desk, session_id, (moving or held)[0], key)


def _known(desk: Desk, session_id: str, holding: Holding, key: Path | None) -> Self:
    branch = claim_branch(holding.number)
    if holding.landed is None:
        tip = holding.under_way.tip if holding.under_way else ""
        if holding.session.key and not own_key(desk, session_id, holding.session, key):
            return Self(Stage.FOREIGN, None, branch, tip)
        return Self(Stage.WAITING, holding.session, branch, tip)
    session = holding.landed.session
    amending = holding.under_way is not None
    approval = KeptApprovals(desk.repository, desk.main).of(session_path(holding.number))
    if approval is not None and not approval.counts:
        return Self(Stage.UNVERIFIED, None, branch, approval.commit, amending, approval.reason)
    commit = approval.commit if approval else desk.main
    assumed = ON_FORGE if approval and approval.assumed else ""
    return Self(Stage.APPROVED, session, branch, commit, amending, assumed)
