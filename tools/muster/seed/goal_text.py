"""A goal's sentence, read for its figures.

Every number of the sentence ends in a metric, or is told as one that could not be read. The texts
are at most 500 characters long (the schema's limit), which bounds every pattern here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from muster.seed.draft import Notes, quoted
from muster.seed.names import lettered
from muster.seed.schedule_text import without_times
from muster.seed.words import (
    PERIODS,
    REVENUES,
    STOPS,
    TIME_UNITS,
    done,
    is_verb,
    qualifies,
    singular,
)

_MOST_METRICS = 32
_MOST_NAME_WORDS = 3

# A comma inside a number does not end a part of the sentence; nor does a full stop.
_PARTS = re.compile(r"(?:,|;)(?= )|\.(?= |\Z)| ?(?:→|->|=>|⇒|➜|•) ?| [–—-] |\n")
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?:\.[0-9]{1,6})?"
_FIGURE = re.compile(
    rf"(?<![A-Za-z0-9_.,#])(?P<money>[$€£] ?)?(?P<low>{_NUMBER})"
    rf"(?: ?[-–] ?(?P<high>{_NUMBER}))?"
    r"(?P<scale>[kK]|[mM]{1,2}(?=\b)|[bB]n?(?=\b))?"
    r"(?P<plus> ?\+)?(?P<percent> ?(?:%|percent\b))?(?P<plus2>\+)?"
    r"(?P<of> ?/ ?[0-9]{1,6}(?![0-9])| out of [0-9]{1,6}(?![0-9]))?"
    r"(?P<time>[ -]?(?:seconds?|secs?|s|minutes?|mins?|hours?|hrs?|h|days?|weeks?)\b)?"
    r"(?![0-9A-Za-z%])"
)
_PERIOD = re.compile(
    r" ?/ ?(day|week|wk|month|mo|hour|hr|quarter|year|yr)\b"
    r"|\b(?:per|a|an|each|every) (day|week|month|hour|quarter|year)\b"
    r"|\b(daily|weekly|monthly|hourly|quarterly|yearly|annually)\b",
    re.I,
)
_AT_LEAST = re.compile(
    r"(?:at least|a? ?min(?:imum)?\.?(?: of)?|no less than|not less than|≥|>=)\s?\Z", re.I
)
_AT_MOST = re.compile(
    r"(?:at most|a? ?max(?:imum)?\.?(?: of)?|no more than|not more than|up to|within|in under|≤|<=)"
    r"\s?\Z",
    re.I,
)
_ABOVE = re.compile(r"(?:more than|over|above|exceeding|greater than|>)\s?\Z", re.I)
_BELOW = re.compile(r"(?:less than|fewer than|under|below|<)\s?\Z", re.I)
_ABOUT = re.compile(r"(?:about|around|roughly|approx(?:imately)?\.?|circa|~|≈)\s?\Z", re.I)
_LABEL = re.compile(
    r"\b(?:batch|sessions?|phase|tier|step|week|day|version|level|part|team|wave|sprint|round|stage"
    r"|milestone|quarter|priority|group|top|no\.|number|v|q)(?: #?| ?)\Z",
    re.I,
)
_RANGE_NOUN = re.compile(r"\b[A-Za-z]{2,30}s \Z")
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
_SCALES = {"k": 1_000, "m": 1_000_000, "mm": 1_000_000, "b": 10**9, "bn": 10**9}
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_DIGIT_WORD = re.compile(r"[^\s,;]*[0-9][^\s,;]*")
_NOUNS_TOO = frozenset({"score", "rank", "review", "test", "report", "call", "order", "support"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TIME_NOUNS = frozenset({"time", "latency", "duration", "delay", "sla", "review", "uptime"})


@dataclass(frozen=True)
class Metric:
    """One figure; ``noun`` is the last word of what it counts, empty for anything but a count."""

    name: str
    comparator: str
    target: int | float
    unit: str = ""
    per: str = ""
    noun: str = ""
    source: str = ""
    revenue: bool = False

    def record(self, counts: str = "") -> dict[str, object]:
        """The metric as a record holds it."""
        told: dict[str, object] = {"name": self.name, self.comparator: self.target}
        for key, value in (("unit", self.unit), ("per", self.per), ("counts", counts)):
            if value:
                told[key] = value
        return told


def read_goal(statement: str, notes: Notes) -> tuple[Metric, ...]:
    """Read a goal's metrics, in the order of the sentence; tell what has no figure."""
    metrics: list[Metric] = []
    for part in _split(without_times(statement)):
        found = _read_part(part, notes)
        if not found and not any(c.isdigit() for c in part):
            notes.untold.append(f"goal: {quoted(part)} has no figure")
        metrics += found
    named = _named_apart(metrics)
    if len(named) > _MOST_METRICS:
        notes.untold.append(
            f"goal: it has {len(named)} figures; the first {_MOST_METRICS} are kept"
        )
    return tuple(named[:_MOST_METRICS])


