"""Local times of a day as points in time, and where a zone changes its clock.

A minute of the day is what the clock shows, not how long the day has lasted. A time that the clock
skips is told by the offset before the change, and one that it shows twice is the first of the two:
so says RFC 5545, section 3.3.5, and so do calendar clients.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from muster.model.clock import DAY

_HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


class ClockChange(NamedTuple):
    """Where a zone's offset changes; ``at`` is in UTC and on the second."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def shows(self) -> tuple[datetime, datetime]:
        """What the clock shows when it changes, and what then, without a zone."""
        naive = self.at.replace(tzinfo=None)
        return naive + self.before, naive + self.after


def moment(day: date, minute: int, zone: tzinfo) -> datetime:
    """A minute of a day in its zone; above 1440 it is one of the next day."""
    days, rest = divmod(minute, DAY)
    shown = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), zone)
    return shown.astimezone(UTC).astimezone(zone)


def window(day: date, start: int, end: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """Where a window of a day begins and ends; it ends after it begins, as its minutes do.

    A window that lies within the time that the clock skips keeps its length and moves behind it.
    """
    first, last = moment(day, start, zone), moment(day, end, zone)
    if last.astimezone(UTC) <= first.astimezone(UTC):
        length = timedelta(minutes=end - start)
        last = (first.astimezone(UTC) + length).astimezone(zone)
    return first, last


def clock_changes(zone: tzinfo, begins: datetime, ends: datetime) -> Iterator[ClockChange]:
    """The changes after ``begins`` until ``ends``, both with a zone of their own.

    It looks at every hour; no zone changes its clock twice within one.
    """
    here, last = begins.astimezone(UTC), ends.astimezone(UTC)
    before = _offset(here, zone)
    while here < last:
        there = min(here + _HOUR, last)
        after = _offset(there, zone)
        if after != before:
            yield ClockChange(_change(here, there, zone), before, after)
        here, before = there, after


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The second on which the offset that holds after it begins."""
    held = _offset(before, zone)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        before, after = (middle, after) if _offset(middle, zone) == held else (before, middle)
    return after


def _offset(at: datetime, zone: tzinfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
