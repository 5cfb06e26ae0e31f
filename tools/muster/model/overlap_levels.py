"""From which likeness on an overlap is told, and how: the defaults, and the charter's own."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

from muster.model.finding import Verdict


class OverlapLevels(NamedTuple):
    """Scores, 0 to 1; measured by ``make bench-overlap``."""

    block: float = 0.9
    """Nearly the same work: only the scope can tell the two apart."""
    review: float = 0.467
    """Of twelve different roles one pair in six teams passes it, and two of three twins."""
    note: float = 0.36
    """Worth to know of; half of these pairs are different work."""

    @property
    def lowest(self) -> float:
        """Below this nothing is told; above 0, since works without a common word score 0."""
        return max(min(self), 0.01)

    @property
    def alarm(self) -> float:
        """From here on somebody must look or it is refused."""
        return min(self.review, self.block)

    def verdict(self, score: float, *, unscoped: bool) -> Verdict | None:
        """How a score is told of two sessions that nothing separates; None: not at all.

        ``unscoped``: neither has a scope, or both have the same; then alike work is the same work.
        """
        if score >= self.block and unscoped:
            return Verdict.BLOCK
        if score >= self.alarm:
            return Verdict.REVIEW
        return Verdict.NOTE if score >= self.note else None


def read_levels(given: Mapping[str, float]) -> OverlapLevels:
    """The charter's levels over the defaults; what is no score counts as not given.

    Whatever order they are in: a level above the next worse one has no effect.
    """
    known = {
        level: float(number)
        for level, number in given.items()
        if level in OverlapLevels._fields and _is_score(number)
    }
    return OverlapLevels()._replace(**known)


def _is_score(number: float) -> bool:
    return isfinite(number) and 0 <= number <= 1 if isinstance(number, float) else 0 <= number <= 1
