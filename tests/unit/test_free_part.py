"""The next free part of a dimension."""

import pytest

from muster.model.extent import Dimension, DimensionKind, Extent, read_extent
from muster.model.free_part import free_part

PROSPECTS = Dimension("prospects", DimensionKind.RANGE)
WINDOW = Dimension("window", DimensionKind.TIME)
SHIFT = Dimension("shift", DimensionKind.LABELS, ("early", "late", "night"))
PATHS = Dimension("paths", DimensionKind.PATHS)


def read(dimension: Dimension, value: object) -> Extent | None:
    return None if value is None else read_extent(value, dimension)


@pytest.mark.parametrize(
    ("dimension", "taken", "like", "whole", "free"),
    [
        (PROSPECTS, "1-25", "1-25", None, "26-50"),
        (PROSPECTS, ["1-10", "21-30"], "1-10", None, "31-40"),
        (PROSPECTS, ["1-10", "21-30"], "1-10", "1-40", "11-20"),
        (PROSPECTS, ["1-10", "21-30"], "1-11", "1-40", None),
        (PROSPECTS, None, ["1-5", "8-9"], None, "1-7"),
        (PROSPECTS, "999999990-999999999", "1-5", None, None),
        (PROSPECTS, "1-5", None, "1-50", None),
        (WINDOW, "10:00-11:00", "10:00-11:00", None, "11:00-12:00"),
        (WINDOW, "08:00-09:00", "10:00-11:00", None, "10:00-11:00"),
        (WINDOW, "10:00-23:30", "10:00-11:00", None, "00:00-01:00"),
        (WINDOW, "00:00-24:00", "10:00-11:00", None, None),
        (WINDOW, "10:00-11:00", "10:00-11:00", "08:00-11:30", "08:00-09:00"),
        (WINDOW, "10:00-11:00", None, None, None),
        (SHIFT, "early", None, None, "late"),
        (SHIFT, ["early", "late"], "late", None, "night"),
        (SHIFT, "early", None, ["early", "night"], "night"),
        (SHIFT, ["early", "late", "night"], None, None, None),
        (PATHS, "src/**", "src/**", None, None),
    ],
)
def test_free_part(
    dimension: Dimension, taken: object, like: object, whole: object, free: str | None
) -> None:
    have = read(dimension, taken)
    part = free_part(dimension, have, read(dimension, like), read(dimension, whole))
    assert (part.told() if part else None) == free
    assert part is None or have is None or part.disjoint(have)