def _split(statement: str) -> list[str]:
    parts: list[str] = []
    for part in _PARTS.split(statement):
        halves = re.split(r" (?:and|&) ", part)
        # "Find 25 prospects and send 17 emails" are two parts; "find and score 25" is one.
        if len(halves) > 1 and all(_FIGURE.search(half) for half in halves):
            parts += halves
        else:
            parts.append(part)
    return [part.strip(" .!:") for part in parts if any(c.isalnum() for c in part)]


def _read_part(part: str, notes: Notes) -> list[Metric]:
    figures = list(_FIGURE.finditer(part))
    metrics: list[Metric] = []
    told: list[tuple[int, int]] = []
    busy = 0  # how far the words of the figure before reach
    for index, figure in enumerate(figures):
        until = figures[index + 1].start() if index + 1 < len(figures) else len(part)
        if figure.start() < busy:
            continue
        if _labels(part, figure):
            told.append((figure.start() - 1, figure.end()))  # with the # before it
            continue
        try:
            found, busy = _read_figure(part, figure, until, len(figures) == 1, notes)
        except _Untold as reason:
            notes.untold.append(
                f"goal: {quoted(figure.group().strip())} in {quoted(part)} {reason}"
            )
            told.append(figure.span())
            continue
        metrics += found
        told.append((figure.start(), busy))
    for word in _DIGIT_WORD.finditer(part):
        if not word.group().startswith("#") and not any(
            start < word.end() and word.start() < end for start, end in told
        ):
            notes.untold.append(f"goal: {quoted(word.group())} in {quoted(part)} could not be told")
    return metrics


class _Untold(Exception):  # noqa: N818 - not an error: what could not be read, as a sentence's end
    pass


def _labels(part: str, figure: re.Match[str]) -> bool:
    """Whether a number only names something: Batch 2, session #11, prospects 18-33."""
    before = part[: figure.start()]
    if figure["money"] or figure["percent"] or figure["plus"] or figure["of"]:
        return False
    if before.endswith("#"):
        return True
    if figure["high"] and _RANGE_NOUN.search(before):
        return True
    behind = _WORD.match(part[figure.end() :].lstrip())
    return _LABEL.search(before) is not None and (behind is None or behind.group() in STOPS)


