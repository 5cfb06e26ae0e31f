"""Times of day in a duty or goal: ``10-11 AM``, ``by 8 AM``, ``6 AM - 6 PM``, ``14:00-16:00``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOCK = r"(?:[01]?[0-9]|2[0-4])"
_HALF = r"(?: ?(?:[ap]m\b|[ap]\.m\.))"
_ZONE = r"(?: \(?(?:UTC|GMT|CET|CEST|[ECMP][SD]?T)\b\)?)?"
_TIME = rf"{_CLOCK}(?::[0-5][0-9])?"
_WINDOW = re.compile(
    rf"(?:\b(?:from|between|during|at) )?(?<![0-9A-Za-z:.,$#-])"
    rf"(?P<a>{_TIME})(?P<ah>{_HALF})? ?(?:[-–—]| to | and | until ) ?(?P<b>{_TIME})(?P<bh>{_HALF})?"
    rf"(?![0-9:%]|[-+/][0-9]){_ZONE}",
    re.I,
)
_MOMENT = re.compile(
    rf"(?:\b(?P<by>by|before|until|no later than) |\b(?P<at>at|@) ?)?(?<![0-9A-Za-z:.,$#-])"
    rf"(?:(?P<t>{_TIME})(?P<h>{_HALF})?|(?P<word>noon|midday|midnight)\b)(?![0-9:%]|[-+/][0-9]){_ZONE}",
    re.I,
)
_DAYS = {"mon": "mon", "tue": "tue", "wed": "wed", "thu": "thu", "fri": "fri", "sat": "sat",
         "sun": "sun"}  # fmt: skip
_DAY = r"(mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:day|nesday|rsday|urday)?s?"
_DAY_SPAN = re.compile(rf"\b{_DAY} ?(?:-|–|to|through) ?{_DAY}\b", re.I)
_ONE_DAY = re.compile(rf"\b(?:every|each|on) {_DAY}\b", re.I)
_WEEKDAYS = re.compile(
    r"\b(?:(?:on |every )?weekdays?|(?:every )?(?:work|working|business) ?days?)\b", re.I
)
_DAILY = re.compile(r"\b(?:daily|every day|each day|every morning|every evening|nightly)\b", re.I)
_DANGLING = re.compile(
    r"(?:[ ,;:(@–—-]|\b(?:at|by|from|between|and|before|during|in|on|the|to|until))+\Z", re.I
)
_MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True)
class Times:
    """What a text says of time: windows, moments and deadlines in the order of the text."""

    do: str
    at: tuple[str, ...]
    by: tuple[str, ...]
    days: str

    @property
    def windows(self) -> tuple[str, ...]:
        """The spans of time, without single moments."""
        return tuple(at for at in self.at if "-" in at)

    def items(self) -> list[dict[str, object]]:
        """The schedule's items as a record holds them."""
        days: dict[str, object] = {"days": self.days} if self.days else {}
        told = [("at", at) for at in self.at] + [("by", by) for by in self.by]
        return [{"do": self.do, key: time, **days} for key, time in told]


def read_times(text: str) -> Times | None:
    """Read the times of one duty (at most 500 characters); None when it has none."""
    found = _found(text)
    if not found:
        return None
    cut = [match.span() for match, _ in found]
    by = [time for match, time in found if match.re is _MOMENT and match["by"]]
    at = [time for match, time in found if match.re is not _MOMENT or not match["by"]]
    days, day_spans = _days(text)
    return Times(_without(text, cut + day_spans, several=len(cut) > 1), _once(at), _once(by), days)


def without_times(text: str) -> str:
    """Return a text with its times of day taken out, so that no other figure is seen in them."""
    for match, _ in reversed(_found(text)):
        text = text[: match.start()].rstrip() + " " + text[match.end() :].lstrip()
    return text.strip()


def _found(text: str) -> list[tuple[re.Match[str], str]]:
    """The windows and moments of a text, in its order, with how a record writes them."""
    found = [
        (match, window)
        for match in _WINDOW.finditer(text)
        if (window := _window(match)) is not None
    ]
    windows = [match.span() for match, _ in found]
    for match in _MOMENT.finditer(text):
        within = any(start < match.end() and match.start() < end for start, end in windows)
        moment = None if within else _moment(match)
        if moment is not None:
            found.append((match, moment))
    return sorted(found, key=lambda pair: pair[0].start())


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
        noon = found["word"].lower() != "midnight"
        if not noon and not found["by"]:
            return "00:00"
        return "12:00" if noon else "24:00"
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


def _days(text: str) -> tuple[str, list[tuple[int, int]]]:
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
    return ("daily", []) if _DAILY.search(text) else ("", [])


def _day(text: str) -> str:
    return _DAYS[text.lower()[:3]]


def _without(text: str, cut: list[tuple[int, int]], *, several: bool) -> str:
    """What is done: the text without its times; all of it where too little would be left."""
    if several:
        kept = text[: min(start for start, _ in cut)]
    else:
        kept = text
        for start, end in sorted(cut, reverse=True):
            kept = kept[:start].rstrip() + " " + kept[end:].lstrip()
    kept = _DANGLING.sub("", " ".join(kept.split())).strip(" ,;:-–")
    return kept if len(re.findall(r"[^\W\d]{2,}", kept)) >= 2 else text


def _once(items: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
