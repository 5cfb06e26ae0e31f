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


ON_FORGE = "approved on the forge, not verified here"
"""How every screen names what counts by the forge's word alone."""

VERIFYING = "muster audit --forge github"
"""What asks the forge who approved."""


class Approval(NamedTuple):
    """What is known about one commit of main's first-parent line.

    ``approver`` is the name in the charter that was in force, empty where nobody approved; ``key``
    signed the merge; ``head`` is what it approved; ``claimants`` are the keys that signed that
    head's steps, None for an unsigned one, and empty where nobody asked. ``origin`` marks the
    commit that began the registry: nobody approved it, each clone pins it.

    ``forge``: it counts by the forge's word, since the charter in force before it says so. Its
    ``approver`` is the one that the forge named in this very run, empty where nobody asked it.
    """

    commit: str
    approver: str = ""
    key: str | None = None
    head: str = ""
    claimants: tuple[str | None, ...] = ()
    offence: Offence | None = None
    reason: str = ""
    origin: bool = False
    forge: bool = False

    @property
    def counts(self) -> bool:
        """Whether what the commit brought counts."""
        return self.offence is None

    @property
    def verified(self) -> bool:
        """Whether it counts, and that was seen here: by a signature, or asked of the forge."""
        return self.counts and (not self.forge or bool(self.approver))

    @property
    def assumed(self) -> bool:
        """Whether it counts though nobody looked who approved it."""
        return self.counts and not self.verified


class Approvals(Protocol):
    """What main's history can be asked about approval; an adapter answers."""

    def of(self, path: str) -> Approval | None:
        """The approval of what stands at ``path``; None where nobody could ever approve."""
        ...

    def uncounted(self) -> Mapping[str, Approval]:
        """The paths whose last change no approval covers, those that are gone included."""
        ...


class NoApprovals:
    """For a tree without a history, or a change that is judged before anybody approved it."""

    def of(self, path: str) -> Approval | None:
        """Nothing is known."""
        return None

    def uncounted(self) -> Mapping[str, Approval]:
        """Nothing is known."""
        return {}
