"""How alike the roles of a team are, two by two, and what separates them, by the judge's measure.

Source: the rule ``overlapping-role`` (M204); its scorer, levels and separating scopes are used as
they are, so that a page never says otherwise than a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from muster.model.finding import Verdict
from muster.model.likeness import Lexical
from muster.model.overlap_levels import OverlapLevels, read_levels
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.registry.overlapping_role import ComparedRole, told_as

MOST_IN_MATRIX = 40
"""Sessions; a larger matrix is read by nobody."""
MOST_COMPARED = 1_000
"""Sessions; of more, all pairs are too many to look at for a page."""
MOST_LISTED = 40
"""Pairs that are told in words, the worst first."""


class RolePair(NamedTuple):
    """Two roles, the later one second. ``score`` is how alike the work is, 0 to 1.

    ``dimension`` separates them, None if none does; ``parts`` are what the two have of it, as told.
    ``verdict`` is how the judge tells a pair of this score that nothing separates, None: not at
    all. ``same`` says that title and work are the same text.
    """

    first: Session
    second: Session
    score: float
    dimension: str | None
    parts: tuple[str, str]
    verdict: Verdict | None
    same: bool

    @property
    def overlaps(self) -> bool:
        """Whether the judge tells of it."""
        return self.dimension is None and (self.verdict is not None or self.same)


class RolePairs(NamedTuple):
    """The pairs of a team.

    ``rows`` has, for each session of a small team, its pairs with those before it; empty in a
    larger one. ``listed`` are those as alike as a note asks for, overlaps first, then the most
    alike; ``more`` how many of them are left out, ``overlapping`` how many of all nothing
    separates. ``compared`` is false where the team is too large for all pairs.
    """

    sessions: tuple[Session, ...]
    levels: OverlapLevels
    rows: tuple[tuple[RolePair, ...], ...]
    listed: tuple[RolePair, ...]
    more: int
    overlapping: int
    compared: bool

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that separate pairs of the matrix, by name."""
        told = {pair.dimension for row in self.rows for pair in row if pair.dimension}
        return tuple(sorted(told))


def role_pairs(case: Case) -> RolePairs:
    """Compare the roles of what is judged, planned slots too."""
    levels = read_levels(case.charter.overlap if case.charter else {})
    roles = [ComparedRole(session, case) for session in case.after.sessions]
    sessions = tuple(role.session for role in roles)
    if len(roles) > MOST_COMPARED:
        return RolePairs(sessions, levels, (), (), 0, 0, compared=False)
    if len(roles) <= MOST_IN_MATRIX:
        rows = tuple(_rows(roles, levels))
        near = [pair for row in rows for pair in row if pair.score >= levels.lowest]
    else:
        rows = ()
        near = list(_near(roles, levels))
    near.sort(key=_worst_first)
    more = max(len(near) - MOST_LISTED, 0)
    overlapping = sum(pair.overlaps for pair in near)
    listed = tuple(near[:MOST_LISTED])
    return RolePairs(sessions, levels, rows, listed, more, overlapping, compared=True)


def _worst_first(pair: RolePair) -> tuple[object, ...]:
    rank = pair.verdict.rank if pair.verdict else len(Verdict)
    apart = not pair.overlaps
    return apart, 0 if apart else rank, -pair.score, pair.first.path, pair.second.path


def _rows(roles: Sequence[ComparedRole], levels: OverlapLevels) -> Iterator[tuple[RolePair, ...]]:
    scorer = Lexical()
    read = [scorer.read(role.work) for role in roles]
    for later, role in enumerate(roles):
        yield tuple(
            _pair(levels, earlier, role, scorer.score(read[at], read[later]))
            for at, earlier in enumerate(roles[:later])
        )


def _near(roles: Sequence[ComparedRole], levels: OverlapLevels) -> Iterator[RolePair]:
    scorer = Lexical()
    read = [scorer.read(role.work) for role in roles]
    for first, second, score in scorer.pairs(read, levels.lowest):
        yield _pair(levels, roles[first], roles[second], score)


def _pair(
    levels: OverlapLevels, first: ComparedRole, second: ComparedRole, score: float
) -> RolePair:
    dimension = first.scope.separated(second.scope)
    parts = ("", "")
    if dimension:
        parts = (first.scope.extents[dimension].told(), second.scope.extents[dimension].told())
    return RolePair(
        first.session,
        second.session,
        score,
        dimension,
        parts,
        told_as(levels, first, second, score),
        first.text == second.text,
    )
