"""Measure a rush: 64 sessions claim 64 numbers at the same moment, over ``git daemon``.

    make stress        or: python tests/bench/stress.py [--rounds 20] [--sessions 64] [--no-bound]

Every round begins with a fresh copy of the remote and must end with one claim for each number. Its
floor does as much with as many processes: for each session one that imports click, yaml,
jsonschema and git, commits the same file with bare ``git commit`` and pushes it with bare
``git push``, to a remote whose hook starts an interpreter with the same imports and lets all in.
Claim and floor run in turn, so that a machine that slows down slows both. Every fifth round has a
third rush: all sessions ask for the next free number; it has no bound.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MUSTER = Path(sys.executable).with_name("muster")  # as users start it
IMPORTS = "import click, yaml, jsonschema, git"
BOUND = 1.8
FLOOR_HOOK = f"#!/bin/sh\nexec {sys.executable} -I -c '{IMPORTS}'\n"
FLOOR = f"""
import subprocess, sys
{IMPORTS}
number = sys.argv[1]
for command in (
    ["commit", "--quiet", "--message", "Claim number " + number],
    ["push", "--quiet", "origin", "HEAD:refs/heads/claim/" + number],
):
    subprocess.run(["git", *command], check=True)
"""


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", "20")))
    parser.add_argument("--sessions", type=int, default=64)
    parser.add_argument("--no-bound", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="muster-stress-") as name:
        rush = Rush(Path(name), given.sessions)
        print(f"{given.sessions} sessions at once, {given.rounds} rounds, {os.cpu_count()} CPUs")
        for index in range(given.rounds):
            for kind in KINDS if index % 5 == 0 else KINDS[:2]:
                rush.round(index, kind)
            rush.tell(index)
    ratio = rush.summary()
    if ratio > BOUND and not given.no_bound:
        sys.exit(1)


KINDS = ("floor", "number", "next")


class Rush:
    """The remote as it begins, and what each kind of round took."""

    def __init__(self, folder: Path, sessions: int) -> None:
        self.folder, self.sessions = folder, sessions
        (folder / "home").mkdir()
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "MUSTER_"))}
        who = {"NAME": "Bench", "EMAIL": "bench@muster.example"}
        self.env = {
            **kept, "HOME": str(folder / "home"), "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_AUTHOR_{key}": value for key, value in who.items()},
            **{f"GIT_COMMITTER_{key}": value for key, value in who.items()},
        }  # fmt: skip
        self.seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
        self.served_from = folder / "served"
        self.served_from.mkdir()
        self.first = folder / "first.git"
        self._make_first()

    def git(self, where: Path, *arguments: str, given: bytes = b"") -> str:
        """Run git; fails where it fails."""
        done = subprocess.run(
            ["git", *arguments], cwd=where, env=self.env, input=given, capture_output=True,
            check=True,
        )  # fmt: skip
        return done.stdout.decode().strip()

    @contextmanager
    def served(self, kind: str, remote: Path) -> Iterator[str]:
        """Offer a remote on loopback: by ``muster serve``, the floor's by bare ``git daemon``."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [str(MUSTER), "serve", str(remote), "--port", str(port)]
        if kind == "floor":
            command = [
                "git", "daemon", "--reuseaddr", "--listen=127.0.0.1", f"--port={port}",
                f"--base-path={remote.parent}", "--export-all", "--enable=receive-pack",
                "--max-connections=0", str(remote),
            ]  # fmt: skip
        daemon = subprocess.Popen(
            command, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            url = f"git://127.0.0.1:{port}/{remote.name}"
            for _ in range(200):
                looked = ["git", "ls-remote", "--quiet", url]
                if subprocess.run(looked, env=self.env, capture_output=True).returncode == 0:
                    break
                time.sleep(0.05)
            yield url
        finally:
            daemon.terminate()
            daemon.wait()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(daemon.pid, signal.SIGTERM)

    def round(self, index: int, kind: str) -> None:
        """One rush, and what it must leave."""
        place = self.folder / f"{kind}-{index}"
        place.mkdir()
        remote = self.served_from / f"{kind}-{index}.git"
        shutil.copytree(self.first, remote)
        if kind == "floor":
            _script(remote / "hooks/pre-receive", FLOOR_HOOK)
        with self.served(kind, remote) as url:
            clones = self._clones(place, remote, url, kind)
            start = time.perf_counter()
            processes = [
                subprocess.Popen(
                    self._command(kind, number), cwd=clone, stdin=subprocess.DEVNULL,
                    env={**self.env, "MUSTER_STATE_HOME": str(place / "state")},
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                )
                for number, clone in enumerate(clones, 1)
            ]  # fmt: skip
            told = [process.communicate()[0] for process in processes]
            self.seconds[kind].append(time.perf_counter() - start)
        for process, output in zip(processes, told, strict=True):
            if process.returncode:
                sys.exit(f"stress: {kind}: exit {process.returncode}\n{output.decode()}")
        self._require_all(remote, kind)
        shutil.rmtree(place)
        shutil.rmtree(remote)

    def tell(self, index: int) -> None:
        """One line a round."""
        last = {kind: took[-1] for kind, took in self.seconds.items()}
        rates = ", ".join(f"{kind} {self.sessions / took:5.1f}/s" for kind, took in last.items())
        ratio = last["number"] / last["floor"]
        print(f"round {index + 1:2}: {rates}, ratio {ratio:.2f}", flush=True)

    def summary(self) -> float:
        """The table; the ratio that has a bound."""
        floor = statistics.median(self.seconds["floor"])
        for kind in KINDS:
            took = statistics.median(self.seconds[kind])
            print(f"{kind:<8} {self.sessions / took:6.1f} claims/s   {took / floor:5.2f} x floor")
        each = zip(self.seconds["number"], self.seconds["floor"], strict=True)
        ratio = statistics.median(a / b for a, b in each)
        kept = "ok" if ratio <= BOUND else "MISSED"
        print(
            f"ratio of --number to its floor, median of rounds: {ratio:.2f}, bound {BOUND} {kept}"
        )
        return ratio

    def _command(self, kind: str, number: int) -> list[str]:
        if kind == "floor":
            return [sys.executable, "-c", FLOOR, f"{number:03d}"]
        which = ["--next"] if kind == "next" else ["--number", str(number)]
        return [str(MUSTER), "claim", *which, "--session-id", f"session-{number:03d}", "--json"]

    def _make_first(self) -> None:
        key = self.folder / "approver"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
        begun = self.folder / "begun"
        files = {"registry/charter.yaml": _charter(self.sessions)}
        files |= {_path(n): _record(n) for n in range(1, self.sessions + 1)}
        for path, content in files.items():
            (begun / path).parent.mkdir(parents=True, exist_ok=True)
            (begun / path).write_text(content)
        made = [str(MUSTER), "remote", "init", str(self.first), "--from", str(begun)]
        subprocess.run([*made, "--approver-key", str(key)], env=self.env, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip

    def _clones(self, place: Path, remote: Path, url: str, kind: str) -> list[Path]:
        """A clone for each session, made before anything is measured."""
        whole = place / "clone"
        self.git(place, "clone", "--quiet", "--template=", str(remote), str(whole))
        self.git(whole, "remote", "set-url", "origin", url)
        clones = []
        for number in range(1, self.sessions + 1):
            clone = place / f"clone-{number:03d}"
            shutil.copytree(whole, clone)
            if kind == "floor":
                held = _record(number, f"session-{number:03d}")
                (clone / _path(number)).write_text(held)
                self.git(clone, "add", _path(number))
            clones.append(clone)
        return clones

    def _require_all(self, remote: Path, kind: str) -> None:
        """One claim for each number, each by another session; nothing lost, main where it was."""
        told = self.git(remote, "for-each-ref", "--format=%(refname)", "refs/heads/claim/")
        wanted = [f"refs/heads/claim/{n:03d}" for n in range(1, self.sessions + 1)]
        if told.split() != wanted:
            sys.exit(f"stress: {kind}: {len(told.split())} of {self.sessions} numbers are claimed")
        holders = {
            line.split()[1]
            for ref, n in zip(wanted, range(1, self.sessions + 1), strict=True)
            for line in self.git(remote, "show", f"{ref}:{_path(n)}").splitlines()
            if line.startswith("session_id:")
        }
        if len(holders) != self.sessions:
            sys.exit(f"stress: {kind}: {len(holders)} sessions of {self.sessions} hold a number")


def _path(number: int) -> str:
    return f"registry/sessions/{number:03d}.yaml"


def _charter(size: int) -> str:
    return (
        f"name: A rush\nsize: {size}\norchestrator: {{number: 1}}\nidentity: signed\n"
        "dimensions: {part: range}\n"
    )


def _record(number: int, session: str = "") -> str:
    status = (
        f"session_id: {session}\nstatus: registered\nready: true\n"
        f"timestamp: 2025-11-15T21:45:34Z\nkey: ssh-ed25519 {'A' * 68}\n"
        if session
        else "status: pending\n"
    )
    return (
        f"number: {number}\nname: worker-{number}\n"
        f"role:\n  title: Keeper of part {number}\n  does: Handle the entries of part {number}\n"
        f"  scope: {{part: {number}}}\n"
        f"goal:\n  statement: Handle {number + 10} entries a day\n  metrics:\n"
        f"    - {{name: entries_{number}, at_least: {number + 10}, per: day}}\n{status}"
    )


def _script(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o755)


if __name__ == "__main__":
    main()
