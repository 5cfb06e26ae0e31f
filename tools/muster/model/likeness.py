"""How alike the work of roles is, told by the words that they share.

A work becomes a vector: each content word weighs by how rare it is in descriptions of roles, more
than twice that among the first of title and work, and a part of it where only a duty has it; where
title and work say next to nothing, the duties stand for them. The score is the cosine, 0 to 1.
``Scorer`` is the seam where another measure fits in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import fsum, log, sqrt
from typing import NamedTuple, Protocol, TypeVar

from muster.model.background import Background, shipped
from muster.model.common_words import HOLLOW_WORDS
from muster.model.content_words import beginnings, content_words, written_words

# The first words of title and work say what the role is; the rest adds detail.
_FACTORS = (2.5,) * 5 + (2.0,) * 3
_DUTY_FACTOR = 0.3
_NEXT_TO_NONE = 1  # words of title and work that say something
_MOST_WORDS = 256  # of one work; a record has room for thousands
_FREQUENT = 400  # a word that more than one of so many works have is frequent among them
_ROUNDED = 1e-4  # scores have four places
_CASED = re.compile(rb"(?<=[A-Za-z])([A-Z][a-z])")
_SPACED = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z](?:[\s._-]+[A-Za-z]){2,}(?![A-Za-z0-9])")
_NO_DIGITS = bytes(32 if 48 <= c < 58 else c for c in range(256))
_APART = bytes(c for c in range(256) if c > 127 or not chr(c).isalnum())
_PLAIN = bytes(ord(chr(c).lower()) if chr(c).isalnum() and c < 128 else 32 for c in range(256))


class Work(NamedTuple):
    """What a role does, as texts."""

    title: str
    does: str
    duties: tuple[str, ...] = ()


class Alike(NamedTuple):
    """Two works by their indexes, the lower first, and how alike they are: 0 to 1."""

    first: int
    second: int
    score: float


class Shared(NamedTuple):
    """A word that two works share, as written in the first, and its share of their likeness."""

    word: str
    share: float


class Vector(NamedTuple):
    """The words of a work and their weights, of length 1 in all; equal vectors are equal work."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def items(self) -> Iterator[tuple[str, float]]:
        """Yield each word with its weight."""
        return zip(self.words, self.weights, strict=True)


V = TypeVar("V")


class Scorer(Protocol[V]):
    """Tells how alike works are. ``V`` is what it makes of one: hashable, equal for equal work."""

    def read(self, work: Work) -> V:
        """Make of a work what is compared."""

    def score(self, one: V, other: V) -> float:
        """How alike two are: 0 to 1, the same in both directions, 1 for equal ones."""

    def pairs(
        self, read: Sequence[V], floor: float, among: Collection[int] | None = None
    ) -> Iterator[Alike]:
        """Yield the pairs that score ``floor`` (above 0) or more, of which one is in ``among``."""

    def glance(self, read: V, floor: float) -> Callable[[bytes], bool]:
        """A quick look at a record's bytes: False only if the work in it scores below floor."""

    def shared(self, one: Work, other: Work) -> tuple[Shared, ...]:
        """Why two are alike, the heaviest first; the shares add up to 1."""


