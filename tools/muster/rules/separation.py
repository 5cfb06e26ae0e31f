"""What would separate two roles: a dimension of the charter, and a part of it for each side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from muster.model.boundary import Boundary
from muster.model.charter import Charter
from muster.model.extent import Dimension, DimensionKind, Extent, read_extent, union_of
from muster.model.free_part import free_part
from muster.model.scope import Scope
from muster.model.session import Session
from muster.model.unreadable_extent import UnreadableExtentError
from muster.rules.coverage import shortened


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
    both use already comes first, then one that one of them uses. None if no free part can be named.
    """
    dimensions = charter.dimensions.values() if charter else ()
    used = sorted(
        dimensions,
        key=lambda one: -sum(one.name in side.scope.extents for side in (mover, stayer)),
    )
    for dimension in used:
        if dimension.kind is not DimensionKind.PATHS:
            whole = _whole(charter, dimension)
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
            part = free_part(dimension, union_of(taken), like, whole)
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


def _whole(charter: Charter | None, dimension: Dimension) -> Extent | None:
    """What the charter wants covered in a dimension, together; None if it doesn't say."""
    found: list[Extent] = []
    for entry in charter.coverage if charter else ():
        if entry.dimension == dimension.name:
            try:
                found.append(read_extent(entry.of, dimension))
            except UnreadableExtentError:
                continue
    return union_of(found)
