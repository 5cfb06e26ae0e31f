"""The file that a page is written to: whole or not at all, and nowhere but in its folder."""

from __future__ import annotations

import os
import shlex
import tempfile
from pathlib import Path

from muster.model.error import SurroundingsError

NAME = "index.html"


def write_page(folder: Path, html: str) -> Path:
    """Write ``index.html`` into a folder, which is made where it is missing; its path.

    What stands there under that name is replaced: a link itself, never what it leads to. Raises
    ``SurroundingsError`` where that can't be.
    """
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".index-", dir=folder)
        made = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(html)
            made.chmod(0o666 & ~_umask())
            made.replace(path)
        except BaseException:
            made.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SurroundingsError(
            "not-writable",
            f"{path} can't be written: {error.strerror or error}.",
            shlex.join(["ls", "-ld", str(folder), str(path)]),
        ) from error
    return path


def _umask() -> int:
    """What new files are not allowed; asking for it is setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
