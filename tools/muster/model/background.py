"""How common a word is in descriptions of roles: the background that a team of twelve lacks.

``background.txt`` counts in how many published descriptions each stem stands. ``make background``
writes it from the collections in ``tests/data/overlap``; a stem that stands in one only is not in
it, since it weighs as much as an unknown one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from math import log
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("background.txt")
_SMOOTH = 0.5
_HEAD = "# Stems by the number of role descriptions that they stand in. Made by: make background"


class Background(NamedTuple):
    """Document counts by stem, out of ``documents`` in all."""

    documents: int
    counts: Mapping[str, int]

    def weight(self, stem: str) -> float:
        """Inverse document frequency: natural logarithm, highest for what is unknown."""
        seen = max(self.counts.get(stem, 1), 1)
        return max(0.0, log((self.documents + _SMOOTH) / (seen + _SMOOTH)))

    def without(self, document: Collection[str]) -> Background:
        """The background as it were without one of its documents, given by its stems."""
        counts = dict(self.counts)
        for stem in set(document) & counts.keys():
            counts[stem] -= 1
        return Background(self.documents - 1, counts)

    def text(self) -> str:
        """What ``read_background`` reads."""
        by_count: dict[int, list[str]] = {}
        for stem, count in self.counts.items():
            by_count.setdefault(count, []).append(stem)
        lines = [f"{count} {' '.join(sorted(by_count[count]))}" for count in sorted(by_count)]
        return "\n".join([_HEAD, f"documents {self.documents}", *lines, ""])


def count(documents: Iterable[Collection[str]]) -> Background:
    """Count the stems of documents; what stands in one only is left out."""
    sets = [set(document) for document in documents]
    found = Counter(stem for document in sets for stem in document)
    return Background(len(sets), {stem: number for stem, number in found.items() if number > 1})


def read_background(text: str) -> Background:
    """Read what ``Background.text`` wrote."""
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    counts = {stem: int(number) for number, *stems in rows[1:] for stem in stems}
    return Background(int(rows[0][1]), counts)


@cache
def shipped() -> Background:
    """The background that muster brings."""
    return read_background(_FILE.read_text("utf-8"))
