"""The sessions' keys, in the user's state folder: one folder a key, made whole or not at all.

``STATE/keys/ROOT/SESSION/key`` and ``key.pub``; ROOT is the id of the registry's root commit.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import stat
import tempfile
import time
from pathlib import Path

from muster.git.ssh_keygen import make_key
from muster.model.error import SurroundingsError

_ROOT = re.compile(r"[0-9a-f]{40,64}")
_UNSAFE = re.compile(r"[^a-z0-9_-]+")
_MOST_READABLE = 40
_BEGUN = ".new-"
_STALE = 3600  # seconds after which a key that was begun will not be finished by anybody


def state_folder() -> Path:
    """Where muster keeps what belongs to the user and no repository; it may not exist yet."""
    if own := os.environ.get("MUSTER_STATE_HOME"):
        if Path(own).is_absolute():
            return Path(own)
        raise SurroundingsError(
            "relative-state-home",
            f"MUSTER_STATE_HOME is {own!r}, which would be another folder in each working folder.",
            f"export MUSTER_STATE_HOME={shlex.quote(str(Path(own).absolute()))}",
        )
    common = os.environ.get("XDG_STATE_HOME", "")
    if Path(common).is_absolute():
        return Path(common) / "muster"
    try:
        return Path.home() / ".local" / "state" / "muster"
    except RuntimeError as error:
        raise _not_writable("the home folder", "it is not known") from error


def session_key(root: str, session_id: str) -> Path | None:
    """The private key of a session, None where it has none.

    Raises ``SurroundingsError`` where somebody else could have read or replaced it.
    """
    path = _folder(root, session_id) / "key"
    try:
        path.lstat()
        for folder in reversed(path.parents[:3]):
            _refuse_unsafe(folder, 0o022, "700")
        _refuse_unsafe(path, 0o077, "600")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SurroundingsError(
            "state-not-readable",
            f"The key {path} can't be looked at: {error.strerror}.",
            "export MUSTER_STATE_HOME=DIR",
        ) from error
    return path


def make_session_key(root: str, session_id: str) -> Path:
    """The private key of a session, made now where it has none.

    Of several processes that make one at the same time, all get the key of the first to finish.
    """
    if found := session_key(root, session_id):
        return found
    folder = _folder(root, session_id)
    try:
        for parent in reversed(folder.parents[:3]):
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder.parent)
        begun = Path(tempfile.mkdtemp(prefix=_BEGUN, dir=folder.parent))
        try:
            make_key(begun / "key", f"muster {session_id}")
            for path in (begun / "key", begun / "key.pub", begun):
                _write_through(path)
            _publish(begun, folder)
        finally:
            shutil.rmtree(begun, ignore_errors=True)
        _write_through(folder.parent)
    except SurroundingsError as error:
        if error.code != "key-not-made":
            raise
        raise _not_writable(folder.parent, error.message) from error
    except OSError as error:
        raise _not_writable(folder.parent, error.strerror or str(error)) from error
    made = session_key(root, session_id)
    if made is None:
        raise _not_writable(folder.parent, "the key is gone again")
    return made


def _folder(root: str, session_id: str) -> Path:
    if not _ROOT.fullmatch(root):
        raise ValueError(f"{root!r} is no commit id")
    # Session ids are compared without case, and so are names on some file systems.
    folded = session_id.casefold()
    readable = _UNSAFE.sub("-", folded)[:_MOST_READABLE].strip("-")
    digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return state_folder() / "keys" / root / (f"{readable}-{digest}" if readable else digest)


def _publish(begun: Path, folder: Path) -> None:
    """Give a finished key its name, unless another process was first.

    A folder is renamed, since that never replaces one with something in it; a file would be.
    """
    try:
        begun.rename(folder)
    except OSError:
        if not (folder / "key").exists():
            raise


def _refuse_unsafe(path: Path, others: int, mode: str) -> None:
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        told, command = "is a symbolic link", ["ls", "-l", str(path)]
    elif found.st_uid != os.geteuid():
        told, command = "belongs to another user", ["ls", "-ld", str(path)]
    elif found.st_mode & others:
        told = "can be read by others" if others & 0o044 else "can be changed by others"
        command = ["chmod", mode, str(path)]
    else:
        return
    raise SurroundingsError(
        "unsafe-key", f"{path} {told}, so the session's key is not used.", shlex.join(command)
    )


def _sweep(folder: Path) -> None:
    """Remove what processes that were killed have begun."""
    for begun in folder.glob(f"{_BEGUN}*"):
        try:
            old = time.time() - begun.lstat().st_mtime > _STALE
        except FileNotFoundError:
            continue
        if old:
            shutil.rmtree(begun, ignore_errors=True)


def _write_through(path: Path) -> None:
    """Have it on the disk before its name is: a power cut must not leave an empty key."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_writable(where: Path | str, why: str) -> SurroundingsError:
    return SurroundingsError(
        "state-not-writable",
        f"A session's key can't be kept in {where}: {why.rstrip('.')}.",
        "export MUSTER_STATE_HOME=DIR",
    )
