"""Importing: a team's document becomes a registry; what is there already is never touched."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from muster.model.dump import dump
from muster.model.error import SurroundingsError, UsageError
from muster.model.layout import CHARTER, RecordKind, session_path
from muster.model.schema import schema_file
from muster.seed.document import read_document
from muster.seed.draft import Draft, Part


class Written(StrEnum):
    """What became of one file."""

    NEW = "new"
    SAME = "same"
    KEPT = "kept"


@dataclass(frozen=True)
class Imported:
    """One file of the registry: its path, the part of the draft, what became of it."""

    path: str
    part: Part
    written: Written


def import_document(text: str, source: str, into: Path) -> list[Imported]:
    """Write the registry that a document describes into a folder.

    ``source`` is the document's name, for the comments. A file that is there already stays as it
    is, whatever it says: it may have been completed by hand. So a second run changes nothing.

    Raises ``UsageError`` for a document that names no session, ``SurroundingsError`` where the
    folder can't be written.
    """
    try:
        draft = read_document(text)
    except ValueError as error:
        raise UsageError(
            "no-sessions", f"{source} can't be imported: {error}.", "muster import --help"
        ) from error
    imported = [
        Imported(path, part, _write(into / path, _text(part, kind, source)))
        for path, part, kind in _files(draft)
    ]
    for kind in RecordKind:  # for editors: each record's first line names its schema
        shipped = schema_file(kind)
        _write(into / "schema" / shipped.name, shipped.read_text("utf-8"))
    return imported


def _files(draft: Draft) -> Iterator[tuple[str, Part, str]]:
    yield CHARTER, draft.charter, "charter"
    for part in draft.sessions:
        number = part.record["number"]
        assert isinstance(number, int)  # noqa: S101 - the draft's own promise
        yield session_path(number), part, "session"


def _text(part: Part, kind: str, source: str) -> str:
    comments = [f"Imported from {source}."]
    if part.untold:
        comments.append("What the document does not tell, or what could not be read out of it:")
        comments += [f"- {sentence}" for sentence in part.untold]
    return dump(part.record, kind=kind, comments=comments)


def _write(path: Path, text: str) -> Written:
    data = text.encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            file = path.open("xb")
        except FileExistsError:
            return Written.SAME if path.read_bytes() == data else Written.KEPT
        try:
            with file:
                file.write(data)
        except OSError:
            # Half a record is worse than none; a second run would keep it.
            with contextlib.suppress(OSError):
                path.unlink()
            raise
    except OSError as error:
        raise SurroundingsError(
            "not-writable", f"{path} can't be written: {error.strerror or error}"
        ) from error
    return Written.NEW
