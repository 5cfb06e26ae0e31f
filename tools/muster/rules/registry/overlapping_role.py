"""Two sessions must not do the same work in other words.

## What it does
Compares what roles do by their words, title and `does` before the responsibilities, and tells pairs
that are alike where no dimension of the charter separates the scopes. Of a range, windows or paths
that the charter's `coverage` wants covered only the wanted parts separate: a part that nobody needs
(prospects 999 of 1-50) separates nothing. Planned slots count too. Nearly the same work with the
same scopes, or none, is refused; other work that is alike needs a review; below that a note tells
of it (in a team of more than 1,000 only where the charter sets its level). `overlap` in the charter
sets the levels. Stock phrases, numbers and times count for nothing, word forms and common
abbreviations as one word, rare words more than frequent ones. The same text in both is `same-role`
and is not told again. One that is like many others is told of the five worst, and of the rest in
one finding more.

A check of a change looks at the pairs that the change brings; what main has already is told by the
check of the whole registry.

## Why
Two sessions whose work overlaps write to the same customers and undo each other's changes. That
their roles are worded differently only hides it.

## How to fix
Give each its part of a dimension of the charter under `role.scope`: a part on one side separates
nothing. The finding names one that is free, or what is left without the part that both have; none
lies outside what the charter's `coverage` wants covered. If the work does differ, say so in
`role.does`. If both are right as they are, the orchestrator rules on it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from muster.model.extent import Extent, union_of
from muster.model.finding import Finding, Verdict
from muster.model.likeness import Lexical, Vector, Work
from muster.model.overlap import MOST_COUNTED, all_overlaps, overlaps_of
from muster.model.overlap_levels import OverlapLevels, read_levels
from muster.model.plain_text import plain
from muster.model.scope import Scope, surely_apart
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.coverage import shortened
from muster.rules.holder import called
from muster.rules.rest import rest_finding
from muster.rules.rule import Rule
from muster.rules.separation import Separation, Side, separation

MOST_TOLD = 5
"""How many overlaps of one session are told one by one, the worst first; the rest is one more."""

_FEW = 8  # changed sessions that are compared one by one
_MOST_PROPOSED = 200  # in one check; nobody reads more, and each looks at all that is taken
_MOST_NOTED = 1_000  # sessions; among more, notes that nobody asked for would bury the reviews
_LARGE = 500  # sessions with a part of a dimension; among more a free part is one that nobody has
_MOST_WORDS = 4  # that a message gives as reasons


@dataclass(frozen=True)
class ComparedRole:
    """A session as it is compared."""

    session: Session
    case: Case

    @property
    def number(self) -> int | None:
        return self.session.number

    @cached_property
    def text(self) -> Hashable:
        text = (plain(self.session.title), plain(self.session.does))
        return text if any(text) else self.session.path

    @cached_property
    def work(self) -> Work:
        session = self.session
        return Work(session.title, session.does, session.responsibilities)

    @cached_property
    def scope(self) -> Scope:
        return self.case.separating_scope(self.session)


def told_as(
    levels: OverlapLevels, one: ComparedRole, other: ComparedRole, score: float
) -> Verdict | None:
    """How a pair that nothing separates is told; None: not at all."""
    return levels.verdict(score, unscoped=one.scope.extents == other.scope.extents)


class _Team:
    """The sessions of a case as they are compared, and what is made of them once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        given = case.charter.overlap if case.charter else {}
        self.levels = read_levels(given)
        noted = "note" in given or len(case.after.session_files) <= _MOST_NOTED
        self.floor = self.levels.lowest if noted else max(self.levels.lowest, self.levels.alarm)
        self.scorer = Lexical()
        self._left = _MOST_PROPOSED
        self._having: dict[str, list[ComparedRole]] = {}
        self._everyone: dict[str, list[Extent]] = {}
        self._proposed: dict[str, dict[str, tuple[ComparedRole, Extent]]] = {}
        self._vectors: dict[str, Vector] = {}

    def verdict(self, accused: ComparedRole, other: ComparedRole, score: float) -> Verdict | None:
        """How a pair that nothing separates is told."""
        return told_as(self.levels, accused, other, score)

    def separation(self, accused: ComparedRole, other: ComparedRole) -> Separation | None:
        """What would separate two roles, and remember it: nobody is told two things."""
        if self._left == 0:
            return None
        self._left -= 1
        sides = {role.session.path: role for role in (accused, other)}
        mover, stayer = (Side(role.session, role.scope) for role in (accused, other))
        found = separation(self.case.charter, mover, stayer, _Parts(self, accused))
        if found and any(
            self.case.needed_part(found.dimension, part) is None for _, part in found.parts
        ):
            return None  # it would part nothing
        if found:
            proposed = self._proposed.setdefault(found.dimension, {})
            for session, part in found.parts:
                proposed[session.path] = sides[session.path], part
        return found

    def taken(self, dimension: str, accused: ComparedRole) -> list[Extent]:
        """The extents of those who do the same kind of work; of everybody in a large team."""
        if dimension not in self._having:
            roles = (ComparedRole(session, self.case) for session in self._sessions(dimension))
            self._having[dimension] = [role for role in roles if dimension in role.scope.extents]
        having = self._having[dimension]
        large = len(having) > _LARGE
        if large and dimension not in self._everyone:
            whole = union_of([role.scope.extents[dimension] for role in having])
            self._everyone[dimension] = [] if whole is None else [whole]
        parts = [] if large else [(role, role.scope.extents[dimension]) for role in having]
        parts += self._proposed.get(dimension, {}).values()
        mine = self._vector(accused)
        return self._everyone.get(dimension, []) + [
            part
            for role, part in parts
            if role.session is not accused.session
            and self.scorer.score(mine, self._vector(role)) >= self.levels.lowest
        ]

    def proposed(self, dimension: str, session: Session) -> Extent | None:
        """What was proposed to a session before."""
        known = self._proposed.get(dimension, {}).get(session.path)
        return known[1] if known else None

    def _sessions(self, dimension: str) -> Iterator[Session]:
        return (one for one in self.case.after.sessions if dimension in one.raw_scope)

    def _vector(self, role: ComparedRole) -> Vector:
        path = role.session.path
        if path not in self._vectors:
            self._vectors[path] = self.scorer.read(role.work)
        return self._vectors[path]


