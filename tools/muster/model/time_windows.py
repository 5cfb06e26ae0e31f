"""Extents of a time dimension: windows of a day, to the minute."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muster.model.intervals import Intervals, common, count, halves, joined, without
from muster.model.unreadable_extent import UnreadableExtentError

_WINDOW = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
DAY = 24 * 60
"""The minutes of a day."""


@dataclass(frozen=True, slots=True)
class TimeWindows:
    """A union of half-open windows of a day in minutes, sorted and merged; midnight is split."""

    spans: Intervals

    @property
    def size(self) -> int:
        """How many minutes of the day it has."""
        return count(self.bounds())

    def meets(self, other: object) -> bool:
        """Whether a minute is in both; windows that only touch share none."""
        return isinstance(other, TimeWindows) and bool(common(self.bounds(), other.bounds()))

    def disjoint(self, other: object) -> bool:
        """Whether no minute is in both; an extent of another kind is neither one nor the other."""
        return isinstance(other, TimeWindows) and not common(self.bounds(), other.bounds())

    def meet(self, other: TimeWindows) -> TimeWindows:
        """The minutes that both have."""
        return _of_minutes(common(self.bounds(), other.bounds()))

    def union(self, other: TimeWindows) -> TimeWindows:
        """The minutes that one of the two has."""
        return _of_minutes(joined(self.bounds() + other.bounds()))

    def gaps(self, whole: TimeWindows) -> TimeWindows:
        """The minutes of the whole that it lacks."""
        return _of_minutes(without(whole.bounds(), self.bounds()))

    def halves(self) -> tuple[TimeWindows, TimeWindows]:
        """Its earlier and its later half of the day; the earlier has the odd minute."""
        lower, upper = halves(self.bounds())
        return _of_minutes(lower), _of_minutes(upper)

    def told(self) -> str:
        """As a record would have it: ``10:00-11:00, 22:00-06:00``."""
        spans = list(self.spans)
        if self.around_midnight():
            spans = [*spans[1:-1], (spans[-1][0], spans[0][1])]
        return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)

    def around_midnight(self) -> Intervals:
        """The two spans that are one window over midnight; none where there is no such window."""
        over = len(self.spans) > 1 and self.spans[0][0] == 0 and self.spans[-1][1] == DAY
        return (self.spans[0], self.spans[-1]) if over else ()

    def bounds(self) -> Intervals:
        """Its minutes as closed intervals."""
        return tuple((start, end - 1) for start, end in self.spans)


def read_time_windows(items: list[object]) -> TimeWindows:
    """Read windows; one that ends before it begins goes over midnight.

    Raises ``UnreadableExtentError``.
    """
    return _of_minutes(joined(part for item in items for part in _window(item)))


def _window(item: object) -> Intervals:
    if not isinstance(item, str):
        raise UnreadableExtentError('takes time windows like "10:00-11:00"')
    return _read(item)


@lru_cache(maxsize=1 << 12)
def _read(item: str) -> Intervals:
    found = _WINDOW.fullmatch(item)
    if found is None:
        raise UnreadableExtentError('takes time windows like "10:00-11:00"')
    hours = [int(part) for part in found.groups()]
    start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if max(hours[1], hours[3]) > 59 or start >= DAY or end > DAY or start == end:
        raise UnreadableExtentError("has a time window that no clock shows")
    if start < end:
        return ((start, end - 1),)
    late = (start, DAY - 1)
    return ((0, end - 1), late) if end else (late,)


def _of_minutes(minutes: Intervals) -> TimeWindows:
    return TimeWindows(tuple((low, high + 1) for low, high in minutes))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
