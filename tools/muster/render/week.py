"""A week by the schedules, on the terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, tzinfo
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from rich.console import Console
from rich.text import Text

from muster.engine.week import Alike, Day, Entry, Shared, Untold, Week
from muster.model.local_time import clock_changes, moment, window
from muster.model.spans import spans
from muster.render.screen import line
from muster.render.untrusted import for_terminal
from muster.render.words import spot

_BETWEEN = "  "  # before each column
_LEAST = 8  # of a column's width, however narrow the terminal is
_LABEL = 14  # of what stands below the days
_NO_TIME = "any time"


class About(NamedTuple):
    """What a week is of: the team, where its registry was read, which week, in which zone."""

    team: str
    at: str
    number: int
    zone: tzinfo


def print_week(console: Console, about: About, found: Week) -> None:
    """Print a timetable for the days that are alike, then what is to be told beside it."""
    first, last = found.days[0], found.days[-1]
    dates = _dates(first, last) if first.date else "no dates yet"
    line(console, (about.team, "bold"), (f"  {about.at}", "dim"))
    line(console, f"Week {about.number}: {dates}, times in {about.zone}")
    for alike in found.alike:
        line(console)
        days, between = _heading(alike, found)
        line(console, (days, "bold"), (f"  {between}" if between else "", "dim"))
        if alike.shared:
            _print_rows(console, alike.shared)
        else:
            line(console, ("nothing", "dim"), indent=len(_BETWEEN))
    told = list(_beside(about, found))
    for index, (label, text) in enumerate(told):
        if not index:
            line(console)
        line(console, text, indent=_LABEL, label=(label, "bold"))


def week_data(about: About, found: Week) -> dict[str, Any]:
    """The same as data; times with a date also as points in time, local and UTC."""
    begins, ends = found.days[0].date, found.days[-1].date
    return {
        "week": about.number,
        "begins": begins.isoformat() if begins else None,
        "ends": ends.isoformat() if ends else None,
        "timezone": str(about.zone),
        "days": [
            {
                "weekday": day.weekday,
                "date": day.date.isoformat() if day.date else None,
                "entries": [_entry_data(day.date, each, about.zone) for each in day.entries],
            }
            for day in found.days
        ],
        "pending": list(found.pending),
        "idle": list(found.idle),
        "untold": [untold_data(each) for each in found.untold],
    }


def untold_data(untold: Untold) -> dict[str, Any]:
    """What could not be read, as data."""
    place = untold.place
    return {
        "number": untold.number,
        "file": place.path,
        "line": place.line or None,
        "column": place.column or None,
        "message": untold.message,
    }


def _entry_data(day: date | None, entry: Entry, zone: tzinfo) -> dict[str, Any]:
    return {
        "number": entry.number,
        "name": entry.name,
        "title": entry.title,
        "pending": not entry.registered,
        "do": entry.do,
        "kind": entry.kind.value,
        "when": entry.when,
        "minutes": {"start": entry.start, "end": entry.end, "due": entry.due},
        **(_points(day, entry, zone) if day else {"local": None, "utc": None}),
        "file": entry.path,
    }


def _points(day: date, entry: Entry, zone: tzinfo) -> dict[str, Any]:
    """Start, end and deadline of an entry with a date, in the zone and in UTC."""
    start = end = due = None
    if entry.start is not None and entry.end is not None:
        start, end = window(day, entry.start, entry.end, zone)
    if entry.due is not None:
        due = moment(day, entry.due, zone)
    points = {"start": start, "end": end, "due": due}
    return {
        "local": {name: at.isoformat() if at else None for name, at in points.items()},
        "utc": {
            name: at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
            for name, at in points.items()
        },
    }


def _beside(about: About, found: Week) -> Iterator[tuple[str, str]]:
    """What a timetable does not show, as labels and texts."""
    yield from (("Clock:", text) for text in _clock_told(about.zone, found.days))
    if found.pending:
        yield "Pending:", f"{spans(found.pending)}, planned and held by nobody yet"
    if found.idle:
        yield "No schedule:", spans(found.idle)
    for untold in found.untold:
        yield "Not read:", f"{spot(untold.place)}: {untold.message}"


def _clock_told(zone: tzinfo, days: Sequence[Day]) -> Iterator[str]:
    begins, ends = days[0].date, days[-1].date
    if begins is None or ends is None:
        return
    for change in clock_changes(zone, moment(begins, 0, zone), moment(ends, 24 * 60, zone)):
        before, after = change.shows
        turns = "forward" if after > before else "back"
        yield (f"goes {turns} on {before:%a} {before.date()}: {before:%H:%M} becomes {after:%H:%M}")


def _heading(alike: Alike, found: Week) -> tuple[str, str]:
    """Which days, and their dates where they are known: ``Mon-Wed, Fri``."""
    if len(alike.days) == len(found.days):
        return "Every day", ""
    rows = _in_a_row(alike.days, found.days)
    return (
        ", ".join(_span(first.weekday.title(), last.weekday.title(), "-") for first, last in rows),
        ", ".join(_dates(first, last) for first, last in rows if first.date),
    )


def _in_a_row(days: Sequence[Day], every: Sequence[Day]) -> list[tuple[Day, Day]]:
    """The first and last of each stretch of days that follow each other in a week."""
    rows: list[tuple[Day, Day]] = []
    for among, row in groupby(every, key=lambda day: day in days):
        if among:
            first, *rest = row
            rows.append((first, (rest or [first])[-1]))
    return rows


def _dates(first: Day, last: Day) -> str:
    return _span(str(first.date), str(last.date), " to ")


def _span(first: str, last: str, between: str) -> str:
    return first if first == last else f"{first}{between}{last}"


def _print_rows(console: Console, rows: Sequence[Shared]) -> None:
    """Print when, what and who in columns as wide as they need, wrapped at words."""
    cells = [
        [Text(row.when or _NO_TIME), Text(for_terminal(row.do)), Text(_who(row.entries), "dim")]
        for row in rows
    ]
    longest = [max(cell.cell_len for cell in column) for column in zip(*cells, strict=True)]
    when = min(longest[0], max(console.width // 3, _LEAST))
    left = max(console.width - when - 3 * len(_BETWEEN), 2 * _LEAST)
    who = min(longest[2], max(left // 2, left - longest[1]))
    widths = (when, min(longest[1], left - who), who)
    for row in cells:
        wrapped = [cell.wrap(console, width) for cell, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=Text()):
            told = Text()
            for part, width in zip(parts, widths, strict=True):
                part.rstrip()
                told += Text(_BETWEEN) + part + Text(" " * (width - part.cell_len))
            told.rstrip()
            console.print(told, soft_wrap=True)


def _who(entries: Sequence[Entry]) -> str:
    """Whose it is: number and name, or for several the numbers, and their role if it is one."""
    known = spans(sorted({entry.number for entry in entries if entry.number is not None}))
    if len(entries) == 1:
        number = "?" if entries[0].number is None else known
        return for_terminal(f"{number} {entries[0].name}".rstrip())
    unknown = ", ?" if any(entry.number is None for entry in entries) else ""
    titles = {entry.title for entry in entries}
    return for_terminal(f"{known}{unknown} {titles.pop() if len(titles) == 1 else ''}".rstrip())
