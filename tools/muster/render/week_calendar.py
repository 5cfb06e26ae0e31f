"""A week as a calendar for import (iCalendar, RFC 5545).

Each entry of each day is an event of its own. A series would be shorter, but all of its events have
the same exact length (section 3.8.5.3), so a window over the night in which the clock changes would
end at the wrong time.

A moment is a box of 15 minutes that begins then, a deadline one that ends then and says ``By``. An
event without an end is an hour long in one client, a day in the next, and refused by a third; a
deadline at midnight would stand on the wrong day; and many calendars leave a task (VTODO) out when
they import. What has no time is an event of the whole day.

No event makes anybody busy: the calendar tells a human what the sessions do. What nobody holds yet
is tentative.

The same commit gives the same bytes. ``DTSTAMP`` is the commit's time: with a later commit it is
later, so that a calendar takes the change. An event keeps its ``UID`` as long as session, day and
work are the same, so that a changed time moves it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from muster.engine.week import Entry, Kind, Week
from muster.model.clock import clock
from muster.model.local_time import moment, window
from muster.render.untrusted import for_calendar
from muster.render.vtimezone import vtimezone

_BOX = 15  # minutes that a moment or a deadline takes in a calendar
_UTC = frozenset({"UTC", "Etc/UTC"})
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:muster:schedule")


def week_calendar(team: str, found: Week, zone: ZoneInfo, changed: datetime) -> bytes:
    """The calendar's bytes: UTF-8 with CRLF, lines folded.

    The week's days have dates; ``changed`` is when the registry's commit was made.
    """
    dated = [(day.date, day.entries) for day in found.days if day.date is not None]
    made = Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", "-//muster//schedule//EN")
    made.add("CALSCALE", "GREGORIAN")
    name = for_calendar(team)
    made.add("NAME", name)
    made.add("X-WR-CALNAME", name)  # what clients knew before RFC 7986
    if zone.key not in _UTC:
        made.add_component(vtimezone(zone, dated[0][0], dated[-1][0] + timedelta(days=2)))
    for day, entries in dated:
        for uid, entry in _named(team, day, entries):
            made.add_component(_event(uid, day, entry, zone, changed))
    return bytes(made.to_ical())


def _named(team: str, day: date, entries: tuple[Entry, ...]) -> Iterator[tuple[str, Entry]]:
    """Each entry with an id of its own, which does not depend on its time or on the others."""
    same: Counter[tuple[str, str]] = Counter()
    for entry in sorted(entries, key=lambda entry: (entry.path, entry.order)):
        again = same[entry.path, entry.do]
        same[entry.path, entry.do] += 1
        told = json.dumps([team, entry.path, day.isoformat(), entry.do, again])
        yield str(uuid5(_NAMESPACE, told)), entry


def _event(uid: str, day: date, entry: Entry, zone: ZoneInfo, changed: datetime) -> Event:
    made = Event()
    made.add("UID", uid)
    made.add("DTSTAMP", changed)
    begins, ends = _times(day, entry, zone)
    made.add("DTSTART", begins)
    made.add("DTEND", ends)
    by = f"By {clock(entry.due)}: " if entry.kind is Kind.DEADLINE and entry.due is not None else ""
    who = " ".join(filter(None, ["?" if entry.number is None else str(entry.number), entry.name]))
    made.add("SUMMARY", for_calendar(f"{by}{entry.do} ({who})"))
    made.add("DESCRIPTION", "\n".join(map(for_calendar, _description(entry, who, zone))))
    categories = [for_calendar(text) for text in (entry.title, entry.name) if text]
    if categories:
        made.add("CATEGORIES", categories)
    made.add("STATUS", "CONFIRMED" if entry.registered else "TENTATIVE")
    made.add("TRANSP", "TRANSPARENT")
    return made


def _times(day: date, entry: Entry, zone: ZoneInfo) -> tuple[date, date]:
    """Where the event begins and ends: points in time, or days for what has no time."""
    if entry.start is not None and entry.end is not None:
        ends = entry.end if entry.end > entry.start else entry.start + _BOX
        begun, ended = window(day, entry.start, ends, zone)
    elif entry.due is not None:
        ended = moment(day, entry.due, zone)
        begun = (ended.astimezone(UTC) - timedelta(minutes=_BOX)).astimezone(zone)
    else:
        return day, day + timedelta(days=1)
    return _written(begun, zone), _written(ended, zone)


def _written(at: datetime, zone: ZoneInfo) -> datetime:
    """The point in time as it can be read in one way: the clock's second showing only in UTC."""
    return at.astimezone(UTC) if at.fold or zone.key in _UTC else at


def _description(entry: Entry, who: str, zone: ZoneInfo) -> Iterator[str]:
    yield f"Session {who}" + (f": {entry.title}" if entry.title else "")
    match entry.kind:
        case Kind.MOMENT:
            yield f"Begins at {entry.when} ({zone.key}); its end is not told."
        case Kind.UNTIMED:
            yield "At any time of the day."
        case _:
            yield f"{entry.when} ({zone.key})"
    if not entry.registered:
        yield "Pending: nobody holds this number yet."
    yield entry.path
