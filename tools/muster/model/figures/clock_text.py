"""Times of day as texts have them: ``10-11 AM``, ``by 8 AM``, ``6 AM - 6 PM``, ``14:00-16:00``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_CLOCK = r"(?:[01]?[0-9]|2[0-4])"
_HALF = r"(?: ?(?:[ap]m\b|[ap]\.m\.))"
_ZONE = r"(?: \(?(?:UTC|GMT|CET|CEST|[ECMP][SD]?T)\b\)?)?"
_TIME = rf"{_CLOCK}(?::[0-5][0-9])?"
_ALONE = r"(?<![0-9A-Za-z:.,$#-])"
_ENDS = rf"(?![0-9:%]|[-+/][0-9]){_ZONE}"
_MAY_HAVE = re.compile(r"[0-9] ?[aApP]\.?[mM]|[0-9]:[0-9]|(?i:noon|midday|midnight)")
# Compiled where a text needs them: that takes as long as reading all goals of a team.
_WINDOW = (
    rf"(?i)(?:\b(?:from|between|during|at) )?{_ALONE}"
    rf"(?P<a>{_TIME})(?P<ah>{_HALF})? ?(?:[-–—]| to | and | until ) ?(?P<b>{_TIME})(?P<bh>{_HALF})?"
    rf"{_ENDS}"
)
_MOMENT = (
    rf"(?i)(?:\b(?P<by>by|before|until|no later than) |\b(?:at|@) ?)?{_ALONE}"
    rf"(?:(?P<t>{_TIME})(?P<h>{_HALF})?|(?P<word>noon|midday|midnight)\b){_ENDS}"
)
_MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True)
class Clock:
    """One window or moment; ``span`` is where it stands, ``by`` whether it is a deadline.

    ``time`` is as a record has it: ``10:00-11:00`` or ``08:00``.
    """

    span: tuple[int, int]
    time: str
    by: bool


def read_clocks(text: str) -> list[Clock]:
    """The windows and moments of a text, in its order; they do not overlap."""
    if not _MAY_HAVE.search(text):
        return []
    found = [
        Clock(match.span(), window, by=False)
        for match in re.finditer(_WINDOW, text)
        if (window := _window(match)) is not None
    ]
    windows = [clock.span for clock in found]
    for match in re.finditer(_MOMENT, text):
        within = any(start < match.end() and match.start() < end for start, end in windows)
        moment = None if within else _moment(match)
        if moment is not None:
            found.append(Clock(match.span(), moment, by=bool(match["by"])))
    return sorted(found, key=lambda clock: clock.span)


def without_times(text: str) -> str:
    """Return a text with its times of day taken out, so that no other figure is seen in them."""
    return without(text, (clock.span for clock in read_clocks(text))).strip()


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with some spans taken out, and one space in the place of each."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start].rstrip() + " " + text[end:].lstrip()
    return text


def _window(found: re.Match[str]) -> str | None:
    if " and " in found.group().lower() and not found.group().lower().startswith("between"):
        return None  # two moments
    first, second = found["a"], found["b"]
    half = _half(found["bh"])
    if not half and not (":" in first and ":" in second):
        return None  # "18-33" is a range of something else; only a clock's sign makes it a time
    start, end = _minutes(first, _half(found["ah"]) or half), _minutes(second, half)
    if start is None or end is None:
        return None
    if not found["ah"] and half and start >= end and end > 0:
        start = (start + 12 * 60) % _MINUTES_OF_DAY  # "11-1 PM" begins before noon
    if end == 0:
        end = _MINUTES_OF_DAY
    if start == end or start >= _MINUTES_OF_DAY or start == end - _MINUTES_OF_DAY:
        return None
    return f"{_shown(start)}-{_shown(end)}"


def _moment(found: re.Match[str]) -> str | None:
    if found["word"]:
        if found["word"].lower() != "midnight":
            return "12:00"
        return "24:00" if found["by"] else "00:00"
    if not found["h"] and ":" not in found["t"]:
        return None
    minutes = _minutes(found["t"], _half(found["h"]))
    if minutes is None or minutes >= _MINUTES_OF_DAY:
        return None
    return _shown(minutes)


def _half(text: str | None) -> str:
    return text.strip().lower()[0] if text else ""


def _minutes(text: str, half: str) -> int | None:
    hours, _, minutes = text.partition(":")
    hour, minute = int(hours), int(minutes or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    total = hour * 60 + minute
    return total if total <= _MINUTES_OF_DAY else None


def _shown(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
