"""Running something on hostile input in a process of its own, with bounds on what it may cost.

One pull request that takes all time or memory must not keep the others from being judged.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

MOST_SECONDS = 120.0
MOST_CPU = 100  # seconds, of this process and of each git that it starts
MOST_MEMORY = 2 << 30  # bytes, likewise

_Result = TypeVar("_Result")


class TooMuchError(Exception):
    """It took more time or memory than it may."""


def limited(function: Callable[[], _Result], seconds: float = MOST_SECONDS) -> _Result:
    """What ``function`` returns, from a child process; it must be a value that can be pickled.

    Raises ``TooMuchError`` where the child was stopped at a bound, ``RuntimeError`` with its words
    where it raised anything.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(function, writing)
    os.close(writing)
    with suppress(OSError):  # whichever of the two is first
        os.setpgid(child, child)
    try:
        told = _read(reading, time.monotonic() + seconds)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # whatever it has started, too
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
    if told is None:
        raise TooMuchError
    failed, value = told
    if failed:
        raise RuntimeError(value)
    result: _Result = value
    return result


def _work(function: Callable[[], object], writing: int) -> None:
    """Be the child: never returns."""
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        try:
            told: tuple[bool, object] = (False, function())
        except MemoryError:
            return
        except Exception as error:
            told = (True, f"{type(error).__name__}: {error}")
        with os.fdopen(writing, "wb") as out:
            out.write(pickle.dumps(told))
    finally:
        os._exit(0)


def _read(reading: int, end: float) -> tuple[bool, Any] | None:
    """All that the child wrote; None where it ended, or the time did, before it was whole."""
    data = bytearray()
    while (left := end - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            return None
        if not (more := os.read(reading, 1 << 16)):
            break
        data += more
    else:
        return None
    return pickle.loads(data) if data else None  # noqa: S301 - our own child wrote it
