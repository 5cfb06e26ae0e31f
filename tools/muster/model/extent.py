"""An extent: the part of a dimension that a role has, typed by the dimension's kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from muster.model.integer_ranges import IntegerRanges, read_integer_ranges
from muster.model.labels import Labels, read_labels
from muster.model.path_globs import PathGlobs, read_path_globs
from muster.model.time_windows import TimeWindows, read_time_windows
from muster.model.unreadable_extent import UnreadableExtentError

Countable = IntegerRanges | TimeWindows | Labels
"""Extents whose members can be counted and listed."""
Extent = Countable | PathGlobs


class DimensionKind(StrEnum):
    """How the extents of a dimension are read."""

    RANGE = "range"
    TIME = "time"
    PATHS = "paths"
    LABELS = "labels"


@dataclass(frozen=True)
class Dimension:
    """One dimension that the charter declares; ``labels`` only where it is a list of them."""

    name: str
    kind: DimensionKind
    labels: tuple[str, ...] = ()

    @cached_property
    def declared(self) -> frozenset[str]:
        """The labels as a set: thousands of sessions are asked whether they use them."""
        return frozenset(self.labels)


def read_extent(value: object, dimension: Dimension) -> Extent:
    """Read one extent: a text, an integer or a list of them.

    Raises ``UnreadableExtentError`` with what the dimension takes.
    """
    items = value if isinstance(value, list) else [value]
    if not items:
        raise UnreadableExtentError("has an empty list")
    match dimension.kind:
        case DimensionKind.RANGE:
            return read_integer_ranges(items)
        case DimensionKind.TIME:
            return read_time_windows(items)
        case DimensionKind.LABELS:
            return read_labels(items, dimension.declared, dimension.labels)
        case DimensionKind.PATHS:
            return read_path_globs(items)


def union_of(extents: Sequence[Extent]) -> Extent | None:
    """What extents of one dimension have together; None where there are none."""
    level: list[Any] = list(extents)
    while len(level) > 1:  # two by two, so that thousands take no longer than sorting them
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [one.union(other) for one, other in pairs] + level[len(level) & ~1 :]
    return level[0] if level else None


def meet(one: Countable, other: Countable) -> Countable:
    """What two extents of one dimension both have."""
    same_kind: Any = other
    return one.meet(same_kind)


def rest(whole: Countable, taken: Countable) -> Countable:
    """What is left of an extent without another of its dimension."""
    same_kind: Any = whole
    return taken.gaps(same_kind)


def part_of(extent: Extent, whole: Extent) -> Extent | None:
    """What of an extent lies in another of its dimension, None if nothing; paths are not cut."""
    if isinstance(extent, PathGlobs) or isinstance(whole, PathGlobs):
        return None if extent.disjoint(whole) else extent
    both = meet(extent, whole)
    return both if both.size else None
