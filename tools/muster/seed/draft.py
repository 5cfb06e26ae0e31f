"""What an import gives: records as mappings, and what it took and could not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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


@dataclass
class Notes:
    """Collects the sentences of one part while it is built."""

    took: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)

    def fit(self, text: str, limit: int, what: str) -> str:
        """Return the text, cut at a word where it is too long for the schema, and say so."""
        if len(text) <= limit:
            return text
        cut = text[: limit + 1].rpartition(" ")[0]
        if len(cut) < limit // 2:  # one very long word
            cut = text[:limit]
        self.untold.append(f"{what}: the text is longer than {limit} characters and was cut")
        return cut

    def part(self, record: Mapping[str, object]) -> Part:
        """Return the finished part."""
        return Part(record, tuple(dict.fromkeys(self.took)), tuple(dict.fromkeys(self.untold)))


def quoted(text: str) -> str:
    """Return a text as a sentence may hold it: in quotes and not too long."""
    return f'"{text}"' if len(text) <= 80 else f'"{text[:79]}…"'
