"""Which roles overlap: their work is alike and no dimension separates their scopes."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from heapq import merge
from itertools import groupby, islice, takewhile
from math import inf
from operator import itemgetter
from typing import Generic, NamedTuple, Protocol

from muster.model.likeness import Scorer, V, Work
from muster.model.scope import Scope, may_meet

MOST_COUNTED = 25
"""How many overlaps of one role are looked for; more are as bad."""

_FEW_NEIGHBOURS = 8  # so many pairs a role that no scope separates are scored one by one
_MOST_KINDS = 128  # of those that are alike, the most alike ones


class Role(Protocol):
    """A role as it is compared; each part is asked for when it is needed."""

    @property
    def number(self) -> int | None:
        """Roles of one number are no pair."""

    @property
    def text(self) -> Hashable:
        """Roles of one text are no pair: they are the same role."""

    @property
    def work(self) -> Work:
        """What it does."""

    @property
    def scope(self) -> Scope:
        """What separates it from others."""


class Overlap(NamedTuple):
    """An earlier role by its index, and how alike the work is."""

    other: int
    score: float


def all_overlaps(
    roles: Sequence[Role],
    scorer: Scorer[V],
    floor: float,
    accused: Collection[int] | None = None,
    *,
    same_work: float = inf,
) -> dict[int, list[Overlap]]:
    """The earlier roles that each role overlaps with, by index, the ``MOST_COUNTED`` worst.

    ``floor`` is the lowest score that counts, above 0. ``accused``: only the overlaps of these.
    Roles of one scope that score ``same_work`` or more come first, then the most alike.
    """
    among = range(len(roles)) if accused is None else accused
    search = _Search(roles, scorer, floor, among, same_work)
    search.by_scopes()
    search.by_words()
    return {
        index: _worst_first(roles[index], roles, found, same_work)
        for index, found in sorted(search.found.items())
    }


def overlaps_of(
    role: Role,
    others: Sequence[Role],
    scorer: Scorer[V],
    floor: float,
    *,
    same_work: float = inf,
) -> list[Overlap]:
    """The same for one role, the others looked at one by one."""
    mine = scorer.read(role.work)
    found = [
        Overlap(index, score)
        for index, other in enumerate(others)
        if role.scope.separated(other.scope) is None  # the cheapest of the three to tell
        and _are_pair(role, other)
        and (score := scorer.score(mine, scorer.read(other.work))) >= floor
    ]
    return _worst_first(role, others, found, same_work)


def _worst_first(
    role: Role, others: Sequence[Role], found: list[Overlap], same_work: float
) -> list[Overlap]:
    def place(overlap: Overlap) -> tuple[bool, float, int]:
        same = (
            overlap.score >= same_work and others[overlap.other].scope.extents == role.scope.extents
        )
        return not same, -overlap.score, overlap.other

    return sorted(found, key=place)[:MOST_COUNTED]


def _are_pair(one: Role, other: Role) -> bool:
    return (one.number is None or one.number != other.number) and one.text != other.text


class _Members:
    """The roles of one kind of work, ascending, in runs of one text."""

    def __init__(self) -> None:
        self._runs: list[tuple[Hashable, list[int]]] = []

    def add(self, text: Hashable, index: int) -> None:
        """Add a role that comes after all others."""
        if self._runs and self._runs[-1][0] == text:
            self._runs[-1][1].append(index)
        else:
            self._runs.append((text, [index]))

    def before(self, index: int, text: Hashable) -> Iterator[int]:
        """Yield the roles of other texts that come before an index."""
        for other, indexes in self._runs:
            if indexes[0] >= index:
                break
            if other != text:
                yield from takewhile(index.__gt__, indexes)


class _Search(Generic[V]):
    """The state of one search."""

    def __init__(
        self,
        roles: Sequence[Role],
        scorer: Scorer[V],
        floor: float,
        accused: Collection[int],
        same_work: float,
    ) -> None:
        self.found: dict[int, list[Overlap]] = {}
        self._roles = roles
        self._scorer = scorer
        self._floor = floor
        self._same_work = same_work
        self._of_scope: dict[tuple[int, Hashable], _Members] = {}
        self._accused = frozenset(accused)
        self._scoped = [index for index, role in enumerate(roles) if role.scope.extents]
        self._parted = False
        self._kinds: dict[V, int] = {}
        self._kind_of: dict[int, int] = {}
        self._scores: dict[tuple[int, int], float] = {}

    def by_scopes(self) -> None:
        """Score the pairs of scoped roles that meet, if they are few."""
        scoped = self._scoped
        few = _FEW_NEIGHBOURS * len(self._roles)
        meeting = list(islice(may_meet([self._roles[i].scope for i in scoped]), few + 1))
        if len(meeting) > few:
            return
        self._parted = True
        read = list(self._kinds)
        for one, two in meeting:
            first, second = scoped[one], scoped[two]
            if second in self._accused and _are_pair(self._roles[first], self._roles[second]):
                pair = (self._kind(first, read), self._kind(second, read))
                score = self._scores.get(pair)
                if score is None:
                    score = self._scores[pair] = self._scorer.score(read[pair[0]], read[pair[1]])
                if score >= self._floor:
                    self.found.setdefault(second, []).append(Overlap(first, score))

    def by_words(self) -> None:
        """Find the other pairs by their words: those with a role that has no scope, or all."""
        scoped = frozenset(self._scoped)
        free = [index for index in range(len(self._roles)) if index not in scoped]
        if self._parted and not free:
            return
        read = list(self._kinds)
        everyone: dict[int, _Members] = {}
        unscoped: dict[int, _Members] = {}
        for index, role in enumerate(self._roles):
            kind = self._kind(index, read)
            everyone.setdefault(kind, _Members()).add(role.text, index)
            key = (kind, frozenset(role.scope.extents.items()))
            self._of_scope.setdefault(key, _Members()).add(role.text, index)
            if index not in scoped:
                unscoped.setdefault(kind, _Members()).add(role.text, index)
        near = self._neighbours(read, unscoped if self._parted else None)
        for index in sorted(self._accused):
            if self._parted and index in scoped:
                self._gather(index, near, unscoped, check=False)
            else:
                self._gather(index, near, everyone, check=index in scoped)

    def _gather(
        self,
        index: int,
        near: Sequence[Sequence[tuple[float, int]]],
        members: dict[int, _Members],
        *,
        check: bool,
    ) -> None:
        role = self._roles[index]
        alike = [one for one in near[self._kind_of[index]] if one[1] in members]
        found = (
            Overlap(other, score)
            for score, kinds in groupby(alike, key=itemgetter(0))
            for other in merge(*(members[kind].before(index, role.text) for _, kind in kinds))
            if _are_pair(role, self._roles[other])
            and not (check and role.scope.separated(self._roles[other].scope))
        )
        first = {*self._same(index, alike), *islice(found, MOST_COUNTED)}
        if first:
            self.found.setdefault(index, []).extend(first)

    def _same(self, index: int, alike: Sequence[tuple[float, int]]) -> Iterator[Overlap]:
        """Those of the same work and the same scope, however many others are more alike."""
        role = self._roles[index]
        scope = frozenset(role.scope.extents.items())
        found = (
            Overlap(other, score)
            for score, kind in alike
            if score >= self._same_work and (kind, scope) in self._of_scope
            for other in self._of_scope[kind, scope].before(index, role.text)
            if _are_pair(role, self._roles[other])
        )
        if self._parted and scope:
            return iter(())  # found by their scopes
        return islice(found, MOST_COUNTED)

    def _neighbours(
        self, read: Sequence[V], among: Collection[int] | None
    ) -> list[list[tuple[float, int]]]:
        """The kinds that are alike to each kind, itself among them, the most alike first."""
        near: list[list[tuple[float, int]]] = [[] for _ in read]
        for kind, vector in enumerate(read):
            if self._scorer.score(vector, vector) >= self._floor:
                near[kind].append((1.0, kind))
        for first, second, score in self._scorer.pairs(read, self._floor, among):
            for one, two in ((first, second), (second, first)):
                near[one].append((score, two))
                if len(near[one]) > 2 * _MOST_KINDS:
                    near[one] = _most_alike(near[one])
        return [_most_alike(kinds) for kinds in near]

    def _kind(self, index: int, read: list[V]) -> int:
        """The number of the work; equal works have one."""
        if index not in self._kind_of:
            vector = self._scorer.read(self._roles[index].work)
            kind = self._kinds.setdefault(vector, len(self._kinds))
            if kind == len(read):
                read.append(vector)
            self._kind_of[index] = kind
        return self._kind_of[index]


def _most_alike(kinds: list[tuple[float, int]]) -> list[tuple[float, int]]:
    return sorted(kinds, key=lambda kind: (-kind[0], kind[1]))[:_MOST_KINDS]
