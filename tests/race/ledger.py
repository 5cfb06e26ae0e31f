"""What must hold on the remote whatever happens, read from it by git alone and none of muster.

Every update of every ref is looked at, by the remote's reflogs: nothing that was there for a moment
between two looks is missed.
"""

from __future__ import annotations

import hashlib
import subprocess
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from race.world import World

NONE = "0" * 40


class Commit(NamedTuple):
    """One commit: its parents, who verifiably signed it, its message."""

    parents: tuple[str, ...]
    signer: str
    message: str


class Look(NamedTuple):
    """The remote at one moment: its refs, the records on main, the claim branches' records."""

    refs: dict[str, str]
    records: dict[int, dict[str, Any]]
    claims: dict[int, dict[str, Any] | None]


@dataclass
class Ledger:
    """Follows one remote; ``check`` judges all that happened since the last call."""

    world: World
    commits: dict[str, Commit] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)
    """How many lines of each reflog were looked at."""

    def __post_init__(self) -> None:
        public = self.world.approver.with_suffix(".pub").read_text()
        self.approver = fingerprint(public)
        self.signers = self.world.folder / "nobody"
        self.signers.touch()
        self.last = self.look()

    def git(self, *arguments: str, given: bytes = b"") -> str:
        """Run git in the remote."""
        return self.world.git(self.world.remote, *arguments, given=given)

    def look(self) -> Look:
        """Read the remote."""
        told = self.git("for-each-ref", "--format=%(refname) %(objectname)")
        refs = dict(line.split() for line in told.splitlines())
        claims = {int(ref[-3:]): oid for ref, oid in refs.items() if "/claim/" in ref}
        main = {n: self.record(refs["refs/heads/main"], n) for n in range(1, 10)}
        return Look(
            refs,
            {n: record for n, record in main.items() if record},
            {n: self.record(oid, n) for n, oid in claims.items()},
        )

    def record(self, commit: str, number: int) -> dict[str, Any] | None:
        """A record as a commit has it."""
        done = subprocess.run(
            ["git", "cat-file", "blob", f"{commit}:registry/sessions/{number:03d}.yaml"],
            cwd=self.world.remote, env=dict(self.world.env), capture_output=True, check=False,
        )  # fmt: skip
        return dict(yaml.safe_load(done.stdout)) if done.returncode == 0 else None

    def check(self) -> None:
        """Look at the remote again, and judge what happened since."""
        now = self.look()
        self._require_unique(now)
        self._require_refs(now)
        main = self._updates("refs/heads/main")
        for old, new in main:
            self._require_approved(old, new)
        for ref in sorted(now.refs):
            if "/claim/" in ref:
                self._require_custody(ref, now.refs["refs/heads/main"])
        self.last = now

    def _require_unique(self, now: Look) -> None:
        """No number, session id, name or key is on main twice."""
        holds = [r for r in now.records.values() if r["status"] == "registered"]
        for key in ("session_id", "key", "name", "number"):
            of = now.records.values() if key in ("name", "number") else holds
            seen = Counter(record[key] for record in of)
            assert not [value for value, count in seen.items() if count > 1], (key, now.records)
        for number, record in now.records.items():
            assert record["number"] == number

    def _require_refs(self, now: Look) -> None:
        """No ref goes, and none comes but main and claim branches."""
        assert set(self.last.refs) <= set(now.refs)
        assert all(ref == "refs/heads/main" or "heads/claim/" in ref for ref in now.refs)

    def _updates(self, ref: str) -> list[tuple[str, str]]:
        log = self.world.remote / "logs" / ref
        lines = log.read_text().splitlines() if log.exists() else []
        start, self.read[ref] = self.read.get(ref, 0), len(lines)
        pairs = [(line[:40], line[41:81]) for line in lines[start:]]
        return [(old, new) for old, new in pairs if ref != "refs/heads/main" or old != NONE]

    def _require_approved(self, old: str, new: str) -> None:
        """Main goes on by merges that the approver signed, each of exactly what its steps bring."""
        line = self._load("--first-parent", new, f"^{old}")
        assert line, "main was rewound"
        before = old
        for oid in line:
            merge = self.commits[oid]
            assert merge.parents[0] == before, "main's first parent is not the main before"
            assert len(merge.parents) == 2, f"{oid} on main is no merge"
            assert merge.signer == self.approver, f"{oid} on main is not approved"
            head = merge.parents[1]
            assert f"Muster-Approve: {head}" in merge.message
            brought: set[str] = set()
            for step in self._load(head, f"^{before}"):
                self._require_own(step)
                brought |= self._paths(self.commits[step].parents[0], step)
            changed = self._paths(before, oid)
            assert changed <= brought, f"{oid} changes what nobody claimed"
            assert changed, f"{oid} brings nothing"
            assert not changed & self._paths(head, oid), f"{oid} is not what was approved"
            before = oid
        assert before == new

    def _require_custody(self, ref: str, main: str) -> None:
        """A branch that somebody holds goes on by the holder's hand, or an approver's."""
        number = int(ref[-3:])
        for old, new in self._updates(ref):
            steps = self._load(new, f"^{main}", *([f"^{old}"] if old != NONE else []))
            for step in steps:
                self._require_own(step)
            if old == NONE or self._has(main, old):
                continue
            keys = self._keys(old, main, number)
            if keys:
                assert steps or self._has(main, new), f"{ref} was rewound"
                may = keys | {self.approver}
                for step in steps:
                    assert self.commits[step].signer in may, (
                        f"{ref} was taken from its holder by {step}"
                    )
                    record = self.record(step, number)
                    if record and record["status"] == "registered":
                        may.add(fingerprint(record["key"]))  # handed on by who held it

    def _keys(self, tip: str, main: str, number: int) -> set[str]:
        """Who holds what is under way at a tip; nobody where it changes nothing of main's."""
        base = self.git("merge-base", main, tip)
        ours, was = self.record(tip, number), self.record(base, number)
        lands = self.record(main, number)
        if ours in (was, lands):
            return set()
        found = [r for r in (ours, lands) if r and r["status"] == "registered"]
        return {fingerprint(record["key"]) for record in found}

    def _require_own(self, step: str) -> None:
        """A step touches records only that its signer holds, or comes to hold."""
        commit = self.commits[step]
        assert len(commit.parents) == 1, f"{step} is a merge inside of a claim"
        for path in self._paths(commit.parents[0], step):
            assert path.startswith("registry/sessions/"), path
            number = int(path[-8:-5])
            was, becomes = self.record(commit.parents[0], number), self.record(step, number)
            held = next((r for r in (was, becomes) if r and r["status"] == "registered"), None)
            assert held is not None, f"{step} changes a slot that nobody holds"
            assert commit.signer in (fingerprint(held["key"]), self.approver), (
                f"{step} changes {path} and is not signed by its holder"
            )

    def _has(self, main: str, commit: str) -> bool:
        return not self.git("rev-list", "--max-count=1", commit, f"^{main}")

    def _paths(self, old: str, new: str) -> set[str]:
        told = self.git("diff-tree", "-r", "--no-renames", "--name-only", old, new)
        return set(told.splitlines())

    def _load(self, *walk: str) -> list[str]:
        """The commits of a walk, oldest first, each with its signature verified by git."""
        form = "--format=%x01%H%x00%P%x00%G?%x00%GF%x00%B"
        settings = ["-c", f"gpg.ssh.allowedSignersFile={self.signers}", "-c", "gpg.format=ssh"]
        told = self.git(*settings, "log", "--topo-order", "--reverse", form, *walk)
        found = []
        for entry in filter(None, told.split("\x01")):
            oid, parents, good, who, message = entry.split("\0", 4)
            signer = who if good in "GU" else ""  # U: good, of a key that no file lists
            self.commits[oid] = Commit(tuple(parents.split()), signer, message)
            found.append(oid)
        return found


def fingerprint(key: str) -> str:
    """A public key's, as git tells it."""
    digest = hashlib.sha256(b64decode(key.split()[1])).digest()
    return "SHA256:" + b64encode(digest).decode().rstrip("=")


def numbers(records: Iterable[dict[str, Any] | None]) -> list[int]:
    """The numbers of the records that sessions hold."""
    return sorted(r["number"] for r in records if r and r["status"] == "registered")