class Lexical:
    """The scorer by shared words: cosine of weighted stems."""

    def __init__(self, background: Background | None = None) -> None:
        self._weight = lru_cache(maxsize=1 << 16)((background or shipped()).weight)
        self._known = lru_cache(maxsize=1 << 14)(self._read)

    def read(self, work: Work) -> Vector:
        """The vector of a work; without words if it says nothing."""
        return self._known(work)

    def _read(self, work: Work) -> Vector:
        lead = _words(work.title) + _words(work.does)
        duties = work.duties
        told = tuple(word for word in lead if word not in _hollow())
        if len(set(told)) <= _NEXT_TO_NONE and duties:  # then the duties say what the role is
            lead, duties = told, ()
            for duty in work.duties:
                lead += _words(duty)[:_MOST_WORDS]
                if len(lead) > _MOST_WORDS:
                    break
        weights: dict[str, float] = {}
        for place, word in enumerate(lead):
            if word not in weights:
                if len(weights) == _MOST_WORDS:
                    break
                weights[word] = _FACTORS[place] if place < len(_FACTORS) else 1.0
        if len(weights) < len(lead):
            for word, times in Counter(lead).items():
                if times > 1 and word in weights:
                    weights[word] *= 1 + log(times)
        for duty in duties:
            if len(weights) >= _MOST_WORDS:
                break
            for word in _words(duty)[:_MOST_WORDS]:
                weights.setdefault(word, _DUTY_FACTOR)
        weight = self._weight
        raw = [factor * weight(word) for word, factor in weights.items()]
        length = sqrt(fsum(value * value for value in raw))
        if not length:
            return Vector((), ())
        return Vector(tuple(weights), tuple(value / length for value in raw))

    def score(self, one: Vector, other: Vector) -> float:
        """The cosine, to four places."""
        return _score(one, dict(one.items()), other)

    def pairs(
        self, read: Sequence[Vector], floor: float, among: Collection[int] | None = None
    ) -> Iterator[Alike]:
        """All pairs from ``floor`` on; of few among many only the few are indexed."""
        return _joined(read, floor, range(len(read)) if among is None else sorted(among))

    def glance(self, read: Vector, floor: float) -> Callable[[bytes], bool]:
        """Whether the words of the vector that may stand in the bytes weigh enough together.

        A cosine is at most the length of the part of one vector that the other shares.
        """
        enough = (floor - _ROUNDED) ** 2
        mass: dict[frozenset[bytes], float] = {}
        for word, value in read.items():
            if word.isascii():  # bytes that may hold any other word are not told from those that do
                begins = frozenset(b" " + begin.encode() for begin in beginnings(word))
                mass[begins] = mass.get(begins, 0.0) + value * value
        probes = sorted(((value, tuple(sorted(it))) for it, value in mass.items()), reverse=True)
        total = fsum(mass.values())
        run_on = [
            (value, tuple(begin.translate(None, _APART) for begin in it)) for value, it in probes
        ]

        def may_reach(data: bytes) -> bool:
            if b"\\" in data or not data.isascii():  # an escape, or a letter that is folded
                return True
            # However a word is written apart, its letters stand in this order.
            letters = data.translate(_PLAIN, _APART)
            possible = total
            for value, begins in run_on:
                if not any(begin in letters for begin in begins):
                    possible -= value
                    if possible < enough - _ROUNDED:
                        return False
            if _SPACED.search(data):
                return True
            joined = data.translate(_PLAIN, b"-") if b"-" in data else b""
            cut = _CASED.sub(rb" \1", data) if _CASED.search(data) else b""
            text = b" ".join((b"", *(it.translate(_PLAIN) for it in (data, cut)), joined))
            text += text.translate(_NO_DIGITS)
            lacking, possible = enough, total
            for value, begins in probes:
                for begin in begins:
                    if begin in text:
                        lacking -= value
                        break
                if lacking <= 0:
                    return True
                possible -= value
                if possible < lacking - _ROUNDED:
                    return False
            return False

        return may_reach

    def shared(self, one: Work, other: Work) -> tuple[Shared, ...]:
        """The words of both, as the first writes them."""
        mine, theirs = self.read(one), dict(self.read(other).items())
        parts = {word: value * theirs[word] for word, value in mine.items() if word in theirs}
        total = fsum(parts.values())
        if not total:
            return ()
        written: dict[str, str] = {}
        for text in (one.title, one.does, *one.duties):
            if not parts.keys() <= written.keys():
                written = {**dict(reversed([*written_words(text)])), **written}
        ordered = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
        return tuple(Shared(written[word], part / total) for word, part in ordered)


@cache
def _hollow() -> frozenset[str]:
    return frozenset(stem for word in HOLLOW_WORDS for stem in content_words(word))


@lru_cache(maxsize=1 << 13)
def _words(text: str) -> tuple[str, ...]:
    return tuple(content_words(text))


def _score(one: Vector, weights: Mapping[str, float], other: Vector) -> float:
    """The cosine of two vectors of length 1; ``weights`` are those of the first by word.

    The sum is exact, so that both directions give one figure.
    """
    if one == other:
        return 1.0 if one.words else 0.0
    both = [weights[word] * value for word, value in other.items() if word in weights]
    return min(1.0, round(fsum(both), 4))


def _joined(read: Sequence[Vector], floor: float, among: Sequence[int]) -> Iterator[Alike]:
    """The pairs by an inverted index that leaves out what can't reach the floor.

    After Bayardo, Ma and Srikant, "Scaling up all pairs similarity search" (2007). What frequent
    words add to a score is at most the product of the lengths of both vectors in them. Those with
    most of them come first, so that of each vector as many frequent words are not indexed as can't
    reach the floor with any later one.
    """
    reach = floor - _ROUNDED
    frequency = Counter(word for vector in read for word in vector.words)
    many = len(read) // _FREQUENT + 1
    frequent = {word for word, count in frequency.items() if count > many}
    common = [sqrt(fsum(v * v for word, v in it.items() if word in frequent)) for it in read]
    chosen = frozenset(among)
    of_chosen: _Index = {}
    of_others: _Index = {}
    weights: dict[int, dict[str, float]] = {}
    left_out: dict[int, float] = {}
    for place in sorted(range(len(read)), key=lambda place: -common[place]):
        mine = weights[place] = dict(read[place].items())
        most = common[place]
        sums: dict[int, float] = {}
        seen = sums.get
        for index in (of_chosen, of_others) if place in chosen else (of_chosen,):
            for word, value in mine.items():
                for other, theirs in index.get(word, ()):
                    sums[other] = seen(other, 0.0) + value * theirs
        for other, found in sums.items():
            if found + most * left_out[other] >= reach:
                score = _score(read[other], weights[other], read[place])
                if score >= floor:
                    yield Alike(min(place, other), max(place, other), score)
        index = of_chosen if place in chosen else of_others
        enough = (reach / max(most, reach)) ** 2
        mass = left = 0.0
        for word in sorted(frequent.intersection(mine), key=lambda it: (-frequency[it], it)):
            mass += mine[word] ** 2
            if mass < enough:
                left = mass
            else:
                index.setdefault(word, []).append((place, mine[word]))
        left_out[place] = sqrt(left)
        for word, value in mine.items():
            if frequency[word] > 1 and word not in frequent:
                index.setdefault(word, []).append((place, value))


_Index = dict[str, list[tuple[int, float]]]
"""The vectors by word, with its weight in each."""
