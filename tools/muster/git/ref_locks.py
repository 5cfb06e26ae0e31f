"""Refs of this clone that another process holds locked, or that a killed git left locked.

Several sessions may be at work in one clone, and any of them can be killed. What muster writes here
are copies of the remote's refs and its own pins: a lock that stays on one of those guards nothing.
"""

from __future__ import annotations

import os
import re
import shlex
import time
from pathlib import Path

from muster.git.repository import Repository
from muster.model.error import SurroundingsError

DELAYS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0)
"""Seconds to wait before each next try."""

_STALE = 2.0  # seconds; git holds such a lock for moments
_HELD = re.compile(
    r"^(?:error|fatal): .*(?:cannot lock ref '.*(?: but expected |already exists|is missing)"
    r"|Unable to create '.*\.lock': File exists)",
    re.M,
)
_LOCK = re.compile(r"^(?:error|fatal): .*Unable to create '(/[^'\n]*\.lock)': File exists", re.M)


def held(told: str) -> bool:
    """Whether git says that a ref of this clone could not be locked, or moved meanwhile."""
    return _HELD.search(told) is not None


def wait(repository: Repository, told: str, tried: int) -> None:
    """Wait before the next try; take away what a killed git left locked."""
    time.sleep(DELAYS[min(tried, len(DELAYS) - 1)])
    locks = [Path(lock) for lock in _LOCK.findall(told)]
    if not locks:
        return
    common = os.fsdecode(repository.run("rev-parse", "--git-common-dir")).removesuffix("\n")
    refs = (repository.folder / common).resolve() / "refs"
    for lock in locks:
        ours = any(lock.resolve().is_relative_to(refs / of) for of in ("remotes", "muster"))
        try:
            if ours and time.time() - lock.lstat().st_mtime > _STALE:
                lock.unlink()
        except OSError:
            continue  # its process let it go, or it can't be removed: the next try tells


def busy(told: str, words: str) -> SurroundingsError:
    """The error for a ref that stays locked; ``words`` are git's as they may be shown."""
    locks = _LOCK.findall(told)[:1]
    return SurroundingsError(
        "clone-busy",
        f"Refs of this clone can't be written: {words} Other sessions may be at work in it; try "
        "again. If none is, a git that was killed left its lock: remove it.",
        *(shlex.join([*command, lock]) for lock in locks for command in (["ls", "-l"], ["rm"])),
    )
