"""What the charter wants covered, and what each session that is to cover it has of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from muster.model.charter import Charter
from muster.model.extent import Dimension, Extent, read_extent
from muster.model.finding import Place
from muster.model.layout import session_path
from muster.model.lenient import items
from muster.model.session import Session
from muster.model.unreadable_extent import UnreadableExtentError
from muster.rules.case import Case

_MOST_PARTS = 5


@dataclass(frozen=True)
class Wanted:
    """One entry of the charter's ``coverage``.

    ``whole`` is None where ``problem`` tells why it can't be read. ``extents`` are those of the
    sessions, planned or registered, by number; ``silent`` sessions name nothing readable in the
    dimension, ``missing`` numbers have no record that can be read.
    """

    index: int
    place: Place
    name: str
    whole: Extent | None
    problem: str
    extents: tuple[tuple[Session, Extent], ...]
    silent: tuple[Session, ...]
    missing: tuple[int, ...]

    @property
    def sessions(self) -> list[Session]:
        """All that have a record, by number."""
        found = [*(session for session, _ in self.extents), *self.silent]
        return sorted(found, key=lambda session: session.path)


def wanted(case: Case) -> Iterator[Wanted]:
    """The entries of the charter's coverage, in its order."""
    charter = case.charter
    if charter is None:
        return
    raw = items(charter.document.value.get("coverage"))
    indexes = [index for index, item in enumerate(raw) if isinstance(item, dict)]
    for index, entry in zip(indexes, charter.coverage, strict=False):
        dimension = charter.dimensions.get(entry.dimension)
        whole, problem = _whole(charter, dimension, entry.dimension, entry.of)
        extents: list[tuple[Session, Extent]] = []
        silent: list[Session] = []
        missing: list[int] = []
        for number in sorted({*entry.by}):
            files = case.after.by_number.get(number, ())
            session = next((file.session for file in files if file.session), None)
            if session is None:
                missing.append(number)
            elif dimension and (extent := _extent(session, dimension)):
                extents.append((session, extent))
            else:
                silent.append(session)
        yield Wanted(
            index,
            charter.place("coverage", index),
            entry.dimension,
            whole,
            problem,
            tuple(extents),
            tuple(silent),
            tuple(missing),
        )


def _whole(
    charter: Charter, dimension: Dimension | None, name: str, of: object
) -> tuple[Extent | None, str]:
    if dimension is None:
        declared = ", ".join(charter.dimensions) or "none"
        return None, f"names the dimension {name}, which the charter lacks (it has {declared})"
    try:
        return read_extent(of, dimension), ""
    except UnreadableExtentError as error:
        return None, f"can't be read: of {error}"


def _extent(session: Session, dimension: Dimension) -> Extent | None:
    if dimension.name not in session.raw_scope:
        return None
    try:
        return read_extent(session.raw_scope[dimension.name], dimension)
    except UnreadableExtentError:
        return None


def gone(case: Case, numbers: tuple[int, ...]) -> tuple[Place, ...]:
    """The records of some numbers that the change takes away: then what lacks is its doing."""
    paths = map(session_path, numbers if case.change else ())
    return tuple(Place(path, note="taken away") for path in paths if case.touches(path))


def shortened(told: str) -> str:
    """The first few parts of an extent as told, and how many more there are."""
    parts = told.split(", ")
    more = len(parts) - _MOST_PARTS
    return told if more <= 0 else f"{', '.join(parts[:_MOST_PARTS])} and {more:,} more"
