"""Something that one process makes and the others wait for."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def once(where: Path) -> Iterator[bool]:
    """Whether a folder must be made; what an interrupted one left is gone then."""
    where.parent.mkdir(exist_ok=True)
    done = where.with_name(f"{where.name}.done")
    with where.with_name(f"{where.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        missing = not done.exists()
        if missing:
            shutil.rmtree(where, ignore_errors=True)
        yield missing
        done.touch()
