"""The days of a duty: ``daily``, ``on Mondays``, ``Tuesday to Friday``, ``weekdays``."""

from __future__ import annotations

import re

_DAY = r"(mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:day|nesday|rsday|urday)?s?"
_DAY_SPAN = re.compile(rf"\b{_DAY} ?(?:-|–|to|through) ?{_DAY}\b", re.I)
_ONE_DAY = re.compile(rf"\b(?:every|each|on) {_DAY}\b", re.I)
_WEEKDAYS = re.compile(
    r"\b(?:(?:on |every )?weekdays?|(?:every )?(?:work|working|business) ?days?)\b", re.I
)
_DAILY = re.compile(r"\b(?:daily|every day|each day|every morning|every evening|nightly)\b", re.I)


def read_days(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The days as a record holds them, and which words said so where they can be cut."""
    found = _DAY_SPAN.search(text)
    if found:
        return f"{_day(found[1])}-{_day(found[2])}", [found.span()]
    found = _WEEKDAYS.search(text)
    if found:
        return "mon-fri", [found.span()]
    found = _ONE_DAY.search(text)
    if found:
        return _day(found[1]), [found.span()]
    # "daily" stays in the text: "Run daily workflow" means the workflow too.
    return ("daily" if _DAILY.search(text) else ""), []


def _day(text: str) -> str:
    return text.lower()[:3]
