"""The part of a range dimension that would fit a target, and whose integers it takes or leaves."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from muster.model.figures.words import folded
from muster.model.integer_ranges import MOST, IntegerRanges, read_integer_ranges
from muster.model.unreadable_extent import UnreadableExtentError
from muster.rules.case import Case
from muster.rules.counted_part import CountedPart, counted_part
from muster.rules.holder import called

_LONGEST = 80  # characters of a proposal: with more parts than that nobody repairs it by hand


class Repair(NamedTuple):
    """Another part of the size of the target, and whose part it touches."""

    extent: str
    why: str
    other: CountedPart | None = None
    others: str = ""


class Neighbours:
    """Who counts which part of a dimension by the same metric; asked only where a target fails."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def repair(self, part: CountedPart) -> Repair | None:
        """The nearest part of the right size; None where no range can have it."""
        if not isinstance(part.extent, IntegerRanges) or not part.lacks or part.target < 1:
            return None
        end = part.extent.spans[-1][1]
        if part.lacks > MOST - end:
            return None
        if part.lacks < 0:
            repair = self._narrower(part, part.extent)
        else:
            added = IntegerRanges(((end + 1, end + part.lacks),))
            if not self._covered(part, added):
                return None
            repair = self._wider(part, part.extent, added)
        return repair if len(repair.extent) <= _LONGEST else None

    def contested(self, part: CountedPart) -> bool:
        """Whether somebody counts an end of the part too: then the two must share it out first."""
        if not isinstance(part.extent, IntegerRanges):
            return False
        ends = part.extent.spans[0][0], part.extent.spans[-1][1]
        return any(self._at(part, end, end) is not None for end in ends)

    def _covered(self, part: CountedPart, added: IntegerRanges) -> bool:
        """Whether the charter wants the session to cover what it would get, or says nothing."""
        charter = self._case.charter
        entries = charter.coverage if charter else ()
        wanted = [
            entry
            for entry in entries
            if entry.dimension == part.dimension and part.session.number in entry.by
        ]
        wholes: list[IntegerRanges] = []
        for entry in wanted:
            with suppress(UnreadableExtentError):
                given = entry.of if isinstance(entry.of, list) else [entry.of]
                wholes.append(read_integer_ranges(given))
        return not wanted or any(not whole.gaps(added).size for whole in wholes)

    def _wider(self, part: CountedPart, extent: IntegerRanges, added: IntegerRanges) -> Repair:
        wider = extent.union(added).told()
        other = self._at(part, *added.spans[0])
        if other is None or not isinstance(other.extent, IntegerRanges):
            return Repair(wider, "")
        taken = added.meet(other.extent)
        whose = f" ({_these(taken)} {called(other.session)}'s now"
        if taken == added and other.lacks == -part.lacks:
            rest = added.gaps(other.extent)
            return Repair(wider, f"{whose}, which has {part.lacks} too many)", other, rest.told())
        return Repair(wider, f"{whose})", other)

    def _narrower(self, part: CountedPart, extent: IntegerRanges) -> Repair:
        spare = -part.lacks
        first = extent.spans[0][0]
        before = self._at(part, first - 1, first - 1)
        if (
            before is not None
            and before.lacks == spare
            and isinstance(before.extent, IntegerRanges)
        ):
            given = _first(extent, spare)
            if given.spans == ((first, first + spare - 1),):
                return Repair(
                    given.gaps(extent).told(),
                    f" ({_these(given)} what {called(before.session)} lacks)",
                    before,
                    before.extent.union(given).told(),
                )
        return Repair(_first(extent, part.size - spare).told(), "")

    def _at(self, part: CountedPart, low: int, high: int) -> CountedPart | None:
        """Who counts the first of some integers."""
        found = self._found.get((part.dimension, folded(part.metric.name)), [])
        at = bisect_right(found, high, key=lambda each: each[0])
        for _, end, other in reversed(found[max(at - 2, 0) : at]):
            if end >= low and other.session.path != part.session.path:
                return other
        return None

    @cached_property
    def _found(self) -> dict[tuple[str, str], list[tuple[int, int, CountedPart]]]:
        parts: dict[tuple[str, str], list[tuple[int, int, CountedPart]]] = {}
        for session in self._case.after.sessions:
            for index, metric in enumerate(session.goal.metrics):
                part = counted_part(self._case, session, index, metric) if metric.counts else None
                if part is None or not isinstance(part.extent, IntegerRanges):
                    continue
                parts.setdefault((part.dimension, folded(metric.name)), []).extend(
                    (low, high, part) for low, high in part.extent.spans
                )
        for found in parts.values():
            found.sort(key=lambda each: each[:2])
        return parts


def _these(integers: IntegerRanges) -> str:
    return f"{integers.told()} {'is' if integers.size == 1 else 'are'}"


def _first(extent: IntegerRanges, count: int) -> IntegerRanges:
    """The first integers of an extent."""
    kept: list[tuple[int, int]] = []
    for low, high in extent.spans:
        if count <= 0:
            break
        kept.append((low, min(high, low + count - 1)))
        count -= high - low + 1
    return IntegerRanges(tuple(kept))
