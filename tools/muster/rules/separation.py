"""What would separate two roles: a dimension of the charter, and a part of it for each side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from muster.model.boundary import Boundary
from muster.model.charter import Charter
from muster.model.extent import Dimension, DimensionKind, Extent, read_extent, union_of
from muster.model.free_part import free_part
from muster.model.integer_ranges import IntegerRanges
from muster.model.labels import Labels
from muster.model.plain_text import plain
from muster.model.scope import Scope
from muster.model.session import Session
from muster.model.unreadable_extent import UnreadableExtentError
from muster.rules.coverage import shortened

_MOST = 1_000_000  # what a goal counts; more is no part of anything


class Side(NamedTuple):
    """One of the two."""

    session: Session
    scope: Scope


class Separation(NamedTuple):
    """A proposal: the parts of ``dimension`` that sessions get, and what each side does then."""

    dimension: str
    parts: tuple[tuple[Session, Extent], ...]
    boundaries: tuple[Boundary, ...]


class Parts(Protocol):
    """Who has which part of a dimension, and who was already told to take which."""

    def taken(self, dimension: str) -> list[Extent]:
        """The parts that others have, those already proposed among them."""

    def proposed(self, dimension: str, session: Session) -> Extent | None:
        """What was proposed to a session before, so that it is told one thing."""


def separation(
    charter: Charter | None, mover: Side, stayer: Side, known: Parts
) -> Separation | None:
    """What to change so that a dimension separates the two.

    A side without a part gets one; where both have one, the mover's is changed. A dimension that
    both use already comes first, then one that one of them uses, then one that their goals count.
    None if no free part can be named.
    """
    dimensions = charter.dimensions.values() if charter else ()
    sides = (mover, stayer)
    used = sorted(
        dimensions,
        key=lambda one: (
            -sum(one.name in side.scope.extents for side in sides),
            -sum(_counted(one.name, side.session) is not None for side in sides),
        ),
    )
    for dimension in used:
        if dimension.kind is not DimensionKind.PATHS:
            whole = _whole(charter, dimension, [side.session.number for side in sides])
            parts = _parts(dimension, whole, mover, stayer, known)
            if parts:
                return _told(dimension.name, parts, (mover, stayer))
    return None


def _parts(
    dimension: Dimension, whole: Extent | None, mover: Side, stayer: Side, known: Parts
) -> dict[str, Extent]:
    """The parts to give, by the path of the session; none if one can't be named."""
    name = dimension.name
    has = [(side, side.scope.extents.get(name)) for side in (stayer, mover)]
    lacking = [side for side, part in has if part is None] or [mover]
    kept = [part for side, part in has if part is not None and side not in lacking]
    taken = known.taken(name) + kept
    like = next(iter([part for _, part in reversed(has) if part is not None] + taken), None)
    given: dict[str, Extent] = {}
    for side in lacking:
        part = known.proposed(name, side.session)
        if part is None or not all(part.disjoint(other) for other in kept):
            size = _counted(name, side.session) or like
            part = _own_label(dimension, side.session, taken)
            part = part or free_part(dimension, union_of(taken), size, whole)
        if part is None:
            return {}
        given[side.session.path] = part
        kept.append(part)
        taken.append(part)
    return given


def _told(name: str, given: Mapping[str, Extent], sides: Sequence[Side]) -> Separation:
    parts = [(s.session, given[s.session.path]) for s in sides if s.session.path in given]
    boundaries = [
        Boundary(session.number, f"takes {name} {shortened(given[session.path].told())}")
        if session.path in given
        else Boundary(session.number, f"keeps {name} {shortened(scope.extents[name].told())}")
        for session, scope in sides
        if session.number is not None
    ]
    return Separation(name, tuple(parts), tuple(boundaries) if len(boundaries) == 2 else ())


def _counted(name: str, session: Session) -> Extent | None:
    """A range as large as what the session's goal counts in a dimension; None if it counts none."""
    for metric in session.goal.metrics:
        if metric.counts == name and metric.target and 1 <= metric.target <= _MOST:
            return IntegerRanges(((1, int(metric.target)),))
    return None


def _own_label(dimension: Dimension, session: Session, taken: Sequence[Extent]) -> Extent | None:
    """A free label whose words the role says itself, the one said last; None if there is none."""
    said = f" {plain(f'{session.title} {session.does}')} "
    found = [
        (said.rfind(words) + len(words), len(words), label)
        for label in dimension.labels
        if (words := f" {plain(label)} ") in said
        and all(Labels(frozenset((label,))).disjoint(part) for part in taken)
    ]
    return Labels(frozenset((max(found)[2],))) if found else None


def _whole(
    charter: Charter | None, dimension: Dimension, numbers: Sequence[int | None]
) -> Extent | None:
    """What the charter wants the two to cover in a dimension; None if it doesn't say."""
    found: list[Extent] = []
    for entry in charter.coverage if charter else ():
        if entry.dimension == dimension.name and not {*entry.by}.isdisjoint(numbers):
            try:
                found.append(read_extent(entry.of, dimension))
            except UnreadableExtentError:
                continue
    return union_of(found)
