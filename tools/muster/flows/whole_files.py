"""Writing several files together: all of them, or none."""

from __future__ import annotations

import secrets
import shlex
import stat
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from muster.model.error import SurroundingsError


def write_together(top: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files below a folder, in place of what they had; None takes one away.

    Each is written beside its place first, so that moving them there is all that is left to go
    wrong; then what was moved is put back. Raises ``SurroundingsError``, and all is as before.
    """
    with ExitStack() as undo:
        try:
            beside = {
                path: _beside(top, top / path, data, undo)
                for path, data in files.items()
                if data is not None
            }
            for path in files:
                undo.callback(_put_back, top / path, *_state(top / path))
                if path in beside:
                    beside[path].replace(top / path)
                else:
                    (top / path).unlink(missing_ok=True)
        except OSError as error:
            where = error.filename or top
            raise SurroundingsError(
                "not-writable",
                f"{where} can't be written: {error.strerror or error}. Nothing was changed.",
                shlex.join(["ls", "-ld", str(Path(where).parent)]),
            ) from error
        undo.pop_all()


def _beside(top: Path, target: Path, data: bytes, undo: ExitStack) -> Path:
    """The content in a file beside its place, with the mode of the one that is there."""
    for folder in reversed([one for one in target.parents if one.is_relative_to(top)]):
        if not folder.exists():
            folder.mkdir()
            undo.callback(_remove_folder, folder)
    made = target.parent / f".muster-{secrets.token_hex(8)}"
    undo.callback(made.unlink, missing_ok=True)
    with made.open("xb") as file:
        file.write(data)
    if target.exists():
        made.chmod(stat.S_IMODE(target.stat().st_mode))
    return made


def _state(target: Path) -> tuple[bytes | None, int]:
    if not target.exists():
        return None, 0
    return target.read_bytes(), stat.S_IMODE(target.stat().st_mode)


def _put_back(target: Path, data: bytes | None, mode: int) -> None:
    with suppress(OSError):
        if data is None:
            target.unlink(missing_ok=True)
        elif not target.exists() or target.read_bytes() != data:
            target.write_bytes(data)
            target.chmod(mode)


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
