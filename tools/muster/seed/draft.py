"""What an import gives: records as mappings, and what it took and could not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from muster.model.notes import Notes


@dataclass(frozen=True)
class Part:
    """One record, keys in the schema's order, ready for ``muster.model.dump.dump``.

    ``took`` and ``untold`` are short sentences for people: what was taken from the text and how,
    and what of it could not be told or was left out.
    """

    record: Mapping[str, object]
    took: tuple[str, ...]
    untold: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A document's charter and sessions, the sessions sorted by number."""

    charter: Part
    sessions: tuple[Part, ...]


def finished(record: Mapping[str, object], notes: Notes) -> Part:
    """A part of its record and what was noted on the way, each sentence once."""
    return Part(record, tuple(dict.fromkeys(notes.took)), tuple(dict.fromkeys(notes.untold)))