class _Parts(NamedTuple):
    """The parts of dimensions as one accused finds them."""

    team: _Team
    accused: ComparedRole

    def taken(self, dimension: str) -> list[Extent]:
        return self.team.taken(dimension, self.accused)

    def proposed(self, dimension: str, session: Session) -> Extent | None:
        return self.team.proposed(dimension, session)


_Met = tuple[ComparedRole, float]
"""Another role, and how alike the work is."""


def _judge(case: Case) -> Iterator[Finding]:
    if len(case.after.session_files) < 2:
        return
    team = _Team(case)
    changed = [session for session in case.after.sessions if case.touches(session.path)]
    few = case.change is not None and len(changed) <= _FEW
    for accused, met in _of_few(team, changed) if few else _of_all(team):
        judged = [(other, score, team.verdict(accused, other, score)) for other, score in met]
        for other, score, verdict in judged[:MOST_TOLD]:
            if verdict is not None:
                yield _alike(team, verdict, accused, other, score)
        rest = [(other, verdict) for other, _, verdict in judged[MOST_TOLD:] if verdict is not None]
        if rest:
            yield rest_finding(
                RULE,
                rest[0][1],
                accused.session.place("role"),
                accused.session,
                [other.session for other, _ in rest],
                at_least=len(met) == MOST_COUNTED,
            )


