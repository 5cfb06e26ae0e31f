"""The sweep over clashing sessions against looking at every pair."""

from hypothesis import given
from hypothesis import strategies as st

from muster.model.scope import Dimension, DimensionKind, read_scope
from muster.rules.clashes import clashes

DIMENSIONS = {
    "part": Dimension("part", DimensionKind.RANGE),
    "shift": Dimension("shift", DimensionKind.LABELS, ("early", "late", "night")),
    "paths": Dimension("paths", DimensionKind.PATHS),
}
PARTS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 4)).map(lambda span: f"{span[0]}-{sum(span)}"),
    min_size=1,
    max_size=2,
)
SHIFTS = st.lists(st.sampled_from(["early", "late", "night"]), min_size=1, max_size=2)
PATHS = st.sampled_from(["src/**", "docs/**"])
SCOPES = st.one_of(
    st.fixed_dictionaries({"part": PARTS}, optional={"shift": SHIFTS, "paths": PATHS}),
    st.fixed_dictionaries({}, optional={"part": PARTS, "shift": SHIFTS}),
)


@given(st.data())
def test_each_is_told_once_where_any_pair_of_it_clashes(data: st.DataObject) -> None:
    raw = data.draw(st.lists(SCOPES, max_size=9))
    scopes = [read_scope(one, DIMENSIONS) for one in raw]
    size = len(scopes)
    kinds = data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    brought = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    sides = data.draw(st.none() | st.lists(st.booleans(), min_size=size, max_size=size))

    def clash(one: int, other: int) -> bool:
        return kinds[one] == kinds[other]

    found = list(clashes(scopes, clash, accusable=lambda index: brought[index], sides=sides))
    wanted = {
        high: [
            low
            for low in range(high)
            if clash(low, high)
            and scopes[low].separated(scopes[high]) is None
            and (sides is None or sides[low] != sides[high])
        ]
        for high in range(size)
        if brought[high]
    }
    assert sorted(high for _, high in found) == [high for high, lows in wanted.items() if lows]
    assert all(low in wanted[high] for low, high in found)
