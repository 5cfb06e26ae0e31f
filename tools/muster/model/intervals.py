"""Sets of integers as closed intervals: sorted, apart from one another, never side by side."""

from __future__ import annotations

from collections.abc import Iterable

Intervals = tuple[tuple[int, int], ...]
"""Low and high end of each, both inside."""


def joined(given: Iterable[tuple[int, int]]) -> Intervals:
    """Any intervals, in order, with those that share an integer or lie side by side made one."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(given):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def common(one: Intervals, other: Intervals) -> Intervals:
    """The integers that both have."""
    found: list[tuple[int, int]] = []
    mine = theirs = 0
    while mine < len(one) and theirs < len(other):
        low = max(one[mine][0], other[theirs][0])
        high = min(one[mine][1], other[theirs][1])
        if low <= high:
            found.append((low, high))
        if one[mine][1] < other[theirs][1]:
            mine += 1
        else:
            theirs += 1
    return tuple(found)


def without(whole: Intervals, taken: Intervals) -> Intervals:
    """The integers of the one that the other lacks."""
    found: list[tuple[int, int]] = []
    first = 0
    for low, high in whole:
        while first < len(taken) and taken[first][1] < low:
            first += 1
        at, begins = first, low
        while at < len(taken) and taken[at][0] <= high:
            if begins < taken[at][0]:
                found.append((begins, taken[at][0] - 1))
            begins = taken[at][1] + 1
            at += 1
        if begins <= high:
            found.append((begins, high))
    return tuple(found)


def count(given: Intervals) -> int:
    """How many integers they have."""
    return sum(high - low + 1 for low, high in given)


def halves(given: Intervals) -> tuple[Intervals, Intervals]:
    """The lower half of the integers, and the upper one; the lower has the odd one."""
    left = (count(given) + 1) // 2
    lower: list[tuple[int, int]] = []
    upper: list[tuple[int, int]] = []
    for low, high in given:
        middle = min(high, low + left - 1)
        if left:
            lower.append((low, middle))
            left -= middle - low + 1
        else:
            middle = low - 1
        if middle < high:
            upper.append((middle + 1, high))
    return tuple(lower), tuple(upper)
