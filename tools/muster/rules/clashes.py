"""Who clashes with whom among thousands: each is told once, so not every pair is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from muster.model.path_globs import PathGlobs
from muster.model.scope import Scope

_Spans = list[tuple[Any, Any, int]]
"""Where an interval begins and ends (both inside), and whose it is; by their beginnings."""


def clashes(
    scopes: Sequence[Scope],
    clash: Callable[[int, int], bool],
    *,
    accusable: Callable[[int], bool],
    sides: Sequence[bool] | None = None,
) -> Iterator[tuple[int, int]]:
    """Yield pairs of indexes, the lower first, that clash and that no scope separates.

    Each accusable index is the higher one of exactly one pair, if of any. With ``sides`` only what
    stands on different sides can clash. A sweep over the dimension that all have and that leaves
    the fewest pairs together finds the pairs; what is told needs no further look, so that even of
    thousands that all clash few pairs are looked at.
    """
    untold: dict[bool, list[tuple[Any, int]]] = {False: [], True: []}
    others: dict[bool, list[tuple[Any, int]]] = {False: [], True: []}
    told: set[int] = set()

    def meet(one: int, two: int) -> bool:
        return clash(one, two) and scopes[one].separated(scopes[two]) is None

    for low, high, index in _narrowest(scopes):
        side = sides[index] if sides is not None else False
        facing = not side if sides is not None else side
        found = None
        kept: list[tuple[Any, int]] = []
        for end, other in untold[facing]:
            if end < low or other in told:
                continue
            lower, higher = min(index, other), max(index, other)
            wanted = higher == other or (found is None and index not in told)
            if other != index and wanted and accusable(higher) and meet(lower, higher):
                if higher == other:
                    told.add(other)
                    yield lower, higher
                    others[facing].append((end, other))
                    continue
                found = other
            kept.append((end, other))
        untold[facing] = kept
        if accusable(index) and index not in told and found is None:
            found = next(
                (
                    other
                    for end, other in others[facing]
                    if end >= low and other < index and meet(other, index)
                ),
                None,
            )
        if found is not None:
            told.add(index)
            yield found, index
        waiting = accusable(index) and index not in told
        (untold if waiting else others)[side].append((high, index))


def _narrowest(scopes: Sequence[Scope]) -> _Spans:
    """The spans of the dimension that all have and that leaves the fewest pairs together."""
    shared = set.intersection(*(set(scope.extents) for scope in scopes)) if scopes else set()
    swept = [spans for name in sorted(shared) if (spans := _spans(scopes, name)) is not None]
    return min(swept, key=_together) if swept else [(0, 0, index) for index in range(len(scopes))]


def _spans(scopes: Sequence[Scope], name: str) -> _Spans | None:
    spans: _Spans = []
    for index, scope in enumerate(scopes):
        extent = scope.extents[name]
        if isinstance(extent, PathGlobs):
            return None
        spans += [(low, high, index) for low, high in extent.bounds()]
    return sorted(spans)


def _together(spans: _Spans) -> int:
    """How many pairs of spans meet."""
    ends = sorted(high for _, high, _ in spans)
    found = closed = 0
    for begun, (low, _, _) in enumerate(spans):
        while ends[closed] < low:
            closed += 1
        found += begun - closed
    return found