def _of_all(team: _Team) -> Iterator[tuple[ComparedRole, list[_Met]]]:
    case = team.case
    ordered = sorted(case.after.sessions, key=lambda s: (case.touches(s.path), s.path))
    roles = [ComparedRole(session, case) for session in ordered]
    brought = [index for index, role in enumerate(roles) if case.touches(role.session.path)]
    found = all_overlaps(roles, team.scorer, team.floor, brought, same_work=team.levels.block)
    for index, overlaps in found.items():
        yield roles[index], [(roles[other], score) for other, score in overlaps]


def _of_few(team: _Team, changed: Sequence[Session]) -> Iterator[tuple[ComparedRole, list[_Met]]]:
    """The same for a few changed sessions: only what may be alike is looked at closely."""
    case, scorer, floor = team.case, team.scorer, team.floor
    dimensions = case.charter.dimensions if case.charter else {}
    standing = [
        (file.session, file.source.data or b"")
        for file in sorted(case.after.session_files, key=lambda file: file.path)
        if file.session and not case.touches(file.path)
    ]
    earlier: list[ComparedRole] = []
    for session in sorted(changed, key=lambda session: session.path):
        role = ComparedRole(session, case)
        may_reach = scorer.glance(scorer.read(role.work), floor)
        near = [
            ComparedRole(other, case)
            for other, data in standing
            if not surely_apart(role.scope, other.raw_scope, dimensions, case.needed_part)
            and may_reach(data)
        ] + earlier
        found = overlaps_of(role, near, scorer, floor, same_work=team.levels.block)
        met = [(near[it], score) for it, score in found]
        if met:
            yield role, met
        earlier.append(role)


def _alike(
    team: _Team, verdict: Verdict, accused: ComparedRole, other: ComparedRole, score: float
) -> Finding:
    mine, theirs = accused.session, other.session
    shared = team.scorer.shared(accused.work, other.work)[:_MOST_WORDS]
    why = ", ".join(f"{word} {round(share * 100)} %" for word, share in shared)
    part = team.separation(accused, other)
    return RULE.finding(
        verdict,
        mine.place("role"),
        f"The work of {called(mine)} is like that of {called(theirs)} "
        f"(score {score:.2f}: {why}), and no scope separates the two.",
        _help(team.case, accused, other, part),
        subjects=tuple(sorted((mine.path, theirs.path))),
        related=(theirs.place("role", note="the work that is alike"),),
        commands=(f"muster show {theirs.number}",) if theirs.number else (),
        boundaries=part.boundaries if part else (),
    )


def _help(case: Case, accused: ComparedRole, other: ComparedRole, part: Separation | None) -> str:
    first = _one_sided(accused, other, part)
    if part:
        field = f"role.scope.{part.dimension}"
        given = ", and ".join(f"{called(session)} {told}" for session, told in part.told)
        free = ", which is free" if len(part.told) == 1 else ", which are free"
        if part.narrows:
            free = ", so that nobody has what is another's"
        elif not part.parts:
            free = ""
        if first and not part.alone:  # it can say what differs without the other one
            return f"{first}Say in role.does what differs; or give under {field} {given}{free}."
        return f"{first}Give under {field} {given}{free}; or say in role.does what differs."
    names = ", ".join(case.charter.dimensions) if case.charter else ""
    if names:
        each = f"give each its part of a dimension ({names})"
        return f"{first}Say in role.does what differs, or {each}."
    return "Say in role.does what differs; the charter declares no dimension that could part them."


def _one_sided(accused: ComparedRole, other: ComparedRole, part: Separation | None) -> str:
    """That a part which one of the two has separates nothing, where that is so."""
    mine, theirs = accused.scope.extents.keys(), other.scope.extents.keys()
    only = sorted(mine ^ theirs)
    if part and part.dimension in mine ^ theirs:
        only = [part.dimension]
    if not only or (part and part.dimension in mine & theirs):
        return ""
    has, lacks = (accused, other) if only[0] in mine else (other, accused)
    return (
        f"A part on one side separates nothing, and only {called(has.session)} has {only[0]} "
        f"({shortened(has.scope.extents[only[0]].told())}), {called(lacks.session)} has none. "
    )


RULE = Rule("M204", "overlapping-role", _judge)
