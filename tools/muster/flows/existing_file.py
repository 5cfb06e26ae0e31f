"""What stands already where muster would write a file: nothing, or a plain file behind no link."""

from __future__ import annotations

import os
import shlex
import stat
from pathlib import Path, PurePosixPath

from muster.model.error import SurroundingsError, UsageError

MOST_BYTES = 32 << 20


def existing_file(top: Path, path: str) -> bytes | None:
    """The content of a file below a folder, None where there is none.

    Raises ``UsageError`` where something else than a plain file or a real folder is in the way,
    ``SurroundingsError`` where it can't be read.
    """
    for parent in reversed(PurePosixPath(path).parents[:-1]):
        if not _folder(top / parent):
            return None
    where = top / path
    try:
        handle = os.open(where, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            kind = os.fstat(handle).st_mode
            data = file.read(MOST_BYTES + 1) if stat.S_ISREG(kind) else None
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        data = None
    except OSError as error:
        if where.is_symlink():
            raise _in_the_way(where, "is a symbolic link, and this file must be a plain one") from (
                error
            )
        raise SurroundingsError(
            "unreadable-file", f"{where} can't be read: {error.strerror}.", _look(where)
        ) from error
    if data is None:
        raise _in_the_way(where, "is no file, and a file must stand there")
    if len(data) > MOST_BYTES:
        raise _in_the_way(where, f"is larger than {MOST_BYTES >> 20} MiB")
    return data


def linked_to(top: Path, path: str) -> str:
    """The file below a folder that a path stands for: where it is a symbolic link, its target.

    Raises ``UsageError`` for a link that leads out of the folder, into ``.git``, or nowhere.
    """
    where = top / path
    if not where.is_symlink():
        return path
    try:
        target = where.resolve(strict=True).relative_to(top.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        told = f"is a symbolic link that leads to no file of {top}, so nothing is written to it"
        raise _in_the_way(where, told) from error
    if target.parts[:1] == (".git",):
        raise _in_the_way(where, "is a symbolic link into .git")
    return target.as_posix()


def _folder(where: Path) -> bool:
    """Whether a real folder is there; False where nothing is."""
    try:
        kind = where.lstat().st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise SurroundingsError(
            "unreadable-file", f"{where} can't be read: {error.strerror}.", _look(where)
        ) from error
    if stat.S_ISLNK(kind):
        raise _in_the_way(where, "is a symbolic link, and git keeps no files behind one")
    if not stat.S_ISDIR(kind):
        raise _in_the_way(where, "is no folder, and files must stand in it")
    return True


def _in_the_way(where: Path, told: str) -> UsageError:
    return UsageError("in-the-way", f"{where} {told}. Move it away.", _look(where))


def _look(where: Path) -> str:
    return shlex.join(["ls", "-ld", str(where)])
