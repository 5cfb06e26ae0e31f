"""Scope: what separates a role from similar ones, as extents of the charter's dimensions.

Integer ranges, time windows and labels are told apart exactly. Path globs count as disjoint only
where their fixed beginnings already differ, so a separation is never claimed that isn't proven.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations, pairwise
from typing import NamedTuple


class DimensionKind(StrEnum):
    """How the extents of a dimension are read."""

    RANGE = "range"
    TIME = "time"
    PATHS = "paths"
    LABELS = "labels"


class Dimension(NamedTuple):
    """One dimension that the charter declares; ``labels`` only where it is a list of them."""

    name: str
    kind: DimensionKind
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IntegerRanges:
    """A union of closed integer ranges, sorted and merged: ``[1-10, 21-25]``."""

    spans: tuple[tuple[int, int], ...]

    def disjoint(self, other: Extent) -> bool:
        """Whether no integer is in both."""
        return isinstance(other, IntegerRanges) and _apart(self.spans, other.spans)


@dataclass(frozen=True, slots=True)
class TimeWindows:
    """A union of half-open windows of a day in minutes, sorted and merged; midnight is split."""

    spans: tuple[tuple[int, int], ...]

    def disjoint(self, other: Extent) -> bool:
        """Whether no minute is in both; windows that only touch are disjoint."""
        return isinstance(other, TimeWindows) and _apart(_closed(self), _closed(other))


@dataclass(frozen=True, slots=True)
class Labels:
    """A set of the charter's labels."""

    labels: frozenset[str]

    def disjoint(self, other: Extent) -> bool:
        """Whether no label is in both."""
        return isinstance(other, Labels) and self.labels.isdisjoint(other.labels)


@dataclass(frozen=True, slots=True)
class PathGlobs:
    """Path globs with git's meaning, as written."""

    globs: tuple[str, ...]

    def disjoint(self, other: Extent) -> bool:
        """Whether no path can be in both, as far as the fixed beginnings of the globs prove it."""
        return isinstance(other, PathGlobs) and all(
            _beginnings_differ(mine, theirs) for mine in self.globs for theirs in other.globs
        )


Extent = IntegerRanges | TimeWindows | Labels | PathGlobs

_RANGE = re.compile(r"([0-9]{1,9})(?: ?[-–] ?([0-9]{1,9}))?")
_WINDOW = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")
_GLOB_BEGINS = re.compile(r"[*?\[{\\]")
_DAY = 24 * 60


class UnreadableExtentError(ValueError):
    """The text is no extent of its dimension; the message says what one looks like."""


@dataclass(frozen=True)
class Scope:
    """The extents of one role by dimension, and what could not be read."""

    extents: Mapping[str, Extent]
    problems: Mapping[str, str] = field(default_factory=dict)

    def separated(self, other: Scope) -> str | None:
        """The first shared dimension (by name) that tells the two apart, None if none does."""
        for name in sorted(self.extents.keys() & other.extents.keys()):
            if self.extents[name].disjoint(other.extents[name]):
                return name
        return None


def may_meet(scopes: Sequence[Scope]) -> Iterator[tuple[int, int]]:
    """Yield each pair of indexes (lower first) whose scopes no range or window tells apart.

    Thousands of sessions may share one role and have a range each: a sweep over the one dimension
    that all of them have leaves out the pairs that are apart in it, without looking at them.
    """
    shared = set.intersection(*(_spanned(scope) for scope in scopes)) if scopes else set()
    if not shared:
        yield from combinations(range(len(scopes)), 2)
        return
    name = min(shared)
    spans = sorted(
        (low, high, index)
        for index, scope in enumerate(scopes)
        for low, high in _closed(scope.extents[name])
    )
    seen: set[tuple[int, int]] = set()
    open_: list[tuple[int, int]] = []
    for low, high, index in spans:
        open_ = [(end, other) for end, other in open_ if end >= low]
        for _, other in open_:
            pair = (min(index, other), max(index, other))
            if index != other and pair not in seen:
                seen.add(pair)
                yield pair
        open_.append((high, index))