def _read_figure(
    part: str, figure: re.Match[str], until: int, alone: bool, notes: Notes
) -> tuple[list[Metric], int]:
    """Read one figure: its metrics (two for a range) and how far its words reach."""
    before, behind = part[: figure.start()], part[figure.end() : until]
    if _ABOUT.search(before):
        raise _Untold("is no exact figure")
    if before.lower().endswith("from "):
        raise _Untold("is where it starts, not a target")
    if figure["of"] and _beyond(figure):
        raise _Untold("could not be told")
    period, reach = _period(part, figure, behind, alone)
    nouns = _nouns_behind(behind)
    if not nouns and not figure["money"] and _YEAR.fullmatch(figure.group()):
        raise _Untold("looks like a year")
    time_word = (figure["time"] or "").strip(" -").lower()
    limit = _AT_MOST.search(before) or _BELOW.search(before)
    if time_word and (limit or figure["time"].startswith("-") or _time_noun(before, nouns)):
        name = _duration_name(before, nouns)
        unit, money, count = (
            TIME_UNITS[singular(time_word) if len(time_word) > 1 else time_word],
            "",
            "",
        )
    else:
        if time_word:
            nouns = [time_word, *nouns]
        money = (figure["money"] or "").strip()
        count = nouns[-1] if nouns and not (money or figure["percent"] or figure["of"]) else ""
        unit = _unit(figure, money)
        name = _name(before, nouns, counted=bool(count))
        if figure["percent"] and behind.startswith(" of "):
            name = lettered(f"{name} share", "_")
        elif figure["percent"] and before.endswith(" by ") and not nouns:
            name = lettered(f"{name} {done(_verb(before))}", "_")
    if not name:
        raise _Untold("could not be told: what it counts has no name")
    revenue = next((word for word in name.split("_") if word in REVENUES), "")
    if money:
        period = period or REVENUES.get(revenue, "")
    comparator = _comparator(before, figure, notes)
    if not comparator:
        bare_limit = (unit in TIME_UNITS.values()) and not count
        comparator = "at_most" if bare_limit else "exactly"
        if money and revenue:
            comparator = "at_least"
    reach = max(reach, figure.end() + _reach(behind, nouns))
    source = part
    made = [
        Metric(name, comparator, _value(figure["low"], figure), unit, period, count, source,
               bool(money and revenue))
    ]  # fmt: skip
    if figure["high"]:
        low, high = _value(figure["low"], figure), _value(figure["high"], figure)
        if low >= high:
            raise _Untold("is no range")
        made = [
            Metric(name, "at_least", low, unit, period, "", source),
            Metric(f"{name}_limit"[:64], "at_most", high, unit, period, "", source),
        ]
    return made, reach


def _period(part: str, figure: re.Match[str], behind: str, alone: bool) -> tuple[str, int]:
    """The period of a rate: the first one behind the figure, or the part's only one."""
    found = _PERIOD.search(behind)
    offset = figure.end()
    if found is None and alone:
        found, offset = _PERIOD.search(part), 0
    if found is None:
        return "", 0
    word = next(group for group in found.groups() if group)
    return PERIODS[word.lower()], (offset + found.end() if offset else 0)


def _nouns_behind(behind: str) -> list[str]:
    """The words that name what is counted: behind the figure, up to a preposition or a sign."""
    nouns: list[str] = []
    position = 0
    if re.match(r" (?:of|in|for) ", behind):
        position = behind.index(" ", 1)
    for found in _WORD.finditer(behind, position):
        word = found.group().lower().rstrip("'’-")
        between = behind[position : found.start()]
        if between.strip() or word in STOPS:
            if not nouns and word in PERIODS and not between.strip():
                position = found.end()  # 10k monthly visitors
                continue
            break
        position = found.end()
        nouns.append(word)
    kept = [word for word in nouns if not qualifies(word)]
    return (kept or nouns[-1:])[-_MOST_NAME_WORDS:]


def _reach(behind: str, nouns: list[str]) -> int:
    at = behind.lower().find(nouns[-1]) if nouns else -1
    return at + len(nouns[-1]) if at >= 0 else 0


def _nouns_before(before: str) -> list[str]:
    """The words that name a figure that stands behind them: ``avg score 70+``, ``accuracy of``."""
    found = [word.lower() for word in _WORD.findall(before)]
    while found and (found[-1] in STOPS or found[-1] in ("reach", "hit", "exceeding", "greater")):
        found.pop()
    nouns: list[str] = []
    while found and found[-1] not in STOPS and len(nouns) < _MOST_NAME_WORDS:
        word = found.pop()
        if is_verb(word) and not found and (nouns or word not in _NOUNS_TOO):
            break
        nouns.insert(0, word)
    return nouns


