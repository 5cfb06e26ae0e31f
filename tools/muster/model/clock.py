"""Times of day of a schedule, in minutes of the day: ``08:00``, ``22:00-02:00``."""

from __future__ import annotations

import re

DAY = 24 * 60
_TIMES = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])(?:-([01][0-9]|2[0-4]):([0-5][0-9]))?")


def read_clock(text: str | None) -> tuple[int, int] | None:
    """Where a time or window begins and ends; over midnight it ends on the next day, above 1440.

    None for a text that is none.
    """
    found = _TIMES.fullmatch(text) if text is not None else None
    if found is None:
        return None
    start = int(found[1]) * 60 + int(found[2])
    if found[3] is None:
        return (start, start) if start <= DAY else None
    end = int(found[3]) * 60 + int(found[4])
    if start >= DAY or end > DAY:
        return None
    return start, end if end > start else end + DAY


def clock(minute: int) -> str:
    """A minute of the day as a schedule has it; one of the next day says so."""
    if minute > DAY:
        return f"{clock(minute - DAY)} on the next day"
    return f"{minute // 60:02}:{minute % 60:02}"
