"""A time zone as a calendar carries it (VTIMEZONE), for the years that it needs.

icalendar's own makes the clock go forward an hour too late: it tells the change by what the clock
shows afterwards, and RFC 5545, section 3.6.5, wants what it showed by the offset before.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from muster.model.local_time import clock_changes


def vtimezone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """The zone around the years from ``first`` to ``last``, with each change of the clock.

    It begins a year earlier: readers take how much a change moves the clock from the change itself,
    so the one that still holds on the first day has to be there.
    """
    begins = datetime(first.year - 1, 1, 1, tzinfo=UTC)
    ends = datetime(last.year + 1, 1, 2, tzinfo=UTC)
    made = Timezone()
    made.add("TZID", zone.key)
    offset = begins.astimezone(zone).utcoffset() or timedelta()
    made.add_component(_observance(zone, begins, offset, offset))
    for change in clock_changes(zone, begins, ends):
        made.add_component(_observance(zone, change.at, change.before, change.after))
    return made


def _observance(
    zone: ZoneInfo, at: datetime, before: timedelta, after: timedelta
) -> TimezoneStandard | TimezoneDaylight:
    """What holds from a point in time on; daylight saving is what puts the clock forward.

    The database has zones whose winter is the exception (Europe/Dublin); readers know only the
    other way round.
    """
    made = TimezoneDaylight() if after > before else TimezoneStandard()
    made.add("DTSTART", at.replace(tzinfo=None) + before)
    made.add("TZOFFSETFROM", before)
    made.add("TZOFFSETTO", after)
    made.add("TZNAME", at.astimezone(zone).tzname() or zone.key)
    return made
