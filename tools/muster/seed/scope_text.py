"""Scopes: what a session's duties and role say that separates it from its like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from muster.model.notes import Notes, quoted
from muster.model.scope import DimensionKind
from muster.model.slug import lettered, slug
from muster.seed.schedule_text import Times

_RANGE = re.compile(
    r"\b([A-Za-z]{2,30}s) (?:#|no\. ?)?([0-9]{1,9}) ?(?:[-–—]|to|through) ?#?([0-9]{1,9})"
    r"(?![0-9A-Za-z:%.,]*[0-9A-Za-z%])",
    re.I,
)
_TAIL = re.compile(r"\(([^()]{1,120})\)[ .]*\Z")
# Plural nouns that number something else than the work: other sessions, time, parts of a text.
_NO_DIMENSION_WORDS = (
    "sessions agents numbers steps phases weeks days hours minutes seconds times pages lines"
    " versions levels points stars scores stages sprints months years quarters is as was has its"
    " this plus windows lanes teams batches hrs mins secs responds takes lasts scales ratings"
    " reads runs ranges between"
)
_NO_DIMENSION = frozenset(_NO_DIMENSION_WORDS.split())
# The dimensions besides ranges, which are called after what they number.
_WINDOW, _LANE = "window", "lane"
_MOST_RANGE_DIMENSIONS = 14  # a charter has at most 16 dimensions; window and lane are two
_MOST_RANGES = 16  # of one dimension in one scope
_MOST_LABELS = 256  # of a list in a record


@dataclass
class Told:
    """What one session's texts say about its part of the work."""

    title: str
    ranges: dict[str, list[str]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    windows: list[str] = field(default_factory=list)
    lane: str = ""
    tail: str = ""

    @property
    def family(self) -> str:
        """What sessions of the same role share."""
        return self.title.casefold()


def read_told(
    title: str, does: str, responsibilities: Sequence[str], times: Sequence[Times]
) -> Told:
    """Read a session's ranges, windows and lane; the texts are at most 500 characters each."""
    told = Told(title)
    for text in (*responsibilities, does):
        for found in _RANGE.finditer(text):
            dimension = lettered(found[1], "_")[:32]
            low, high = int(found[2]), int(found[3])
            if not dimension or dimension in _NO_DIMENSION or low > high:
                continue
            extents = told.ranges.setdefault(dimension, [])
            if f"{low}-{high}" not in extents:
                extents.append(f"{low}-{high}")
                told.sources.setdefault(dimension, text)
    for item in times:
        told.windows += [window for window in item.windows if window not in told.windows]
    tail = _TAIL.search(does) or _TAIL.search(title)
    if tail:
        told.tail = tail[1].strip()
        told.lane = slug(told.tail)
    return told


def scopes(
    told: Sequence[Told], notes: Sequence[Notes], charter: Notes
) -> tuple[list[dict[str, object]], dict[str, object]]:
    """The sessions' scopes, in their order, and the charter's dimensions: those that occur.

    A window or a lane separates only what is alike, so it is in scope only where another session
    has the same title.
    """
    families = Counter(one.family for one in told)
    ranges = _declared_ranges(told, charter)
    labels = list(dict.fromkeys(one.lane for one in told if one.lane and families[one.family] > 1))
    if len(labels) > _MOST_LABELS:
        charter.untold.append(
            f"dimensions: {len(labels)} different lanes are more than the {_MOST_LABELS} that a "
            "charter lists; none is taken"
        )
        labels = []
    made = [
        _scope(one, note, ranges, set(labels), alike=families[one.family] > 1)
        for one, note in zip(told, notes, strict=True)
    ]
    dimensions: dict[str, object] = dict.fromkeys(ranges, DimensionKind.RANGE.value)
    if any(_WINDOW in scope for scope in made):
        dimensions[_WINDOW] = DimensionKind.TIME.value
    if labels:
        dimensions[_LANE] = labels
    return made, dimensions


def range_dimensions(scope: Iterable[str]) -> list[str]:
    """The dimensions of a scope that number things: prospects 18-33."""
    return [name for name in scope if name not in (_WINDOW, _LANE)]


def _declared_ranges(told: Sequence[Told], charter: Notes) -> list[str]:
    found = list(dict.fromkeys(name for one in told for name in one.ranges))
    if len(found) > _MOST_RANGE_DIMENSIONS:
        charter.untold.append(
            f"dimensions: {len(found)} ranges of different things; "
            f"the first {_MOST_RANGE_DIMENSIONS} are taken"
        )
    return found[:_MOST_RANGE_DIMENSIONS]


def _scope(
    one: Told, notes: Notes, ranges: Sequence[str], labels: set[str], *, alike: bool
) -> dict[str, object]:
    scope: dict[str, object] = {}
    for name in ranges:
        extents = one.ranges.get(name)
        if extents and len(extents) > _MOST_RANGES:
            notes.untold.append(f"role.scope: {len(extents)} ranges of {name} are too many")
        elif extents:
            scope[name] = extents[0] if len(extents) == 1 else extents
            notes.took.append(
                f"role.scope: {name} {', '.join(extents)}, from {quoted(one.sources[name])}"
            )
    if not alike:
        return scope
    if len(one.windows) == 1:
        scope[_WINDOW] = one.windows[0]
        notes.took.append(
            f"role.scope: window {one.windows[0]}, since others are {quoted(one.title)} too"
        )
    elif one.windows:
        notes.untold.append(
            f"role.scope: {len(one.windows)} windows ({', '.join(one.windows[:4])}); "
            "which one separates the role is not told"
        )
    if one.lane in labels:
        scope[_LANE] = one.lane
        notes.took.append(f"role.scope: lane {one.lane}, from {quoted(f'({one.tail})')}")
    elif one.tail:
        notes.untold.append(f"role.scope: {quoted(f'({one.tail})')} gives no lane")
    if not scope:
        notes.untold.append(
            f"role.scope: nothing separates this role from the others that are {quoted(one.title)}"
        )
    return scope
