"""The remote's pre-receive hook: lines on standard input, refusals in the pusher's terminal.

``hooks/pre-receive`` starts it as ``python -I -m muster.cli.pre_receive`` in the bare repository.
Exit 0 lets the push in; 10 says that a refusal was told; all else, a crash or a kill included,
refuses it too.
"""

from __future__ import annotations

import gc
import re
import resource
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from muster.flows.receiving import Refusal, Update, receive
from muster.git.process import GitError, keep_quarantine
from muster.git.repository import Repository
from muster.model.error import MusterError

LET_IN, REFUSED = 0, 10
MOST_BYTES = 1 << 20
"""The longest list of updates."""
MOST_TOLD = 20
"""How many refusals are told of one push."""
MOST_SECONDS = 300
MOST_CPU = 120  # seconds, of this process and of each git that it starts
MOST_MEMORY = 1 << 30  # bytes, likewise: twelve objects can make a tree of a billion files

_LINE = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) ([^\0\n]+)")


def main() -> int:
    """Judge the push on standard input."""
    gc.disable()  # a hook lives for moments, and what it reads holds no cycle
    try:
        _bound()
        keep_quarantine()
        refusals = receive(
            Repository.open_bare(Path()), _updates(sys.stdin.buffer), datetime.now(UTC)
        )
    except MusterError as error:
        refusals = [Refusal("", f"It can't be judged: {error.message}", error.commands)]
    except GitError as error:
        refusals = [Refusal("", f"It can't be judged: git failed: {error}")]
    except Exception as error:
        told = f"It can't be judged: {type(error).__name__}: {error}"
        refusals = [Refusal("", told[:500])]
    if not refusals:
        return LET_IN
    _tell(refusals)
    return REFUSED


def _updates(given: Iterable[bytes]) -> list[Update]:
    data = b"".join(_limited(given))
    updates = []
    for line in data.removesuffix(b"\n").split(b"\n"):
        told = _LINE.fullmatch(line)
        if told is None:
            raise ValueError("git tells of an update in words that this muster does not know")
        old, new, ref = told.groups()
        updates.append(Update(_oid(old), _oid(new), ref.decode("utf-8", "surrogateescape")))
    return updates


def _limited(given: Iterable[bytes]) -> Iterable[bytes]:
    size = 0
    for line in given:
        size += len(line)
        if size > MOST_BYTES:
            raise ValueError(f"the list of updates has more than {MOST_BYTES:,} bytes")
        yield line


def _oid(text: bytes) -> str:
    return text.decode("ascii") if text.strip(b"0") else ""


def _bound() -> None:
    """Bound what one push can cost; a limit that is hit ends in a refusal."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(MOST_SECONDS)
    for what, most in ((resource.RLIMIT_CPU, MOST_CPU), (resource.RLIMIT_AS, MOST_MEMORY)):
        with suppress(OSError, ValueError):  # some systems know no such limit
            _, hard = resource.getrlimit(what)
            resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))


def _too_long(_: int, __: FrameType | None) -> None:
    raise TimeoutError(f"it took longer than {MOST_SECONDS} s")


def _tell(refusals: list[Refusal]) -> None:
    from muster.render.refusal_text import print_refusal

    for refusal in refusals[:MOST_TOLD]:
        print_refusal(refusal.ref, refusal.message, refusal.commands, refusal.report)
    if len(refusals) > MOST_TOLD:
        print_refusal("", f"So are {len(refusals) - MOST_TOLD} more refs of this push.")


if __name__ == "__main__":
    sys.exit(main())
