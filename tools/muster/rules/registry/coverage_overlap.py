"""What the charter wants covered must not be covered twice.

## What it does
Asks for a review where two of the sessions that an entry of the charter's `coverage` names in `by`
have a part of its `of` in common, planned slots too, whatever else separates the two. Parts beyond
`of` may be shared. Shared paths are told by `overlapping-paths`, and here only where another
dimension separates the two.

## Why
What two sessions cover is done twice, or each leaves it to the other. A team that writes `coverage`
says that each part is to have one owner.

## How to fix
Leave the shared part to one of the two; the finding proposes which. If both are meant to do it, the
orchestrator rules so, or the charter names only one of them in `by`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from muster.model.boundary import Boundary
from muster.model.extent import Extent, meet
from muster.model.finding import Finding, Verdict
from muster.model.path_globs import PathGlobs
from muster.model.scope import Scope, may_meet
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.coverage import Wanted, shortened, wanted
from muster.rules.holder import called
from muster.rules.rest import rest_finding
from muster.rules.rule import Rule
from muster.rules.shared_part import shared_out

MOST_TOLD = 20
"""How many sessions one is told to meet, one finding each; the rest is one more finding."""
MOST_LOOKED_AT = 20_000
"""How many pairs of a whole registry are looked at for one entry; a finding tells of more."""

Pair = tuple[tuple[Session, Extent], tuple[Session, Extent]]
"""The accused one first."""


def _judge(case: Case) -> Iterator[Finding]:
    for entry in wanted(case):
        if entry.whole is None:
            continue
        met: dict[str, list[tuple[Pair, str]]] = {}
        if case.change is None:
            pairs = list(meeting_pairs(entry))
            looked_at = pairs[:MOST_LOOKED_AT]
        else:
            pairs = looked_at = list(_new_pairs(case, entry))
        for pair in sorted(looked_at, key=lambda pair: (pair[0][0].path, pair[1][0].path)):
            both = _both(case, pair, entry.whole)
            if both:
                met.setdefault(pair[0][0].path, []).append((pair, both))
        for told in met.values():
            for pair, both in told[:MOST_TOLD]:
                yield _twice(entry, pair, both)
            rest_ = [other for (_, (other, _)), _ in told[MOST_TOLD:]]
            if rest_:
                accused = told[0][0][0][0]
                yield rest_finding(
                    RULE,
                    Verdict.REVIEW,
                    accused.place("role", "scope", entry.name),
                    accused,
                    rest_,
                    about=(f"coverage.{entry.index}",),
                )
        if case.change is None and len(pairs) > MOST_LOOKED_AT:
            yield _not_all(entry)


def meeting_pairs(entry: Wanted) -> Iterator[Pair]:
    """The pairs of sessions that have a part in common, one more than are looked at."""
    having = sorted(entry.extents, key=lambda one: one[0].path)
    near = may_meet([Scope({entry.name: extent}) for _, extent in having])
    for first, second in islice(near, MOST_LOOKED_AT + 1):
        yield having[second], having[first]


def _new_pairs(case: Case, entry: Wanted) -> Iterator[Pair]:
    """The pairs that the change brings; of two that it brings the later stands accused."""
    for mine in entry.extents:
        if not case.touches(mine[0].path):
            continue
        for theirs in entry.extents:
            earlier = not case.touches(theirs[0].path) or theirs[0].path < mine[0].path
            if earlier and theirs is not mine:
                yield mine, theirs


def _both(case: Case, pair: Pair, whole: Extent) -> str:
    """What of the whole both have, as told; empty if nothing."""
    (accused, mine), (other, theirs) = pair
    if isinstance(mine, PathGlobs) or isinstance(theirs, PathGlobs) or isinstance(whole, PathGlobs):
        if not (isinstance(mine, PathGlobs) and isinstance(theirs, PathGlobs)):
            return ""
        if case.scope(accused).separated(case.scope(other)) is None:
            return ""  # overlapping-paths tells it
        shared = mine.shared(theirs)
        return shared.path if shared else ""
    return meet(meet(mine, theirs), whole).told()


def _twice(entry: Wanted, pair: Pair, both: str) -> Finding:
    (accused, _), (other, _) = pair
    what = shortened(both)
    return RULE.finding(
        Verdict.REVIEW,
        accused.place("role", "scope", entry.name),
        f"Both {called(accused)} and {called(other)} have {entry.name} {what}; "
        f"the charter wants each part covered once.",
        f"Leave {entry.name} {what} to one of the two in role.scope.{entry.name}.",
        subjects=(*sorted((accused.path, other.path)), f"coverage.{entry.index}"),
        related=(
            other.place("role", "scope", entry.name, note="the same part"),
            entry.place._replace(note="what is to be covered once"),
        ),
        commands=(f"muster show {other.number}",) if other.number else (),
        boundaries=_boundaries(entry.name, pair),
    )


def _not_all(entry: Wanted) -> Finding:
    return RULE.finding(
        Verdict.REVIEW,
        entry.place,
        f"More than {MOST_LOOKED_AT:,} pairs of sessions may share a part of {entry.name}: not all "
        "of them were compared.",
        f"Give each session its own part under role.scope.{entry.name}, or name fewer in by.",
        subjects=(entry.place.path, f"coverage.{entry.index}"),
    )


def _boundaries(name: str, pair: Pair) -> tuple[Boundary, ...]:
    """The accused leaves the shared part; the other one does if the accused has nothing else."""
    (accused, mine), (other, theirs) = pair
    if accused.number is None or other.number is None:
        return ()
    if isinstance(mine, PathGlobs) or isinstance(theirs, PathGlobs):
        return ()
    parts = shared_out(mine, theirs)
    if parts is None:
        return ()
    return tuple(
        sorted(
            Boundary(number, f"has {name} {shortened(extent.told())}")
            for number, extent in ((other.number, parts.stayer), (accused.number, parts.mover))
        )
    )


RULE = Rule("M207", "coverage-overlap", _judge)
