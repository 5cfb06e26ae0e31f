"""Extents of a dimension that is a list of labels."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from muster.model.unreadable_extent import UnreadableExtentError

_MOST_TOLD = 12
"""How many of the charter's labels a message names."""


@dataclass(frozen=True, slots=True)
class Labels:
    """A set of the charter's labels."""

    labels: frozenset[str]

    @property
    def size(self) -> int:
        """How many labels it has."""
        return len(self.labels)

    def meets(self, other: object) -> bool:
        """Whether a label is in both."""
        return isinstance(other, Labels) and not self.labels.isdisjoint(other.labels)

    def disjoint(self, other: object) -> bool:
        """Whether no label is in both; an extent of another kind is neither one nor the other."""
        return isinstance(other, Labels) and self.labels.isdisjoint(other.labels)

    def meet(self, other: Labels) -> Labels:
        """The labels that both have."""
        return Labels(self.labels & other.labels)

    def union(self, other: Labels) -> Labels:
        """The labels that one of the two has."""
        return Labels(self.labels | other.labels)

    def gaps(self, whole: Labels) -> Labels:
        """The labels of the whole that it lacks."""
        return Labels(whole.labels - self.labels)

    def halves(self) -> tuple[Labels, Labels]:
        """The first and the second half of its labels, sorted; the first has the odd one."""
        labels = sorted(self.labels)
        half = (len(labels) + 1) // 2
        return Labels(frozenset(labels[:half])), Labels(frozenset(labels[half:]))

    def told(self) -> str:
        """As a record would have it, sorted: ``early, late``."""
        return ", ".join(sorted(self.labels))

    def bounds(self) -> tuple[tuple[str, str], ...]:
        """Intervals that meet another's exactly where the extents do."""
        return tuple((label, label) for label in sorted(self.labels))


def read_labels(items: list[object], declared: Set[str], told: tuple[str, ...]) -> Labels:
    """Read labels, each one ``declared``; ``told`` are the same in the charter's order.

    Raises ``UnreadableExtentError``.
    """
    for item in items:
        if not isinstance(item, str) or item not in declared:
            more = len(told) - _MOST_TOLD
            rest = f" and {more:,} more" if more > 0 else ""
            raise UnreadableExtentError(
                f"takes the charter's labels: {', '.join(told[:_MOST_TOLD])}{rest}"
            )
    return Labels(frozenset(item for item in items if isinstance(item, str)))
