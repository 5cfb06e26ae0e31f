"""What a reader of free text took and could not tell, as sentences for people."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Notes:
    """Collects the sentences of one text while it is read."""

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


def quoted(text: str) -> str:
    """Return a text as a sentence may hold it: in quotes and not too long."""
    return f'"{text}"' if len(text) <= 80 else f'"{text[:79]}…"'
