"""Reading the files that begin a registry: from a folder that has one, or a charter alone."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from muster.model.error import SurroundingsError, UsageError
from muster.model.layout import CHARTER, ROOT, RecordKind
from muster.model.schema import schema_file
from muster.model.strict_yaml import MOST_BYTES

MOST_FILES = 20_000


def registry_files(folder: Path) -> dict[str, bytes]:
    """The files below ``registry/`` of a folder, by their paths.

    Raises ``UsageError`` where there is no charter, or anything but plain files of a record's size.
    """
    if not (folder / CHARTER).exists():
        raise UsageError(
            "no-charter",
            f"There is no {CHARTER} in {folder}, so there is no registry to begin with.",
            shlex.join(["muster", "import", "FILE", "--into", str(folder)]),
        )
    return folder_files(folder)


def folder_files(folder: Path) -> dict[str, bytes]:
    """The files below ``registry/`` of a folder that has one, with or without a charter.

    Raises ``UsageError`` where there is anything but plain files of a record's size.
    """
    files: dict[str, bytes] = {}
    for path in _walk(folder, ROOT):
        if len(files) == MOST_FILES:
            raise UsageError(
                "too-many-files", f"{folder / ROOT} has more than {MOST_FILES:,} files."
            )
        files[path] = _read(folder / path)
    return files


def charter_file(path: Path) -> dict[str, bytes]:
    """A charter alone, as the one file of a registry."""
    return {CHARTER: _read(path)}


def schema_files() -> dict[str, bytes]:
    """The schemas, for editors: each record's first line names its own."""
    shipped = (schema_file(kind) for kind in RecordKind)
    return {f"schema/{file.name}": file.read_bytes() for file in shipped}


def _walk(folder: Path, under: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder / under), key=lambda entry: entry.name)
    except OSError as error:
        raise _unreadable(folder / under, error) from error
    for entry in entries:
        path = f"{under}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, path)
        else:
            yield path


def _read(path: Path) -> bytes:
    """A plain file's bytes; no link is followed, no pipe waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise UsageError("not-a-file", f"{path} is no plain file.", _look(path))
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UsageError("no-such-file", f"There is no file {path}.", "ls") from error
    except OSError as error:
        if path.is_symlink():
            told = f"{path} is a symbolic link; a registry has plain files only."
            raise UsageError("not-a-file", told, _look(path)) from error
        raise _unreadable(path, error) from error
    if len(data) > MOST_BYTES:
        raise UsageError(
            "oversized-file",
            f"{path} has more than {MOST_BYTES:,} bytes; no record may.",
            _look(path),
        )
    return data


def _unreadable(path: Path, error: OSError) -> SurroundingsError:
    return SurroundingsError(
        "unreadable-file", f"{path} can't be read: {error.strerror}.", _look(path)
    )


def _look(path: Path) -> str:
    return shlex.join(["ls", "-ld", str(path)])
