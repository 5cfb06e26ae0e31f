"""What the charter wants covered, laid out: who has which part, what nobody has, what two have.

The entries, their gaps and the pairs that meet are the judge's own (M206, M207).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from muster.model.clock import clock
from muster.model.extent import Countable, Extent, meet, union_of
from muster.model.glob_automaton import UndecidedError
from muster.model.integer_ranges import IntegerRanges
from muster.model.labels import Labels
from muster.model.path_globs import PathGlobs
from muster.model.session import Session
from muster.model.time_windows import TimeWindows
from muster.rules.case import Case
from muster.rules.coverage import Wanted, wanted
from muster.rules.registry.coverage_gap import gap_of
from muster.rules.registry.coverage_overlap import MOST_LOOKED_AT, meeting_pairs

MOST_LANES = 12
"""Rows of one strip; who shares a part with more than so many others is told in words only."""

_ROUNDED = 0.002  # shares have three places
_Linear = IntegerRanges | TimeWindows


class Piece(NamedTuple):
    """A part of the whole on a line of 100: where it begins, how wide it is, what it is called.

    ``numbers`` are the sessions that have it; none for a gap.
    """

    at: float
    width: float
    told: str
    numbers: tuple[int | None, ...]

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.at + self.width


class Part(NamedTuple):
    """What one session has of the dimension, as told."""

    session: Session
    told: str


class Cell(NamedTuple):
    """One label that is to be covered, and the sessions that have it."""

    label: str
    numbers: tuple[int | None, ...]


class Strip(NamedTuple):
    """One entry of the charter's ``coverage``.

    ``whole`` is what is to be covered, as told; empty where ``problem`` says why it can't be read.
    Only of ranges and times: ``lanes`` are rows of pieces that don't touch one another, ``breaks``
    where the whole has a hole on the line of 100, ``holes`` what is left out there, ``ends`` its
    first and last member. Only of labels: ``cells``. Of every kind: ``gaps`` are parts that nobody
    has, ``twice`` parts with those who have them, ``parts`` what each session has; ``silent``
    sessions name none, ``missing`` numbers have no record.
    """

    name: str
    whole: str
    problem: str
    lanes: tuple[tuple[Piece, ...], ...] = ()
    gaps: tuple[Piece, ...] = ()
    twice: tuple[Piece, ...] = ()
    breaks: tuple[float, ...] = ()
    holes: str = ""
    ends: tuple[str, str] = ("", "")
    cells: tuple[Cell, ...] = ()
    parts: tuple[Part, ...] = ()
    silent: tuple[Session, ...] = ()
    missing: tuple[int, ...] = ()
    paths: bool = False

    @property
    def covered(self) -> bool:
        """Whether each part has one owner."""
        return not (self.problem or self.gaps or self.twice)


def strips(case: Case) -> tuple[Strip, ...]:
    """The entries of the charter's coverage, in its order."""
    return tuple(_strip(case, entry) for entry in wanted(case))


def _strip(case: Case, entry: Wanted) -> Strip:
    parts = tuple(Part(session, extent.told()) for session, extent in entry.extents)
    bare = Strip(
        entry.name, "", entry.problem, parts=parts, silent=entry.silent, missing=entry.missing
    )
    if entry.whole is None:
        return bare
    known = bare._replace(whole=entry.whole.told())
    if isinstance(entry.whole, PathGlobs):
        return _of_paths(entry, entry.whole, known)
    if isinstance(entry.whole, Labels):
        return _of_labels(case, entry, entry.whole, known)
    return _of_line(entry, entry.whole, known)


def _of_paths(entry: Wanted, whole: Extent, known: Strip) -> Strip:
    try:
        gap = gap_of(entry, whole)
    except UndecidedError:
        problem = "can't be compared: the globs are too intricate"
        return known._replace(problem=problem, paths=True)
    gaps = (Piece(0, 0, gap, ()),) if isinstance(gap, str) else ()
    twice = []
    for (accused, mine), (other, theirs) in islice(meeting_pairs(entry), MOST_LOOKED_AT):
        if isinstance(mine, PathGlobs) and isinstance(theirs, PathGlobs):
            shared = mine.shared(theirs)
            if shared:
                twice.append(Piece(0, 0, shared.path, (other.number, accused.number)))
    return known._replace(gaps=gaps, twice=tuple(twice), paths=True)


