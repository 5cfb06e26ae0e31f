"""Ranges, windows and labels: every operation as the sets of their members would have it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.model.scope import Dimension, DimensionKind, IntegerRanges, Labels, read_extent
from muster.model.time_windows import DAY, TimeWindows

LABELS = ("early", "late", "night", "noon")


class Kind(NamedTuple):
    """A dimension, what may be written in it, and the members of an extent."""

    dimension: Dimension
    written: st.SearchStrategy[Any]
    members: Callable[[Any], set[Any]]


def _integers(extent: IntegerRanges) -> set[int]:
    return {n for low, high in extent.spans for n in range(low, high + 1)}


def _minutes(extent: TimeWindows) -> set[int]:
    return {n for start, end in extent.spans for n in range(start, end)}


def _labels(extent: Labels) -> set[str]:
    return set(extent.labels)


_low_high = st.tuples(st.integers(0, 20), st.integers(0, 5))
_clock = st.integers(0, 47).map(lambda half: f"{half // 2:02}:{half % 2 * 30:02}")
_end = _clock | st.just("24:00")
KINDS = {
    "range": Kind(
        Dimension("prospects", DimensionKind.RANGE),
        st.lists(_low_high.map(lambda t: f"{t[0]}-{sum(t)}") | st.integers(0, 20), min_size=1),
        _integers,
    ),
    "time": Kind(
        Dimension("window", DimensionKind.TIME),
        st.lists(
            st.tuples(_clock, _end).filter(lambda t: t[0] != t[1]).map("-".join),
            min_size=1,
            max_size=4,
        ),
        _minutes,
    ),
    "labels": Kind(
        Dimension("shift", DimensionKind.LABELS, LABELS),
        st.lists(st.sampled_from(LABELS), min_size=1),
        _labels,
    ),
}
each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def _written_members(kind: Kind, written: list[Any]) -> set[Any]:
    """The members, from the texts."""
    found: set[Any] = set()
    for item in map(str, written):
        if kind.dimension.kind is DimensionKind.LABELS:
            found.add(item)
        elif kind.dimension.kind is DimensionKind.RANGE:
            low, _, high = item.partition("-")
            found |= set(range(int(low), int(high or low) + 1))
        else:
            start, end = (int(text[:2]) * 60 + int(text[3:]) for text in item.split("-"))
            found |= {n % DAY for n in range(start, end if end > start else end + DAY)}
    return found


@each_kind
@given(data=st.data())
def test_an_extent_has_the_members_that_were_written(kind: Kind, data: st.DataObject) -> None:
    written = data.draw(kind.written)
    extent = read_extent(written, kind.dimension)
    members = _written_members(kind, written)
    assert kind.members(extent) == members
    assert extent.size == len(members)


@each_kind
@given(data=st.data())
def test_operations_are_those_of_sets(kind: Kind, data: st.DataObject) -> None:
    one: Any = read_extent(data.draw(kind.written), kind.dimension)
    two: Any = read_extent(data.draw(kind.written), kind.dimension)
    mine, theirs = kind.members(one), kind.members(two)
    assert one.meets(two) is two.meets(one) is bool(mine & theirs)
    assert one.disjoint(two) is two.disjoint(one) is mine.isdisjoint(theirs)
    assert kind.members(one.meet(two)) == mine & theirs
    assert kind.members(one.union(two)) == mine | theirs
    assert kind.members(two.gaps(one)) == mine - theirs
    for made in (one.meet(two), one.union(two), two.gaps(one)):
        assert made.size == len(kind.members(made))


@each_kind
@given(data=st.data())
def test_what_is_told_can_be_written(kind: Kind, data: st.DataObject) -> None:
    extent: Any = read_extent(data.draw(kind.written), kind.dimension)
    other: Any = read_extent(data.draw(kind.written), kind.dimension)
    for one in (extent, extent.union(other), extent.gaps(other), extent.meet(other)):
        if one.size:
            assert read_extent(one.told().split(", "), kind.dimension) == one
        else:
            assert one.told() == ""


@each_kind
@given(data=st.data())
def test_bounds_meet_exactly_where_extents_do(kind: Kind, data: st.DataObject) -> None:
    one: Any = read_extent(data.draw(kind.written), kind.dimension)
    two: Any = read_extent(data.draw(kind.written), kind.dimension)
    near = any(
        low <= their_high and their_low <= high
        for low, high in one.bounds()
        for their_low, their_high in two.bounds()
    )
    assert near is one.meets(two)
