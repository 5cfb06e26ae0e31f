"""Writing a file that the user names: all of it, or nothing."""

from __future__ import annotations

import secrets
from pathlib import Path

from muster.model.error import SurroundingsError, UsageError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in place of what it had; whoever reads it meanwhile sees the old one.

    A symbolic link stays one. Raises ``UsageError`` where the path is something else than a file,
    ``SurroundingsError`` where it can't be written.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise UsageError("no-file", f"{path} is no file, so nothing is written to it.")
        beside = target.parent / f".muster-{secrets.token_hex(8)}"
        try:
            with beside.open("xb") as file:
                file.write(data)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a loop of links
        told = getattr(error, "strerror", None) or error
        raise SurroundingsError("not-writable", f"{path} can't be written: {told}.") from error
