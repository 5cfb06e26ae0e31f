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
from muster.model.path_globs import PathGlobs
from muster.model.plain_text import plain
from muster.model.scope import Scope
from muster.model.session import Session
from muster.model.unreadable_extent import UnreadableExtentError
from muster.rules.coverage import shortened
from muster.rules.shared_part import covered_by_both, shared_out

_MOST = 1_000_000  # what a goal counts; more is no part of anything


class Side(NamedTuple):
    """One of the two."""

    session: Session
    scope: Scope


class Separation(NamedTuple):
    """A proposal: the parts of ``dimension`` that sessions get, and what each side does then.

    ``told`` are the parts in words; of paths there is no other form. ``narrows``: they are what the
    sessions have already, without what both have. ``alone``: only the mover has to do something.
    """

    dimension: str
    parts: tuple[tuple[Session, Extent], ...]
    told: tuple[tuple[Session, str], ...]
    boundaries: tuple[Boundary, ...]
    narrows: bool = False
    alone: bool = False


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

    A side without a part gets one; where both have one, the mover's is changed, and where the
    charter or their goals share the dimension out between them, it keeps what is its own. A
    dimension that both use comes first, then one that the stayer uses, so that the mover alone can
    do it, then one that the mover uses, then one that their goals count. None if no part can be
    named.
    """
    dimensions = charter.dimensions.values() if charter else ()
    sides = (mover, stayer)
    used = sorted(
        dimensions,
        key=lambda one: (
            -sum(one.name in side.scope.extents for side in sides),
            one.name not in stayer.scope.extents,
            one.kind is DimensionKind.PATHS,
            -sum(_counted(one.name, side.session) is not None for side in sides),
        ),
    )
    for dimension in used:
        if dimension.kind is DimensionKind.PATHS:
            found = _outside(dimension.name, mover, stayer)
        else:
            whole = _whole(charter, dimension, [side.session.number for side in sides])
            found = _sharing(charter, dimension.name, mover, stayer)
            parts = {} if found else _parts(dimension, whole, mover, stayer, known)
            found = _told(dimension.name, parts, sides) if parts else found
            found = found or _own(dimension.name, mover, stayer)
        if found:
            return found
    return None


def _outside(name: str, mover: Side, stayer: Side) -> Separation | None:
    """Paths outside those of the side that has some; None if both have some, or none has."""
    has = [side for side in (mover, stayer) if name in side.scope.extents]
    if len(has) != 1:
        return None
    lacks = stayer if has[0] is mover else mover
    theirs = shortened(has[0].scope.extents[name].told())
    words = {lacks.session.path: f"{name} outside {theirs}"}
    told = ((lacks.session, words[lacks.session.path]),)
    return Separation(name, (), told, _sides(name, words, (mover, stayer)), alone=lacks is mover)


def _sharing(charter: Charter | None, name: str, mover: Side, stayer: Side) -> Separation | None:
    """What each keeps where M207 or M208 tell the two to share out what they have."""
    sessions = (mover.session, stayer.session)
    if covered_by_both(charter, name, *sessions):
        return _narrowed(name, mover, stayer)
    counted = all(any(m.counts == name for m in each.goal.metrics) for each in sessions)
    return _own(name, mover, stayer) if counted else None


def _own(name: str, mover: Side, stayer: Side) -> Separation | None:
    """What the mover has that the stayer has not; None if nothing is its own."""
    found = _narrowed(name, mover, stayer)
    return found if found and found.alone else None


def _narrowed(name: str, mover: Side, stayer: Side) -> Separation | None:
    """What each has without what both have; None where one has no part, or it can't be divided."""
    mine, theirs = mover.scope.extents.get(name), stayer.scope.extents.get(name)
    if mine is None or theirs is None or isinstance(mine, PathGlobs):
        return None
    if isinstance(theirs, PathGlobs):
        return None
    parts = shared_out(mine, theirs)
    if parts is None:
        return None
    sides = ((mover, mine, parts.mover), (stayer, theirs, parts.stayer))
    given = {side.session.path: part for side, had, part in sides if part != had}
    return _told(name, given, (mover, stayer))._replace(narrows=True)


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
            part = _own_label(dimension, side.session, taken, whole)
            part = part or free_part(dimension, union_of(taken), size, whole)
        if part is None:
            return {}
        given[side.session.path] = part
        kept.append(part)
        taken.append(part)
    return given


def _told(name: str, given: Mapping[str, Extent], sides: Sequence[Side]) -> Separation:
    parts = [(s.session, given[s.session.path]) for s in sides if s.session.path in given]
    words = {path: f"{name} {shortened(part.told())}" for path, part in given.items()}
    told = tuple((session, f"the part {shortened(part.told())}") for session, part in parts)
    alone = [session for session, _ in parts] == [sides[0].session]
    return Separation(name, tuple(parts), told, _sides(name, words, sides), alone=alone)


def _sides(name: str, words: Mapping[str, str], sides: Sequence[Side]) -> tuple[Boundary, ...]:
    """What each side takes by its path, or keeps."""
    boundaries = [
        Boundary(session.number, f"takes {words[session.path]}")
        if session.path in words
        else Boundary(session.number, f"keeps {name} {shortened(scope.extents[name].told())}")
        for session, scope in sides
        if session.number is not None
    ]
    return tuple(boundaries) if len(boundaries) == len(sides) else ()


def _counted(name: str, session: Session) -> Extent | None:
    """A range as large as what the session's goal counts in a dimension; None if it counts none."""
    for metric in session.goal.metrics:
        if metric.counts == name and metric.target and 1 <= metric.target <= _MOST:
            return IntegerRanges(((1, int(metric.target)),))
    return None


def _own_label(
    dimension: Dimension, session: Session, taken: Sequence[Extent], whole: Extent | None
) -> Extent | None:
    """A free label whose words the role says itself, the one said last; None if there is none."""
    wanted = whole.labels if isinstance(whole, Labels) else dimension.declared
    said = f" {plain(f'{session.title} {session.does}')} "
    found = [
        (said.rfind(words) + len(words), len(words), label)
        for label in dimension.labels
        if label in wanted
        and (words := f" {plain(label)} ") in said
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