def _closed(extent: Extent) -> tuple[tuple[int, int], ...]:
    """The spans of an extent with both ends inside; none for labels and paths."""
    if isinstance(extent, TimeWindows):
        return tuple((start, end - 1) for start, end in extent.spans)
    return extent.spans if isinstance(extent, IntegerRanges) else ()


def _spanned(scope: Scope) -> set[str]:
    return {
        name
        for name, extent in scope.extents.items()
        if isinstance(extent, IntegerRanges | TimeWindows)
    }


def read_scope(raw: Mapping[str, object], dimensions: Mapping[str, Dimension]) -> Scope:
    """Read a record's scope by the charter's dimensions.

    A dimension that the charter does not declare separates nothing and is left out; an extent
    that can't be read is told in ``problems`` by dimension. Never raises.
    """
    extents: dict[str, Extent] = {}
    problems: dict[str, str] = {}
    for name, value in raw.items():
        dimension = dimensions.get(name)
        if dimension is None:
            continue
        try:
            extents[name] = read_extent(value, dimension)
        except UnreadableExtentError as error:
            problems[name] = str(error)
    return Scope(extents, problems)


def read_extent(value: object, dimension: Dimension) -> Extent:
    """Read one extent: a text, an integer or a list of them.

    Raises ``UnreadableExtentError`` with what the dimension takes.
    """
    items = value if isinstance(value, list) else [value]
    if not items:
        raise UnreadableExtentError("has an empty list")
    match dimension.kind:
        case DimensionKind.RANGE:
            return IntegerRanges(_merged([_integer_range(item) for item in items], joint=1))
        case DimensionKind.TIME:
            windows = [part for item in items for part in _time_window(item)]
            return TimeWindows(_merged(windows, joint=0))
        case DimensionKind.LABELS:
            return Labels(frozenset(_label(item, dimension) for item in items))
        case DimensionKind.PATHS:
            return PathGlobs(tuple(_glob(item) for item in items))


def _integer_range(item: object) -> tuple[int, int]:
    found = _RANGE.fullmatch(str(item)) if isinstance(item, str | int) else None
    if found is None:
        raise UnreadableExtentError("takes integers and ranges like 1-25 or [1-10, 21-25]")
    low = int(found[1])
    high = int(found[2]) if found[2] else low
    if high < low:
        raise UnreadableExtentError("has a range that ends before it begins")
    return low, high


def _time_window(item: object) -> list[tuple[int, int]]:
    found = _WINDOW.fullmatch(item) if isinstance(item, str) else None
    if found is None:
        raise UnreadableExtentError('takes time windows like "10:00-11:00"')
    hours = [int(part) for part in found.groups()]
    start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if max(hours[1], hours[3]) > 59 or start >= _DAY or end > _DAY or start == end:
        raise UnreadableExtentError("has a time window that no clock shows")
    if start < end:
        return [(start, end)]
    return [(start, _DAY), (0, end)] if end else [(start, _DAY)]


def _label(item: object, dimension: Dimension) -> str:
    if not isinstance(item, str) or item not in dimension.labels:
        raise UnreadableExtentError(f"takes the charter's labels: {', '.join(dimension.labels)}")
    return item


def _glob(item: object) -> str:
    if not isinstance(item, str) or not item or item.startswith("/"):
        raise UnreadableExtentError("takes path globs from the repository's root like src/api/**")
    return item


def _merged(spans: list[tuple[int, int]], *, joint: int) -> tuple[tuple[int, int], ...]:
    """Sort spans and join those that meet or lie ``joint`` apart."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1] + joint:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)


def _apart(mine: tuple[tuple[int, int], ...], theirs: tuple[tuple[int, int], ...]) -> bool:
    """Whether no span of the one meets one of the other; both are sorted and merged."""
    spans = sorted((*mine, *theirs))
    return all(high < low for (_, high), (low, _) in pairwise(spans))


def _beginnings_differ(mine: str, theirs: str) -> bool:
    one, two = _beginning(mine), _beginning(theirs)
    return not (one.startswith(two) or two.startswith(one))


def _beginning(glob: str) -> str:
    """The fixed text that a glob begins with; a plain path stands for all that lies below it."""
    fixed = _GLOB_BEGINS.split(glob, maxsplit=1)[0]
    return f"{fixed}/" if fixed == glob else fixed
