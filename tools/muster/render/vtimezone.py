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
    """The zone from the year of ``first`` to the end of that of ``last``, each change told."""
    begins, ends = datetime(first.year, 1, 1, tzinfo=UTC), datetime(last.year + 1, 1, 1, tzinfo=UTC)
    begins -= timedelta(days=1)  # where the zone's year begins before that of UTC
    made = Timezone()
    made.add("TZID", zone.key)
    offset = begins.astimezone(zone).utcoffset() or timedelta()
    made.add_component(_observance(zone, begins, offset, offset))
    for change in clock_changes(zone, begins, ends + timedelta(days=1)):
        made.add_component(_observance(zone, change.at, change.before, change.after))
    return made


def _observance(
    zone: ZoneInfo, at: datetime, before: timedelta, after: timedelta
) -> TimezoneStandard | TimezoneDaylight:
    """What holds from a point in time on."""
    there = at.astimezone(zone)
    made = TimezoneDaylight() if there.dst() else TimezoneStandard()
    made.add("DTSTART", at.replace(tzinfo=None) + before)
    made.add("TZOFFSETFROM", before)
    made.add("TZOFFSETTO", after)
    made.add("TZNAME", there.tzname() or zone.key)
    return made
