"""Days of a schedule: ``daily``, ``mon-fri``, ``mon,wed,fri``."""

from __future__ import annotations

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def days_of(text: str) -> frozenset[str]:
    """The days that a schedule names; a span may go over the week's end. Empty for anything else.

    The days are few and the text is short by its schema; a hostile one is only split.
    """
    if text == "daily":
        return frozenset(WEEK)
    first, dash, last = text.partition("-")
    if dash:
        if first not in WEEK or last not in WEEK:
            return frozenset()
        start, end = WEEK.index(first), WEEK.index(last)
        return frozenset((WEEK + WEEK)[start : end + 1 + (len(WEEK) if end < start else 0)])
    named = text.split(",")
    return frozenset(named) if set(named) <= set(WEEK) else frozenset()
