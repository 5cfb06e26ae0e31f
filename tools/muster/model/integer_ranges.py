"""Extents of a range dimension: integers, and ranges of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from muster.model.intervals import Intervals, common, count, halves, joined, without
from muster.model.unreadable_extent import UnreadableExtentError

_RANGE = re.compile(r"([0-9]{1,9})(?: ?[-–] ?([0-9]{1,9}))?")
MOST = 10**9 - 1
"""The largest integer of a range."""


@dataclass(frozen=True, slots=True)
class IntegerRanges:
    """A union of closed integer ranges, sorted and merged: ``[1-10, 21-25]``."""

    spans: Intervals

    @property
    def size(self) -> int:
        """How many integers it has."""
        return count(self.spans)

    def meets(self, other: object) -> bool:
        """Whether an integer is in both."""
        return isinstance(other, IntegerRanges) and bool(common(self.spans, other.spans))

    def disjoint(self, other: object) -> bool:
        """Whether no integer is in both; an extent of another kind is neither one nor the other."""
        return isinstance(other, IntegerRanges) and not common(self.spans, other.spans)

    def meet(self, other: IntegerRanges) -> IntegerRanges:
        """The integers that both have."""
        return IntegerRanges(common(self.spans, other.spans))

    def union(self, other: IntegerRanges) -> IntegerRanges:
        """The integers that one of the two has."""
        return IntegerRanges(joined(self.spans + other.spans))

    def gaps(self, whole: IntegerRanges) -> IntegerRanges:
        """The integers of the whole that it lacks."""
        return IntegerRanges(without(whole.spans, self.spans))

    def halves(self) -> tuple[IntegerRanges, IntegerRanges]:
        """Its lower and its upper half; the lower has the odd one."""
        lower, upper = halves(self.spans)
        return IntegerRanges(lower), IntegerRanges(upper)

    def told(self) -> str:
        """As a record would have it: ``1-10, 15``."""
        return ", ".join(f"{low}-{high}" if low < high else f"{low}" for low, high in self.spans)

    def bounds(self) -> Intervals:
        """Intervals that meet another's exactly where the extents do."""
        return self.spans


def read_integer_ranges(items: list[object]) -> IntegerRanges:
    """Read integers and ranges of them.

    Raises ``UnreadableExtentError``.
    """
    return IntegerRanges(joined(_range(item) for item in items))


def _range(item: object) -> tuple[int, int]:
    if type(item) is int and 0 <= item <= MOST:
        return item, item
    found = _RANGE.fullmatch(item) if isinstance(item, str) else None
    if found is None:
        raise UnreadableExtentError("takes integers and ranges like 1-25 or [1-10, 21-25]")
    low = int(found[1])
    high = int(found[2]) if found[2] else low
    if high < low:
        raise UnreadableExtentError("has a range that ends before it begins")
    return low, high
