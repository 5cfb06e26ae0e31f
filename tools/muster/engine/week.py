"""A week by the schedules: who does what on which day, and when.

All times are the charter's local time. The sessions of the registry count, whether somebody holds
their number or a slot only plans it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from muster.model.clock import DAY, clock, read_clock
from muster.model.days import WEEK, days_of
from muster.model.finding import Place
from muster.model.lenient import items
from muster.model.registry import Registry, RegistryFile
from muster.model.session import Session

FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(9997, 12, 31)
"""No week goes beyond: its nights, and the years around it, fit into the calendar everywhere."""


_FORMS = {
    "at": 'at is a time like "08:00" or a window like "10:00-11:00"',
    "by": 'by is a time like "08:00"',
    "days": "days are daily, a span like mon-fri or a list like mon,wed,fri",
}

_FIELDS = frozenset({"do", *_FORMS})


class Kind(StrEnum):
    """What an entry tells of its time."""

    WINDOW = "window"
    MOMENT = "moment"
    DEADLINE = "deadline"
    UNTIMED = "untimed"


class Entry(NamedTuple):
    """What one session does on a day, in minutes of that day.

    ``start`` and ``end`` are where a window begins and ends, equal for a moment; a window over
    midnight ends above 1440 and stands on the day on which it begins. ``due`` is a deadline, which
    may stand alone or beside a time. What is not told is None. ``path`` is the session's record,
    ``order`` the place in its schedule.
    """

    number: int | None
    name: str
    title: str
    registered: bool
    do: str
    start: int | None
    end: int | None
    due: int | None
    path: str
    order: int

    @property
    def kind(self) -> Kind:
        """Which of the four it is; a time counts more than the deadline beside it."""
        if self.start is None:
            return Kind.UNTIMED if self.due is None else Kind.DEADLINE
        return Kind.MOMENT if self.start == self.end else Kind.WINDOW

    @property
    def when(self) -> str:
        """Its time as a record has it: ``10:00-11:00``, ``08:00``, ``by 08:00``; or empty."""
        told = []
        if self.start is not None:
            told.append(clock(self.start))
        if self.start is not None and self.end is not None and self.end != self.start:
            told[0] += f"-{clock(self.end - DAY if self.end > DAY else self.end)}"
        if self.due is not None:
            told.append(f"by {clock(self.due)}")
        return ", ".join(told)


class Day(NamedTuple):
    """One day: ``mon`` to ``sun``, its date where one is known, its entries in order of time."""

    weekday: str
    date: date | None
    entries: tuple[Entry, ...]


class Untold(NamedTuple):
    """What could not be read, so that no day has it: where it stands, whose it is, what is wrong.

    ``number`` is None where neither the record nor its file's name tells one.
    """

    place: Place
    number: int | None
    message: str


class Shared(NamedTuple):
    """Entries of one day that say the same at the same time, by number; at least one."""

    when: str
    do: str
    entries: tuple[Entry, ...]


class Alike(NamedTuple):
    """The days on which the same is done, in their order, and what that is."""

    days: tuple[Day, ...]
    shared: tuple[Shared, ...]


class Week(NamedTuple):
    """Seven days in a row, and what is to be told beside them.

    ``pending`` are the numbers with an entry in the week that nobody holds yet; ``idle`` those
    whose record has no schedule, held or not. Both ascend.
    """

    days: tuple[Day, ...]
    pending: tuple[int, ...]
    idle: tuple[int, ...]
    untold: tuple[Untold, ...]

    @property
    def alike(self) -> tuple[Alike, ...]:
        """The days, equal ones together, in the order of the first of them."""
        groups: dict[tuple[Entry, ...], list[Day]] = {}
        for day in self.days:
            groups.setdefault(day.entries, []).append(day)
        return tuple(Alike(tuple(days), _shared(entries)) for entries, days in groups.items())


def week_begins(starts: date, number: int) -> date | None:
    """The first day of week ``number``, which counts from 1, where week one begins on ``starts``.

    None where the calendar has no such week.
    """
    last = LAST_DAY - timedelta(days=6)
    if number < 1 or not FIRST_DAY <= starts <= last or number - 1 > (last - starts).days // 7:
        return None
    return starts + timedelta(days=7 * (number - 1))


def week(registry: Registry, begins: date | None = None, *, only: int | None = None) -> Week:
    """The seven days from ``begins`` on, or Monday to Sunday without dates where none is known.

    ``begins`` is a day that ``week_begins`` gives, whatever day of the week it is. ``only`` is the
    number of the one session that is asked for.
    """
    found = [
        _Schedule(file) for file in registry.session_files if only is None or file.held == only
    ]
    by_day: dict[str, list[Entry]] = {weekday: [] for weekday in WEEK}
    for each in found:
        for entry, days in each.entries:
            for weekday in days:
                by_day[weekday].append(entry)
    for entries in by_day.values():
        entries.sort(key=_by_time)
    return Week(
        tuple(Day(weekday, day, tuple(by_day[weekday])) for weekday, day in _days(begins)),
        _numbers(each.number for each in found if each.entries and not each.registered),
        _numbers(each.number for each in found if each.idle),
        tuple(told for each in found for told in each.untold),
    )


class _Schedule:
    """One record's schedule: each of its items becomes an entry or is told as unreadable."""

    def __init__(self, file: RegistryFile) -> None:
        self.number = file.held
        self.registered = file.session is not None and file.session.registered
        self.entries: list[tuple[Entry, frozenset[str]]] = []
        self.untold: list[Untold] = []
        self.idle = False
        if file.session is None:
            self._miss(file.place(), "The record can't be read, so its schedule is not known.")
            return
        given = file.session.raw.get("schedule")
        if not isinstance(given, list | None):
            self._miss(file.place("schedule"), "The schedule is no list.")
            return
        self.idle = not given
        for order, item in enumerate(items(given)):
            self._read(file.session, order, item)

    def _read(self, session: Session, order: int, item: object) -> None:
        if not isinstance(item, dict):
            self._miss(session.place("schedule", order), "The item is no mapping.")
            return
        do = item.get("do")
        if not isinstance(do, str) or not do.strip():
            self._miss(
                session.place("schedule", order, "do"), "The item does not say what is done."
            )
            return
        if other := sorted(item.keys() - _FIELDS):
            told = f"When to {do} can't be read: a schedule has no {', '.join(other)}."
            self._miss(session.place("schedule", order, other[0]), told)
            return
        at, by, days = (item.get(name) for name in ("at", "by", "days"))
        times, due, named = _times(at), _times(by), _named(days)
        wrong = [name for name, read in (("at", times), ("days", named)) if read is None]
        if due is None or (due and due[0] != due[1]):
            wrong.append("by")
        for name in wrong:
            told = f"When to {do} can't be read: {_FORMS[name]}."
            self._miss(session.place("schedule", order, name), told)
        if wrong or times is None or due is None or named is None:
            return
        start, end = times or (None, None)
        entry = Entry(
            self.number, session.name or "", session.title, session.registered, do,
            start, end, due[0] if due else None, session.path, order,
        )  # fmt: skip
        self.entries.append((entry, named))

    def _miss(self, place: Place, message: str) -> None:
        self.untold.append(Untold(place, self.number, message))


