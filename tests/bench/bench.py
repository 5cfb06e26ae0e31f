"""Measure what muster claims of its speed, as ratios in one run.

    make bench        or: python tests/bench/bench.py [--rounds 5] [--check]

The floor of the large checks is one ``git cat-file --batch`` of the same blobs and one parse of
each by PyYAML's C loader, as a process of its own. Commands run in turn, round by round, so that a
machine that slows down slows all of them; each figure is the median of its rounds. With --check the
exit code is 1 where a bound is missed; the tests never look at time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from approved_team import STATUS, approved_team
from generate import generate

LARGE, SMALL = 10_000, 1_000
ROOT = Path(__file__).resolve().parents[2]

FLOOR = """
import subprocess, sys, yaml
git = ["git", "-C", sys.argv[1]]
listed = subprocess.run([*git, "ls-tree", "-r", "main", "registry/"], capture_output=True).stdout
oids = [line.split()[2] for line in listed.splitlines()]
blobs = subprocess.run(
    [*git, "cat-file", "--batch"], input=b"\\n".join(oids), capture_output=True
).stdout
start = 0
for _ in oids:
    end = blobs.index(b"\\n", start)
    size = int(blobs[start:end].split()[2])
    yaml.load(blobs[end + 1 : end + 1 + size], Loader=yaml.CSafeLoader)
    start = end + 2 + size
"""


@dataclass
class Command:
    """A command and what its rounds took, in seconds."""

    name: str
    arguments: list[str]
    folder: Path = ROOT
    expect: int = 0
    kept: Path | None = None
    """What the command remembers from run to run, taken away before each; None: it stays."""

    def __post_init__(self) -> None:
        self.seconds: list[float] = []
        self.peak = 0.0

    def run(self) -> None:
        """Run once more."""
        if self.kept:
            shutil.rmtree(self.kept, ignore_errors=True)
        start = time.perf_counter()
        child = subprocess.Popen(self.arguments, cwd=self.folder, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        self.seconds.append(time.perf_counter() - start)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != self.expect:
            sys.exit(f"bench: {self.name} gave exit {child.returncode}")
        # Bytes on a Mac, kibibytes elsewhere.
        scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
        self.peak = max(self.peak, used.ru_maxrss / scale)

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    python = sys.executable
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as name:
        large, small = Path(name) / "large.git", Path(name) / "small.git"
        generate(large, LARGE)
        generate(small, SMALL)
        team = Path(name) / "team"
        _copy_registry(team)
        muster = str(Path(python).with_name("muster"))  # as users start it
        check = [muster, "check", "--json", "--repo"]
        floor = Command("floor", [python, "-c", FLOOR, str(large)])
        full = Command("check, all records", [*check, str(large)])
        tenth = Command("check, a tenth of them", [*check, str(small)])
        branch = Command(
            "check, one changed", [*check, str(large), "--base", "main", "--head", "claim"]
        )
        imports = Command("imports", [python, "-c", "import click, yaml, jsonschema"])
        status = Command("status", [muster, "status", "--repo", str(team)])
        clone = approved_team(Path(name) / "approved")
        shown = ["status", "--repo", str(clone)]
        remembered = clone / ".git" / "muster"
        plain = Command("unverified", [python, "-c", STATUS, "unverified", *shown])
        kept = Command("verified", [python, "-c", STATUS, "verified", *shown])
        anew = Command("verified anew", [python, "-c", STATUS, "verified", *shown], kept=remembered)
        small_ones = (imports, status, plain, kept, anew)
        for index in range(given.rounds + 1):
            for command in (floor, full, tenth, branch):
                command.run()
            for _ in range(4):
                for command in small_ones:
                    command.run()
            if index == 0:  # the first round warms the caches
                for command in (floor, full, tenth, branch, *small_ones):
                    command.seconds.clear()
        rows = [
            (f"full check of {LARGE:,} records / floor", full.median / floor.median, 2.5),
            (f"one record of {LARGE:,} changed / floor", branch.median / floor.median, 0.9),
            (f"{LARGE:,} records / {SMALL:,} records", full.median / tenth.median, 11.0),
            ("status of twelve / its three imports", status.median / imports.median, 1.6),
            ("status of 12 approved / the same unverified", kept.median / plain.median, 2.0),
            ("  with every signature verified anew", anew.median / plain.median, 2.0),
            (f"peak memory at {LARGE:,} records, MB", full.peak, 600.0),
        ]
    print(f"floor {floor.median:.2f} s, {given.rounds} rounds, load {os.getloadavg()[0]:.1f}")
    for title, value, bound in rows:
        kept = "ok" if value <= bound else "MISSED"
        print(f"{title:<46} {value:8.2f}   bound {bound:6.1f}   {kept}")
    if given.check and any(value > bound for _, value, bound in rows):
        sys.exit(1)


def _copy_registry(folder: Path) -> None:
    """The real team's twelve records in a repository of their own."""
    git = ["git", "-C", str(folder)]
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    subprocess.run(["cp", "-r", str(ROOT / "registry"), str(folder)], check=True)
    subprocess.run([*git, "add", "registry"], check=True)
    who = ["-c", "user.name=Bench", "-c", "user.email=bench@muster.example"]
    subprocess.run([*git, *who, "commit", "--quiet", "-m", "Begin the registry"], check=True)


if __name__ == "__main__":
    main()