def _name(before: str, nouns: list[str], *, counted: bool) -> str:
    """A metric's name: emails_sent, delivery_rate, avg_score; empty when no word tells it."""
    if not nouns:
        return lettered(" ".join(_nouns_before(before)), "_")
    verb = _verb(before) if counted else ""
    return lettered(" ".join([*nouns, done(verb)]), "_")


def _verb(before: str) -> str:
    """The verb that governs a count: the last known one before the figure."""
    words = [word.lower() for word in _WORD.findall(before)]
    return next((word for word in reversed(words) if done(word)), "") if words else ""


def _duration_name(before: str, nouns: list[str]) -> str:
    """A limit of time's name: reply_time, human_review."""
    if nouns:
        return lettered(" ".join(nouns), "_")
    found = _nouns_before(before) or [
        w for w in map(str.lower, _WORD.findall(before)) if is_verb(w)
    ]
    if not found:
        return ""
    last = found[-1]
    if last in _TIME_NOUNS:
        return lettered(" ".join(found), "_")
    known = {"respond": "response", "reply": "reply"}
    return lettered(f"{known.get(last, singular(last))} time", "_")


def _time_noun(before: str, nouns: list[str]) -> bool:
    return bool(_TIME_NOUNS & {*nouns[-1:], *_nouns_before(before)[-1:]})


def _unit(figure: re.Match[str], money: str) -> str:
    if money:
        return _CURRENCIES[money]
    if figure["percent"]:
        return "%"
    if figure["of"]:
        return "/" + re.sub(r"[^0-9]", "", figure["of"])
    return ""


def _beyond(figure: re.Match[str]) -> bool:
    """Whether a figure is larger than what it is said to be out of: 24/7 is no score."""
    return float(figure["low"].replace(",", "")) > int(re.sub(r"[^0-9]", "", figure["of"]))


def _comparator(before: str, figure: re.Match[str], notes: Notes) -> str:
    if figure["plus"] or figure["plus2"] or _AT_LEAST.search(before):
        return "at_least"
    if _AT_MOST.search(before):
        return "at_most"
    for pattern, comparator in ((_ABOVE, "at_least"), (_BELOW, "at_most")):
        found = pattern.search(before)
        if found:
            said = (found.group() + figure.group()).strip()
            notes.untold.append(
                f"goal: {quoted(said)} is written as {comparator}, which includes the limit"
            )
            return comparator
    return ""


def _value(text: str, figure: re.Match[str]) -> int | float:
    number = float(text.replace(",", "")) * _SCALES.get((figure["scale"] or "").lower(), 1)
    if number >= 10**15:
        raise _Untold("is too large")
    return int(number) if number == int(number) else round(number, 6)


def _named_apart(metrics: list[Metric]) -> list[Metric]:
    """Give each metric a name of its own."""
    named: list[Metric] = []
    taken: set[str] = set()
    for metric in metrics:
        name, count = metric.name, 1
        while name in taken:
            count += 1
            name = f"{metric.name[:60]}_{count}"
        taken.add(name)
        named.append(Metric(**{**vars(metric), "name": name}))
    return named


def counted_dimension(
    metric: Metric, dimensions: Collection[str], responsibilities: Collection[str]
) -> str:
    """The range dimension that a count goes one to one with, empty when none does.

    Either the noun is the dimension, or a duty says so: ``emails for prospects 18-33``.
    """
    if not metric.noun or metric.unit:
        return ""
    if metric.noun in dimensions:
        return metric.noun
    for dimension in dimensions:
        paired = re.compile(
            rf"\b{re.escape(metric.noun)} (?:for|to|per) (?:each of |all )?(?:the )?"
            rf"{re.escape(dimension)} [0-9]",
            re.I,
        )
        if any(paired.search(duty) for duty in responsibilities):
            return dimension
    return ""
