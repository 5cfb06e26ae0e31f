"""The audit of main: every change of its registry, with its approval."""

from __future__ import annotations

from typing import NamedTuple

from muster.engine.forge_word import Said
from muster.model.approval import Approval


class Entry(NamedTuple):
    """One commit of main that changed the registry.

    ``position`` counts such commits from 1. ``changes`` say what it did to each file; ``signed`` is
    whether every commit that it merges is signed, by the key of the record where it brings one;
    where it activated a team (``agreed``), whether each acknowledgement is its session's own.
    ``said`` is what the forge says of it, None where nobody asked.
    """

    position: int
    approval: Approval
    changes: tuple[str, ...]
    numbers: tuple[int, ...]
    signed: bool
    agreed: bool = False
    said: Said | None = None


class Audit(NamedTuple):
    """The whole line. ``judgeable`` is false where nobody ever could approve, neither by a key in
    the charter nor on the forge.

    ``nameless``: the charter in force leaves approval to the forge, and names no approver by a
    login there, so that nobody can be found to have approved. ``asked``: the forge was.
    """

    entries: tuple[Entry, ...]
    judgeable: bool
    nameless: bool = False
    asked: bool = False

    @property
    def uncounted(self) -> tuple[Entry, ...]:
        """The commits that nobody approved."""
        return tuple(entry for entry in self.entries if not entry.approval.counts)

    @property
    def assumed(self) -> tuple[Entry, ...]:
        """Those that count by the forge's word, and nobody looked or it could not say."""
        return tuple(entry for entry in self.entries if entry.approval.assumed)

    @property
    def on_forge(self) -> tuple[Entry, ...]:
        """Those of which the forge said in this run who approved."""
        return tuple(e for e in self.entries if e.approval.forge and e.approval.verified)
