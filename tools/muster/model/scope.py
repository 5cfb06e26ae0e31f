"""Scope: what separates a role from similar ones, as extents of the charter's dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from muster.model.extent import Dimension, DimensionKind, Extent, read_extent
from muster.model.integer_ranges import IntegerRanges
from muster.model.labels import Labels
from muster.model.path_globs import PathGlobs
from muster.model.time_windows import TimeWindows
from muster.model.unreadable_extent import UnreadableExtentError

__all__ = [
    "Dimension",
    "DimensionKind",
    "Extent",
    "IntegerRanges",
    "Labels",
    "PathGlobs",
    "Scope",
    "TimeWindows",
    "UnreadableExtentError",
    "may_meet",
    "read_extent",
    "read_scope",
]


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
