"""Fuzz the strict reader: random edits of hostile inputs and valid records, until the time is up.

    python tests/property/fuzz_strict_yaml.py --seconds 20 --seed 1

Ends with 1 where an invariant breaks, or where one input takes more than 100 ms of processor time
in each of three readings; else with 0. Prints the slowest input. Where atheris is installed, it
chooses the edits by coverage; arguments after ``--`` are libFuzzer's.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests")]

from muster.model.strict_yaml import MOST_BYTES, read  # noqa: E402
from property.hostile import HOSTILE  # noqa: E402
from property.invariants import check  # noqa: E402

BOUND = 0.1
TRIES = 3
PIECES = [
    b"a: 1\n", b"- ", b"[", b"]", b"{", b"}", b", ", b": ", b"? ", b"'", b'"', b"\\", b"\n", b"  ",
    b"|\n", b">-\n", b"#", b" # ", b"&a ", b"*a ", b"!t ", b"<<: ", b"---\n", b"...\n",
    b"%YAML 1.2\n",
    b"\r\n", b"\t", b"\0", b"\xff", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\\u202e", b"x",
    b"0x", b"1e", b"9" * 20, b"{a: [", b"a" * 1_100,
]  # fmt: skip


class Slowest:
    """The slowest input so far; refuses one that is over the bound each time."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.data = b""

    def time(self, data: bytes) -> None:
        """Time one reading; where it is the slowest, the least of three counts."""
        if (seconds := _seconds(data)) <= self.seconds:
            return
        seconds = min(seconds, *(_seconds(data) for _ in range(TRIES - 1)))
        if seconds > self.seconds:
            self.seconds, self.data = seconds, data
        assert seconds <= BOUND, f"{seconds * 1000:.0f} ms of processor time, {TRIES} times"


def _seconds(data: bytes) -> float:
    begin = time.process_time()
    read(data)
    return time.process_time() - begin


def corpus() -> list[bytes]:
    """Hostile inputs and this repository's own records."""
    records = sorted((ROOT / "registry").rglob("*.yaml"))
    return [given.data for given in HOSTILE] + [path.read_bytes() for path in records]


def mutate(draw: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """A few random edits: bytes, pieces, repetitions, cuts, and parts of another input."""
    for _ in range(draw.randint(1, 6)):
        at = draw.randint(0, len(data))
        end = min(len(data), at + draw.choice((0, 1, 2, 8, 64, 4_096)))
        match draw.randrange(6):
            case 0:
                put = bytes(draw.randrange(256) for _ in range(draw.randint(1, 4)))
            case 1:
                put = draw.choice(PIECES)
            case 2:
                put = draw.choice(PIECES) * draw.choice((2, 20, 300, 4_000, 20_000))
            case 3:
                put = data[at:end] * draw.choice((2, 10, 500))
            case 4:
                put = b""
            case _:
                other = draw.choice(others)
                start = draw.randint(0, len(other))
                put = other[start : start + draw.choice((4, 64, 2_000, 65_536))]
        data = (data[:at] + put + data[end:])[: 2 * MOST_BYTES]
    # Most of what is too large is refused for that alone: half of it is cut to fit.
    return data[:MOST_BYTES] if len(data) > MOST_BYTES and draw.random() < 0.9 else data


def fuzz(seconds: float, seed: int) -> int:
    """Mutate and judge until the time is up; the exit code."""
    draw = random.Random(seed)  # noqa: S311 - the same edits for the same seed
    known = corpus()
    pool = list(known)
    slowest = Slowest()
    until = time.monotonic() + seconds
    runs = 0
    while time.monotonic() < until:
        data = known[runs] if runs < len(known) else mutate(draw, draw.choice(pool), known)
        if (code := _judge(data, slowest)) is not None:
            return code
        if data is slowest.data and len(pool) < 2 * len(known):
            pool.append(data)  # what is slow is worth more edits
        runs += 1
    _tell(runs, slowest)
    return 0


def _judge(data: bytes, slowest: Slowest) -> int | None:
    try:
        check(data)
        slowest.time(data)
    except BaseException:
        traceback.print_exc()
        print(f"input of {len(data)} bytes: {data[:500]!r}")
        if len(data) > 500:
            name = Path("fuzz-input.yaml")
            name.write_bytes(data)
            print(f"whole in {name}")
        return 1
    return None


def _tell(runs: int, slowest: Slowest) -> None:
    print(
        f"{runs:,} inputs; the slowest took {slowest.seconds * 1000:.1f} ms of "
        f"{BOUND * 1000:.0f}, {len(slowest.data):,} bytes: "
        f"{slowest.data[:60]!r} … {slowest.data[-60:]!r}"
    )


def _with_atheris(atheris: object, seconds: float, seed: int, more: list[str]) -> None:
    slowest = Slowest()

    def one(data: bytes) -> None:
        check(data)
        slowest.time(data)

    setup: Callable[..., None] = atheris.Setup  # type: ignore[attr-defined]
    run: Callable[[], None] = atheris.Fuzz  # type: ignore[attr-defined]
    options = [f"-max_total_time={seconds:.0f}", f"-seed={seed}", f"-max_len={MOST_BYTES + 1}"]
    setup([sys.argv[0], *options, *more], one)
    run()


def main() -> int:
    """Read the options and fuzz."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options, more = parser.parse_known_args()
    try:
        import atheris
    except ImportError:
        return fuzz(options.seconds, options.seed)
    _with_atheris(atheris, options.seconds, options.seed, [a for a in more if a != "--"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
