"""Two sessions must not own the same paths.

## What it does
Asks for a review where a path belongs to two sessions by a `paths` dimension of the charter, and no
other dimension that both have separates them. Planned slots count too. The globs are compared as
git reads them, exactly; one path that both match is named.

## Why
Sessions that edit one code base undo each other's work where both believe a file to be theirs,
whatever the words of their roles say.

## How to fix
Name under `role.scope` of each session only the paths that it alone changes (`src/api/**` and
`src/web/**`), or part a shared path by another dimension of the charter. `muster may PATH` tells
whose a path is. What both must change is the orchestrator's to rule on.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from muster.model.boundary import Boundary
from muster.model.finding import Finding, Verdict
from muster.model.glob_automaton import UndecidedError
from muster.model.path_globs import PathGlobs, SharedPath, near_beginnings
from muster.model.scope import DimensionKind, Scope, may_meet
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.holder import called
from muster.rules.rule import Rule

MOST_TOLD = 20
"""How many sessions one is told to meet, one finding each."""
MOST_LOOKED_AT = 20_000
"""How many pairs of a whole registry are told of one dimension, before those are left out."""


def _judge(case: Case) -> Iterator[Finding]:
    declared = case.charter.dimensions.values() if case.charter else ()
    names = sorted(d.name for d in declared if d.kind is DimensionKind.PATHS)
    found: dict[tuple[str, str], tuple[Session, Session, str]] = {}
    for name in names:
        pairs = _all_pairs(case, name) if case.change is None else _new_pairs(case, name)
        for accused, other in pairs:
            if accused.number is None or accused.number != other.number:  # twice: told elsewhere
                found.setdefault((accused.path, other.path), (accused, other, name))
    told: dict[str, list[tuple[Session, Session, str]]] = {}
    for key in sorted(found):
        told.setdefault(key[0], []).append(found[key])
    for met in told.values():
        for accused, other, name in met[:MOST_TOLD]:
            more = len(met) - MOST_TOLD
            yield from _met(case, accused, other, name, max(more, 0))


def _all_pairs(case: Case, name: str) -> Iterator[tuple[Session, Session]]:
    having = [(s, case.scope(s)) for s in case.after.sessions if name in s.raw_scope]
    having = [(session, scope) for session, scope in having if name in scope.extents]
    having.sort(key=lambda pair: pair[0].path)
    for first, second in islice(may_meet([scope for _, scope in having]), MOST_LOOKED_AT):
        yield having[second][0], having[first][0]


def _new_pairs(case: Case, name: str) -> Iterator[tuple[Session, Session]]:
    """The pairs that the change brings; of two that it brings the later stands accused."""
    having = [session for session in case.after.sessions if name in session.raw_scope]
    for accused in having:
        if not case.touches(accused.path):
            continue
        scope = case.scope(accused)
        mine = scope.extents.get(name)
        if not isinstance(mine, PathGlobs):
            continue
        near = near_beginnings(mine)
        others: list[tuple[Session, Scope, PathGlobs]] = []
        for other in having:
            earlier = not case.touches(other.path) or other.path < accused.path
            if earlier and other is not accused and near(other.raw_scope[name]):
                read = case.scope(other)
                theirs = read.extents.get(name)
                if isinstance(theirs, PathGlobs):
                    others.append((other, read, theirs))
        for index in mine.meeting_of([theirs for _, _, theirs in others]):
            other, read, _ = others[index]
            if scope.separated(read) is None:
                yield accused, other


def _met(case: Case, accused: Session, other: Session, name: str, more: int) -> Iterator[Finding]:
    mine, theirs = (case.scope(session).extents[name] for session in (accused, other))
    if not (isinstance(mine, PathGlobs) and isinstance(theirs, PathGlobs)):
        return
    shared = mine.shared(theirs)
    if shared is None:
        return
    field = f"role.scope.{name}"
    rest = f" So do those of {more:,} more sessions." if more else ""
    yield RULE.finding(
        Verdict.REVIEW,
        accused.place("role", "scope", name),
        f"The {field} of {called(accused)} meets that of {called(other)}: "
        f"{shared.mine} and {shared.theirs} both match {shared.path}.{rest}",
        f"Name in {field} of each what it alone changes: {shared.path} belongs to one of them.",
        subjects=tuple(sorted((accused.path, other.path))),
        related=(other.place("role", "scope", name, note="the other one's paths"),),
        commands=(f"muster show {other.number}",) if other.number else (),
        boundaries=_boundaries(accused, other, shared),
    )


def _boundaries(accused: Session, other: Session, shared: SharedPath) -> tuple[Boundary, ...]:
    """Who names the smaller part keeps it; else the one that was there first."""
    if accused.number is None or other.number is None:
        return ()
    narrower = _within(shared.mine, shared.theirs) and not _within(shared.theirs, shared.mine)
    keeper, kept = (accused, shared.mine) if narrower else (other, shared.theirs)
    leaver, left = (other, shared.theirs) if narrower else (accused, shared.mine)
    what = f"leaves all that {kept} matches to number {keeper.number}"
    if kept != left:
        what = f"changes what {left} matches, but {what}"
    sides = (
        Boundary(keeper.number or 0, f"changes what {kept} matches"),
        Boundary(leaver.number or 0, what),
    )
    return tuple(sorted(sides))


def _within(one: str, other: str) -> bool:
    try:
        return PathGlobs((other,)).gap(PathGlobs((one,))) is None
    except UndecidedError:
        return False


RULE = Rule("M205", "overlapping-paths", _judge)
