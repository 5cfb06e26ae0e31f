"""A registry: every file under ``registry/`` of one tree, read once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from muster.model import schema
from muster.model.charter import Charter, read_charter
from muster.model.finding import Place
from muster.model.key import canonical_key
from muster.model.layout import CHARTER, RecordKind, Slot, slot
from muster.model.problem import Kind, Problem
from muster.model.record import Record
from muster.model.session import PENDING, Session, read_session
from muster.model.small_records import read_ack, read_activation, read_ruling
from muster.model.source_file import SourceFile
from muster.model.strict_yaml import MOST_BYTES, Document, read

_READERS = {
    RecordKind.CHARTER: read_charter,
    RecordKind.SESSION: read_session,
    RecordKind.RULING: read_ruling,
    RecordKind.ACTIVATION: read_activation,
    RecordKind.ACK: read_ack,
}


class RegistryFile(NamedTuple):
    """One file as read: what it should be, what is wrong with it, and the record if it has one.

    A record with schema violations is typed all the same, so that the number it holds is seen.
    """

    source: SourceFile
    slot: Slot
    problems: tuple[Problem, ...]
    record: Record | None
    held: int | None
    """The session number that this file takes: what it says, else what its name says."""

    @property
    def path(self) -> str:
        """Where it stands."""
        return self.source.path

    @property
    def session(self) -> Session | None:
        """The record if it is a session's."""
        return self.record if isinstance(self.record, Session) else None

    def place(self, *pointer: str | int, note: str = "") -> Place:
        """Where a field stands; the file as a whole if it has no record."""
        if self.record is None:
            return Place(self.path, note=note)
        return self.record.place(*pointer, note=note)


@dataclass(frozen=True)
class Registry:
    """Files by path. Two registries may share files that are equal in both."""

    files: Mapping[str, RegistryFile]

    @cached_property
    def charter(self) -> Charter | None:
        """The charter, if there is one that can be read."""
        file = self.files.get(CHARTER)
        record = file.record if file else None
        return record if isinstance(record, Charter) else None

    @cached_property
    def unsound(self) -> tuple[str, ...]:
        """The paths of the files that reading found problems in."""
        return tuple(path for path, file in self.files.items() if file.problems)

    @cached_property
    def session_files(self) -> tuple[RegistryFile, ...]:
        """The files of session records, read or not, by number and path."""
        return tuple(
            sorted(
                (file for file in self.files.values() if file.slot.kind is RecordKind.SESSION),
                key=lambda file: (file.held or 0, file.path),
            )
        )

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The session records that could be read, by number and path."""
        return tuple(file.session for file in self.session_files if file.session)

    @cached_property
    def by_number(self) -> Mapping[int, tuple[RegistryFile, ...]]:
        """The files that take each number; more than one is a duplicate."""
        found: dict[int, list[RegistryFile]] = {}
        for file in self.session_files:
            if file.held is not None:
                found.setdefault(file.held, []).append(file)
        return {number: tuple(files) for number, files in found.items()}

    @cached_property
    def free_numbers(self) -> list[int]:
        """The numbers of the charter's size that no file takes, ascending; none without a size."""
        size = self.charter.size if self.charter else None
        return [n for n in range(1, (size or 0) + 1) if n not in self.by_number]

    @cached_property
    def open_slots(self) -> Sequence[int]:
        """The numbers of the planned slots that anybody can claim, ascending."""
        size = self.charter.size if self.charter else None
        return [
            number
            for number, files in sorted(self.by_number.items())
            if 1 <= number <= (size or 0)
            and len(files) == 1
            and (session := files[0].session) is not None
            and not session.registered
            and session.key is None
        ]

    def overlaid(self, changed: Mapping[str, RegistryFile | None]) -> Registry:
        """This registry with some paths replaced, or taken away (None)."""
        files = {**self.files, **{path: file for path, file in changed.items() if file}}
        return Registry({path: files[path] for path in files if changed.get(path, True)})


def read_registry(
    files: Iterable[SourceFile], *, by_schema: Collection[str] | None = None
) -> Registry:
    """Read the files of one tree.

    ``by_schema`` are the paths that go through the schemas too; None: all of them.
    """
    return Registry(
        {
            file.path: read_file(file, by_schema=by_schema is None or file.path in by_schema)
            for file in files
        }
    )


def read_file(source: SourceFile, *, by_schema: bool) -> RegistryFile:
    """Read one file: bytes to data, data to record; with ``by_schema`` the schema judges it too."""
    place = slot(source.path)
    named = place.number if place.kind is RecordKind.SESSION else None
    if source.data is None:
        return RegistryFile(source, place, (_not_read(source),), None, named)
    document = read(source.data)
    if document.problems or place.kind is None:
        return RegistryFile(source, place, document.problems, None, named)
    problems = schema.judge(document, place.kind) if by_schema else ()
    if not isinstance(document.value, dict):
        return RegistryFile(source, place, problems or (_no_mapping(document),), None, named)
    record = _READERS[place.kind](source.path, document)
    if isinstance(record, Session) and record.number is not None:
        named = record.number
    return RegistryFile(source, place, problems, record, named)


def _not_read(source: SourceFile) -> Problem:
    if source.regular:
        return Problem(
            Kind.OVERSIZED_FILE,
            f"The file has {source.size:,} bytes; a record has at most {MOST_BYTES:,}.",
            "Shorten the texts: a record says what is agreed, not how the work is done.",
        )
    what = {0o120000: "a symbolic link", 0o160000: "a submodule"}.get(source.mode, "no plain file")
    return Problem(
        Kind.NOT_A_REGULAR_FILE,
        f"The path is {what}; a record is a plain file.",
        "Remove it and commit the record as a plain file.",
    )


def _no_mapping(document: Document) -> Problem:
    line, column = document.at()
    return Problem(
        Kind.SCHEMA_VIOLATION, "the record must be a mapping.",
        "Write the record; `muster show` prints the form of a free number.",
        line, column, "the record",
    )  # fmt: skip


def record_key(source: SourceFile | None) -> str | None:
    """The key in a session's record; None where it has none or can't be read."""
    if source is None or source.data is None or b"key" not in source.data:
        return None
    session = read_file(source, by_schema=False).session
    return canonical_key(session.key) if session and session.key else None


def holding_key(source: SourceFile | None) -> str | None:
    """By which key a session's record is held: None where nobody holds it, "" where no key shows.

    A planned slot that lists a key beforehand is held by that key; a file that can't be read may
    be anybody's.
    """
    if source is None:
        return None
    session = read_file(source, by_schema=False).session
    if session is None:
        return ""
    if session.key:
        return canonical_key(session.key)
    return None if session.status == PENDING else ""