def _of_labels(case: Case, entry: Wanted, whole: Labels, known: Strip) -> Strip:
    charter = case.charter
    declared = charter.dimensions[entry.name].labels if charter else ()
    cells = tuple(
        Cell(
            label,
            tuple(
                session.number
                for session, extent in entry.extents
                if isinstance(extent, Labels) and label in extent.labels
            ),
        )
        for label in declared
        if label in whole.labels
    )
    return known._replace(
        cells=cells,
        gaps=tuple(Piece(0, 0, cell.label, ()) for cell in cells if not cell.numbers),
        twice=tuple(
            Piece(0, 0, cell.label, cell.numbers) for cell in cells if len(cell.numbers) > 1
        ),
    )


def _of_line(entry: Wanted, whole: _Linear, known: Strip) -> Strip:
    line = _Line(whole)
    pieces = [
        piece
        for session, extent in entry.extents
        if not isinstance(extent, PathGlobs | Labels)
        for piece in line.pieces(meet(extent, whole), (session.number,))
    ]
    nobodys = [part for part in gap_of(entry, whole) if not isinstance(part, str)]
    return known._replace(
        lanes=tuple(islice(_lanes(pieces), MOST_LANES)),
        gaps=tuple(piece for part in nobodys for piece in line.pieces(part, ())),
        twice=tuple(_twice(entry, whole, line)),
        breaks=line.breaks,
        holes=line.holes,
        ends=line.ends,
    )


def _twice(entry: Wanted, whole: _Linear, line: _Line) -> Iterator[Piece]:
    """The parts that more than one has, each with all who have something of it."""
    both: list[Countable] = []
    shares: list[Piece] = []
    for (accused, mine), (other, theirs) in islice(meeting_pairs(entry), MOST_LOOKED_AT):
        if isinstance(mine, PathGlobs) or isinstance(theirs, PathGlobs):
            continue
        part = meet(meet(mine, theirs), whole)
        if part.size:
            both.append(part)
            shares += line.pieces(part, (other.number, accused.number))
    merged = union_of(both)
    if merged is None or isinstance(merged, PathGlobs):
        return
    for piece in line.pieces(merged, ()):
        near = (one.numbers for one in shares if piece.at < one.end and one.at < piece.end)
        numbers = {number for pair in near for number in pair}
        yield piece._replace(numbers=tuple(sorted(numbers, key=lambda number: number or 0)))


class _Line:
    """The members of a whole one after the other on a line of 100, its holes left out."""

    def __init__(self, whole: _Linear) -> None:
        self._clock = isinstance(whole, TimeWindows)
        self._spans = whole.bounds()
        self._starts = list(accumulate((high - low + 1 for low, high in self._spans), initial=0))
        self._size = self._starts.pop() or 1

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where the whole has a hole."""
        return tuple(self._share(start) for start in self._starts[1:])

    @property
    def holes(self) -> str:
        """What lies between its first and its last member and is not to be covered, as told."""
        pairs = pairwise(self._spans)
        return ", ".join(self._told(low + 1, high - 1) for (_, low), (high, _) in pairs)

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last member, as told."""
        low, high = self._spans[0][0], self._spans[-1][1]
        return (clock(low), clock(high + 1)) if self._clock else (str(low), str(high))

    def pieces(self, part: Countable, numbers: tuple[int | None, ...]) -> Iterator[Piece]:
        """Where a part of the whole lies."""
        at = 0
        for low, high in () if isinstance(part, Labels) else part.bounds():
            while self._spans[at][1] < low:
                at += 1
            begin = self._starts[at] + low - self._spans[at][0]
            yield Piece(
                self._share(begin), self._share(high - low + 1), self._told(low, high), numbers
            )

    def _told(self, low: int, high: int) -> str:
        if self._clock:
            return TimeWindows(((low, high + 1),)).told()
        return IntegerRanges(((low, high),)).told()

    def _share(self, count: int) -> float:
        return round(100 * count / self._size, 3)


def _lanes(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Rows in which no piece touches another, each as full as can be."""
    left: Sequence[Piece] = sorted(pieces, key=lambda piece: (piece.at, piece.width, piece.told))
    while left:
        row: list[Piece] = []
        rest: list[Piece] = []
        for piece in left:
            fits = not row or piece.at >= row[-1].end - _ROUNDED
            (row if fits else rest).append(piece)
        yield tuple(row)
        left = rest
