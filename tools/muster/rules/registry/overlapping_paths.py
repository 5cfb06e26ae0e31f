"""Two sessions must not own the same paths.

## What it does
Asks for a review where a path belongs to two sessions by a `paths` dimension of the charter, and no
other dimension that both have separates them. Planned slots count too. The globs are compared as
git reads them, exactly; one path that both match is named. One that meets more than 20 others is
told of 20 of them (of 5 where there are very many pairs), and of the rest in one finding more.
Where globs are so many and so intricate that not all can be compared, that is told too.

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
from muster.model.finding import Finding, Place, Verdict
from muster.model.glob_automaton import Effort, UndecidedError
from muster.model.layout import CHARTER
from muster.model.path_globs import PathGlobs, SharedPath, near_beginnings
from muster.model.scope import DimensionKind, near_pairs
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.holder import called
from muster.rules.rest import rest_finding
from muster.rules.rule import Rule

MOST_TOLD = 20
"""How many sessions one is told to meet, one finding each; the rest is one more finding."""
_MANY = 1_000  # pairs; nobody reads so many findings
_FEW_TOLD = 5  # of each, where there are many
MOST_LOOKED_AT = 100_000
"""How many pairs of a whole registry are looked at in one dimension; a finding tells of more."""

_Pair = tuple[Session, Session]
"""The accused one first."""


def _judge(case: Case) -> Iterator[Finding]:
    declared = case.charter.dimensions.values() if case.charter else ()
    names = sorted(d.name for d in declared if d.kind is DimensionKind.PATHS)
    found: dict[tuple[str, str], tuple[Session, Session, str]] = {}
    for name in names:
        search = _Search(case, name)
        for accused, other in search.pairs():
            if accused.number is None or accused.number != other.number:  # twice: told elsewhere
                found.setdefault((accused.path, other.path), (accused, other, name))
        if search.gave_up:
            yield _not_all(case, name)
    told: dict[str, list[tuple[Session, Session, str]]] = {}
    for key in sorted(found):
        told.setdefault(key[0], []).append(found[key])
    many = sum(min(len(met), MOST_TOLD) for met in told.values()) > _MANY
    most = _FEW_TOLD if many else MOST_TOLD
    for met in told.values():
        for accused, other, name in met[:most]:
            yield from _met(case, accused, other, name)
        rest = [other for _, other, _ in met[most:]]
        if rest:
            accused, _, name = met[most]
            place = accused.place("role", "scope", name)
            yield rest_finding(RULE, Verdict.REVIEW, place, accused, rest)


class _Search:
    """The search for the pairs that meet in one dimension."""

    def __init__(self, case: Case, name: str) -> None:
        self.gave_up = False
        self._case = case
        self._name = name
        self._effort = Effort()
        self._having = [session for session in case.after.sessions if name in session.raw_scope]

    def pairs(self) -> Iterator[_Pair]:
        """Yield the pairs, as far as the effort reaches."""
        near = self._near_all() if self._case.change is None else self._near_new()
        try:
            for accused, others in near:
                yield from ((accused, other) for other in self._meeting(accused, others))
        except UndecidedError:
            self.gave_up = True

    def _near_all(self) -> Iterator[tuple[Session, list[Session]]]:
        """Each session with the earlier ones that it may meet."""
        having = sorted(self._having, key=lambda session: session.path)
        scopes = [self._case.scope(session) for session in having]
        read = [at for at, scope in enumerate(scopes) if self._name in scope.extents]
        near: dict[int, list[int]] = {}
        found = near_pairs([scopes[at] for at in read])
        for first, second in islice(found, MOST_LOOKED_AT):
            near.setdefault(read[second], []).append(read[first])
        self.gave_up = next(found, None) is not None
        for second in sorted(near):
            yield having[second], [having[first] for first in sorted(near[second])]

    def _near_new(self) -> Iterator[tuple[Session, list[Session]]]:
        """The same of those that the change brings; of two that it brings the later is accused."""
        case = self._case
        for accused in self._having:
            mine = case.scope(accused).extents.get(self._name) if case.touches(accused.path) else ()
            if not isinstance(mine, PathGlobs):
                continue
            near = near_beginnings(mine)
            others = [
                other
                for other in self._having
                if other is not accused
                and (not case.touches(other.path) or other.path < accused.path)
                and near(other.raw_scope[self._name])
            ]
            yield accused, others

    def _meeting(self, accused: Session, others: list[Session]) -> Iterator[Session]:
        """Those of the others whose paths meet, and that nothing else separates."""
        scope = self._case.scope(accused)
        mine = scope.extents[self._name]
        theirs = [(other, self._case.scope(other)) for other in others]
        near = [
            (other, extent)
            for other, read in theirs
            if isinstance(extent := read.extents.get(self._name), PathGlobs)
            and scope.separated(read, beside=self._name) is None
        ]
        if isinstance(mine, PathGlobs) and near:
            met = mine.meeting_of([extent for _, extent in near], self._effort)
            yield from (near[at][0] for at in met)


def _not_all(case: Case, name: str) -> Finding:
    return RULE.finding(
        Verdict.REVIEW,
        case.charter.place("dimensions", name) if case.charter else Place(CHARTER),
        f"So many sessions have intricate paths in {name} that not all of them were compared.",
        f"Name under role.scope.{name} of each session the folders that it alone changes: globs "
        "that begin with a fixed folder are compared in no time.",
        subjects=(CHARTER, name),
    )


def _met(case: Case, accused: Session, other: Session, name: str) -> Iterator[Finding]:
    mine, theirs = (case.scope(session).extents[name] for session in (accused, other))
    if not (isinstance(mine, PathGlobs) and isinstance(theirs, PathGlobs)):
        return
    shared = mine.shared(theirs)
    if shared is None:
        return
    field = f"role.scope.{name}"
    yield RULE.finding(
        Verdict.REVIEW,
        accused.place("role", "scope", name),
        f"The {field} of {called(accused)} meets that of {called(other)}: "
        f"{shared.mine} and {shared.theirs} both match {shared.path}.",
        f"Name in {field} of each what it alone changes: {shared.path} belongs to one of them.",
        subjects=tuple(sorted((accused.path, other.path))),
        related=(other.place("role", "scope", name, note="the other one's paths"),),
        commands=(f"muster show {other.number}",) if other.number else (),
        boundaries=_boundaries(case, accused, other, shared),
    )


def _boundaries(
    case: Case, accused: Session, other: Session, shared: SharedPath
) -> tuple[Boundary, ...]:
    """Who holds it on main keeps it; of two that come or stay together who names less of it."""
    if accused.number is None or other.number is None:
        return ()
    mine, theirs = PathGlobs((shared.mine,)), PathGlobs((shared.theirs,))
    late = case.change is not None and not case.touches(other.path) and other.registered
    narrower = not late and mine.within(theirs) and not theirs.within(mine)
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


RULE = Rule("M205", "overlapping-paths", _judge)
