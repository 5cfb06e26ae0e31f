"""Who approved what stands on main.

Source: section 7 of the design, "approve", and section 8, "What is promised".
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, Protocol


class Offence(StrEnum):
    """Why a commit of main approves nothing, or why nobody can say."""

    UNAPPROVED = "unapproved-merge"
    SELF = "self-approval"
    HIDDEN = "not-verifiable"
    FOREIGN = "foreign-ruling"


class Approval(NamedTuple):
    """What is known about one commit of main's first-parent line.

    ``approver`` is the name in the charter that was in force, empty where nobody approved; ``key``
    signed the merge; ``head`` is what it approved; ``claimants`` are the keys that signed that
    head's steps, None for an unsigned one, and empty where nobody asked. ``origin`` marks the
    commit that began the registry: nobody approved it, each clone pins it.
    """

    commit: str
    approver: str = ""
    key: str | None = None
    head: str = ""
    claimants: tuple[str | None, ...] = ()
    offence: Offence | None = None
    reason: str = ""
    origin: bool = False

    @property
    def verified(self) -> bool:
        """Whether what the commit brought counts."""
        return self.offence is None


class Approvals(Protocol):
    """What main's history can be asked about approval; an adapter answers."""

    def of(self, path: str) -> Approval | None:
        """The approval of what stands at ``path``; None where nobody could ever approve."""
        ...

    def unverified(self) -> Mapping[str, Approval]:
        """The paths whose last change no approval covers, those that are gone included."""
        ...


class NoApprovals:
    """For a tree without a history, or a change that is judged before anybody approved it."""

    def of(self, path: str) -> Approval | None:
        """Nothing is known."""
        return None

    def unverified(self) -> Mapping[str, Approval]:
        """Nothing is known."""
        return {}
