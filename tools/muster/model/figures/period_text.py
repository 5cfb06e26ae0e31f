"""The period of a rate: 17 emails daily, 10 calls/week."""

from __future__ import annotations

import re

from muster.model.figures.words import PERIODS

_PERIOD = re.compile(
    r" ?/ ?(day|week|wk|month|mo|hour|hr|quarter|year|yr)\b"
    r"|\b(?:per|a|an|each|every) (day|week|month|hour|quarter|year)\b"
    r"|\b(daily|weekly|monthly|hourly|quarterly|yearly|annually)\b",
    re.I,
)


def read_period(text: str) -> tuple[str, int]:
    """The first period of a text and where it ends; empty and 0 when there is none."""
    found = _PERIOD.search(text)
    if found is None:
        return "", 0
    word = next(group for group in found.groups() if group)
    return PERIODS[word.lower()], found.end()
