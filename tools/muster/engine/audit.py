"""The audit of main: every change of its registry, with its approval."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.approval import Approval


class Entry(NamedTuple):
    """One commit of main that changed the registry.

    ``position`` counts such commits from 1. ``changes`` say what it did to each file; ``signed`` is
    whether every commit that it merges is signed, by the key of the record where it brings one;
    where it activated a team (``agreed``), whether each acknowledgement is its session's own.
    """

    position: int
    approval: Approval
    changes: tuple[str, ...]
    numbers: tuple[int, ...]
    signed: bool
    agreed: bool = False


class Audit(NamedTuple):
    """The whole line. ``judgeable`` is false where the charter never named an approver's key."""

    entries: tuple[Entry, ...]
    judgeable: bool

    @property
    def unverified(self) -> tuple[Entry, ...]:
        """The commits that nobody approved."""
        return tuple(entry for entry in self.entries if not entry.approval.verified)
