"""Work in a process of its own: its value comes back, and what takes too much is stopped."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from muster.flows.limited import MOST_MEMORY, TooMuchError, limited
from muster.flows.time_for_all import TimeForAll


def test_a_value_comes_back_whole() -> None:
    assert limited(lambda: {"text": "x" * 300_000, "child": os.getpid()})["child"] != os.getpid()


def test_what_it_raises_is_told() -> None:
    def wrong() -> None:
        raise ValueError("no such thing")

    with pytest.raises(RuntimeError, match="ValueError: no such thing"):
        limited(wrong)


def test_time_is_bounded() -> None:
    with pytest.raises(TooMuchError):
        limited(lambda: time.sleep(60), seconds=0.2)


def test_memory_is_bounded() -> None:
    with pytest.raises(TooMuchError):
        limited(lambda: len(bytearray(MOST_MEMORY + 1)))


def test_what_it_started_is_stopped_too(tmp_path: Path) -> None:
    mark = tmp_path / "pid"

    def starts() -> None:
        child = subprocess.Popen(["sleep", "60"])
        mark.write_text(str(child.pid))
        time.sleep(60)

    with pytest.raises(TooMuchError):
        limited(starts, seconds=1)
    state = Path("/proc") / mark.read_text() / "stat"
    for _ in range(100):
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("a process outlived the work that had started it")


def test_the_slow_ones_share_what_they_may_take_together() -> None:
    left = TimeForAll(each=0.2, whole=0.3, least=0.1)
    for _ in range(3):
        with pytest.raises(TooMuchError):
            left.limited(lambda: time.sleep(60))
    assert left.spent >= 0.4
    spent = TimeForAll(each=60, whole=1, least=0.1, spent=1)
    with pytest.raises(TooMuchError):
        spent.limited(lambda: time.sleep(30))
    assert TimeForAll(whole=0).limited(lambda: 7) == 7