def _times(value: object) -> tuple[int, int] | tuple[()] | None:
    """Where a time begins and ends; empty where none is given, None where it can't be read."""
    if value is None:
        return ()
    return read_clock(value) if isinstance(value, str) else None


def _named(value: object) -> frozenset[str] | None:
    """The days of an item, all of them where it names none; None where they can't be read."""
    if value is None:
        return frozenset(WEEK)
    return (days_of(value) or None) if isinstance(value, str) else None


def _days(begins: date | None) -> Iterator[tuple[str, date | None]]:
    if begins is None:
        yield from ((weekday, None) for weekday in WEEK)
        return
    for index in range(len(WEEK)):
        day = begins + timedelta(days=index)
        yield WEEK[day.weekday()], day


def _by_time(entry: Entry) -> tuple[object, ...]:
    """Sort key: by time, what is due before what begins then; what has no time comes last."""
    begun = entry.start is not None
    first = entry.start if begun else entry.due
    return (
        first is None, first or 0, begun, entry.end or 0, entry.due or 0,
        entry.do, entry.number or 0, entry.path, entry.order,
    )  # fmt: skip


def _shared(entries: Iterable[Entry]) -> tuple[Shared, ...]:
    """Entries in their order, those next to each other that say the same together."""
    return tuple(
        Shared(when, do, tuple(same))
        for (when, do), same in groupby(entries, key=lambda entry: (entry.when, entry.do))
    )


def _numbers(numbers: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(sorted({number for number in numbers if number is not None}))
