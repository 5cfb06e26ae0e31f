"""Scope: what separates a role from similar ones, as extents of the charter's dimensions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

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
    "near_pairs",
    "read_extent",
    "read_scope",
    "surely_apart",
]

_FEW = 64
"""Pairs that are looked at one by one sooner than sorted."""


@dataclass(frozen=True)
class Scope:
    """The extents of one role by dimension, and what could not be read."""

    extents: Mapping[str, Extent]
    problems: Mapping[str, str] = field(default_factory=dict)

    def separated(self, other: Scope, *, beside: str = "") -> str | None:
        """The first shared dimension (by name) that tells the two apart, None if none does.

        ``beside``: a dimension that is not looked at.
        """
        for name in sorted(self.extents.keys() & other.extents.keys()):
            if name != beside and self.extents[name].disjoint(other.extents[name]):
                return name
        return None


def surely_apart(
    scope: Scope,
    raw: Mapping[str, object],
    dimensions: Mapping[str, Dimension],
    needed: Callable[[str, Extent], Extent | None] = lambda _, extent: extent,
) -> bool:
    """Whether a dimension separates a scope from one that is not read yet.

    ``needed``: what of an extent counts.
    Reads no more of it than it takes to tell: thousands are asked. Never true where
    ``Scope.separated`` finds none.
    """
    for name, extent in scope.extents.items():
        if name in raw:
            try:
                part = needed(name, read_extent(raw[name], dimensions[name]))
                if part is not None and extent.disjoint(part):
                    return True
            except UnreadableExtentError:
                continue
    return False


def may_meet(scopes: Sequence[Scope]) -> Iterator[tuple[int, int]]:
    """Yield each pair of indexes (lower first) that no dimension separates, once.

    Thousands of sessions may share one role and have a part of it each: a sweep over the dimension
    that leaves the fewest pairs finds those that need a closer look, without looking at them all.
    """
    for one, two in near_pairs(scopes):
        if scopes[one].separated(scopes[two]) is None:
            yield one, two


def near_pairs(scopes: Sequence[Scope]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indexes (lower first), each once, with all those of ``may_meet``.

    They are those that the bounds of one dimension leave together.
    """
    kinds: dict[frozenset[str], list[int]] = {}
    for index, scope in enumerate(scopes):
        kinds.setdefault(frozenset(scope.extents), []).append(index)
    groups = list(kinds.items())
    for at, (names, group) in enumerate(groups):
        for other_names, others in groups[at:]:
            shared = sorted(names & other_names)
            for one, two in _near(scopes, group, others, shared):
                yield (one, two) if one < two else (two, one)


def _near(
    scopes: Sequence[Scope], group: list[int], others: list[int], shared: list[str]
) -> Iterator[tuple[int, int]]:
    """The pairs of one index of each group that some dimension of all of them leaves together."""
    same = group is others
    if not shared or len(group) * len(others) < _FEW:
        yield from combinations(group, 2) if same else product(group, others)
        return
    swept = [_swept(scopes, group, () if same else others, name) for name in shared]
    spans = min(swept, key=_together)
    seen: set[tuple[int, int]] = set()
    open_: dict[bool, list[tuple[Any, int]]] = {False: [], True: []}
    for low, high, index, side in spans:
        facing = side if same else not side
        open_[facing] = [(end, other) for end, other in open_[facing] if end >= low]
        for _, other in open_[facing]:
            pair = (min(index, other), max(index, other))
            if index != other and pair not in seen:
                seen.add(pair)
                yield pair
        open_[side].append((high, index))


_Span = tuple[Any, Any, int, bool]
"""Where an interval begins and ends (both inside), whose it is, and of which group."""


def _swept(
    scopes: Sequence[Scope], group: Sequence[int], others: Sequence[int], name: str
) -> list[_Span]:
    return sorted(
        (low, high, index, side)
        for side, indexes in ((False, group), (True, others))
        for index in indexes
        for low, high in scopes[index].extents[name].bounds()
    )


def _together(spans: list[_Span]) -> int:
    """How many pairs of intervals meet, whosever they are."""
    ends = sorted(high for _, high, _, _ in spans)
    found = closed = 0
    for begun, (low, _, _, _) in enumerate(spans):
        while ends[closed] < low:
            closed += 1
        found += begun - closed
    return found


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
