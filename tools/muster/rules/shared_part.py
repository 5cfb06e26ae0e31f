"""What each of two sessions that share a part of a dimension keeps: one answer for all rules."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.charter import Charter
from muster.model.extent import Countable, rest
from muster.model.session import Session


class SharedOut(NamedTuple):
    """What the mover and what the stayer has then; they have nothing in common."""

    mover: Countable
    stayer: Countable


def shared_out(mover: Countable, stayer: Countable) -> SharedOut | None:
    """Who keeps what of two extents that meet, without a part that neither has.

    The mover leaves what both have. One that has nothing else keeps it, if the stayer has more; two
    that have the same get a half each. None where it can't be divided.
    """
    left = rest(mover, stayer)
    if left.size:
        return SharedOut(left, stayer)
    others = rest(stayer, mover)
    if others.size:
        return SharedOut(mover, others)
    first, second = mover.halves()
    return SharedOut(second, first) if first.size and second.size else None


def covered_by_both(charter: Charter | None, dimension: str, one: Session, two: Session) -> bool:
    """Whether the charter wants the two to share out a dimension: then each part is to have one."""
    return charter is not None and any(
        entry.dimension == dimension and {one.number, two.number} <= {*entry.by}
        for entry in charter.coverage
    )
