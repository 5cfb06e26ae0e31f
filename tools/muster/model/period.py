"""Periods of rates, and how many of a shorter one are in a longer one.

Month, quarter and year go into each other exactly. The others don't: people mean working days or
all days, and months differ. So the answer is the fewest and the most that somebody could mean, and
two rates contradict each other only where no reading makes them agree:

- 8 (a working day) to 24 hours a day, 5 (working days) to 7 days a week
- 20 (working days of four weeks) to 31 days a month, 4 to 5 weeks a month (whole ones, begun ones)
- 60 to 92 days a quarter, 12 to 14 weeks; 240 to 366 days a year, 48 to 53 weeks

Where a schedule tells on how many days of the week the work is done, days are counted with these.
"""

from __future__ import annotations

from typing import NamedTuple

PERIODS = ("hour", "day", "week", "month", "quarter", "year")
"""Shortest first, as the schema has them."""

_ANY_DAYS = (5, 7)
_HOURS = (8, 24)
_WEEKS = {"week": (1, 1), "month": (4, 5), "quarter": (12, 14), "year": (48, 53)}
_MORE_DAYS = {"week": (1, 0), "month": (4, 3), "quarter": (13, 1), "year": (52, 2)}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Between(NamedTuple):
    """The least and the most that a number can be."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


def how_many(shorter: str, longer: str, days: int | None = None) -> Between:
    """How many of a period are in a longer one, or in itself.

    ``days`` are the days of the week on which the work is done, where that is known.
    """
    if shorter == longer:
        return Between(1, 1)
    if shorter in _MONTHS:
        return Between(*[_MONTHS[longer] / _MONTHS[shorter]] * 2)
    if shorter == "week":
        return Between(*_WEEKS[longer])
    if shorter == "day":
        return _days_of(longer, days)
    found = _days_of(longer, days) if longer != "day" else Between(1, 1)
    return Between(found.low * _HOURS[0], found.high * _HOURS[1])


def times(given: str, wanted: str, days: int | None = None) -> Between:
    """By what a rate per ``given`` period is multiplied to be one per ``wanted`` period."""
    if PERIODS.index(given) <= PERIODS.index(wanted):
        return how_many(given, wanted, days)
    found = how_many(wanted, given, days)
    return Between(1 / found.high, 1 / found.low)


def _days_of(longer: str, days: int | None) -> Between:
    """The days of a period: the fewest of whole weeks, the most with those of a week begun."""
    fewest, most = (days, days) if days else _ANY_DAYS
    weeks, begun = _MORE_DAYS[longer]
    return Between(_WEEKS[longer][0] * fewest, weeks * most + min(most, begun))
