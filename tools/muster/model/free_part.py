"""The next free part of a dimension, for a session that must get one of its own."""

from __future__ import annotations

from muster.model.extent import Dimension, DimensionKind, Extent
from muster.model.integer_ranges import IntegerRanges
from muster.model.labels import Labels
from muster.model.time_windows import DAY, TimeWindows

_HIGHEST = 10**9 - 1  # what a record can say
_ALL_DAY = TimeWindows(((0, DAY),))


def free_part(
    dimension: Dimension, taken: Extent | None, like: Extent | None, whole: Extent | None
) -> Extent | None:
    """A part that what is taken does not meet, as large as ``like``; None if there is none to name.

    It comes out of ``whole``, where there is one. A range without it follows the highest one that
    is taken; a window begins where ``like`` does or as soon after it as there is room; a label is
    the charter's first that nobody has. Of paths none is named: which are free is not the charter's
    to say.
    """
    match dimension.kind:
        case DimensionKind.RANGE:
            have = taken if isinstance(taken, IntegerRanges) else IntegerRanges(())
            within = whole if isinstance(whole, IntegerRanges) else None
            return _range(have, like.size, within) if isinstance(like, IntegerRanges) else None
        case DimensionKind.TIME:
            busy = taken if isinstance(taken, TimeWindows) else TimeWindows(())
            day = whole if isinstance(whole, TimeWindows) else _ALL_DAY
            return _window(busy, like, day) if isinstance(like, TimeWindows) else None
        case DimensionKind.LABELS:
            held = taken.labels if isinstance(taken, Labels) else frozenset()
            wanted = whole.labels if isinstance(whole, Labels) else dimension.declared
            for label in dimension.labels:
                if label in wanted and label not in held:
                    return Labels(frozenset((label,)))
            return None
        case DimensionKind.PATHS:
            return None


def _range(taken: IntegerRanges, size: int, whole: IntegerRanges | None) -> IntegerRanges | None:
    if whole is not None:
        gaps = taken.gaps(whole).spans
        low = next((low for low, high in gaps if high - low + 1 >= size), -1)
        return IntegerRanges(((low, low + size - 1),)) if low >= 0 else None
    low = max((high for _, high in taken.spans), default=0) + 1
    high = low + size - 1
    return IntegerRanges(((low, high),)) if high <= _HIGHEST else None


def _window(taken: TimeWindows, like: TimeWindows, day: TimeWindows) -> TimeWindows | None:
    gaps = taken.gaps(day).spans
    begins = like.spans[0][0]
    later = tuple((max(low, begins), high) for low, high in gaps if high > begins)
    for low, high in later + gaps:
        if high - low >= like.size:
            return TimeWindows(((low, low + like.size),))
    return None
