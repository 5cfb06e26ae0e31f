"""What a stranger's pull request weighs is no burden of the sessions that look at all of them.

Real git and gh, and the project's own stand-in for GitHub; it is not GitHub.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from support.forge import Forge
from support.forge.sessions import claim, clone, fork_clone, git

MEMORY = 1 << 30
SECONDS = 60
"""Not what it may take, but after what it is taken for endless."""


def _folder(forge: Forge, at: Path, *entries: str) -> str:
    done = subprocess.run(
        ["git", "mktree"], cwd=at, env=forge.env("eve"), input="\n".join(entries) + "\n",
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def _many(kind: str, oid: str) -> list[str]:
    return [f"{kind} {oid}\t{n}" for n in range(10)]


@pytest.mark.parametrize("where", ["registry/sessions", "registry/sessions/001.yaml"])
def test_a_tree_without_end_stops_nobody(registered: Forge, where: str) -> None:
    eve = fork_clone(registered, "eve")
    blob = git(registered, "eve", eve, "rev-parse", "HEAD:registry/charter.yaml")
    tree = _folder(registered, eve, *_many("100644 blob", blob))
    for _ in range(9):
        tree = _folder(registered, eve, *_many("040000 tree", tree))
    *folders, name = where.split("/")
    for at in range(len(folders), -1, -1):
        there = git(registered, "eve", eve, "ls-tree", ":".join(("HEAD", "/".join(folders[:at]))))
        kept = [line for line in there.splitlines() if not line.endswith(f"\t{name}")]
        tree = _folder(registered, eve, *kept, f"040000 tree {tree}\t{name}")
        name = folders[at - 1] if at else ""
    head = git(registered, "eve", eve, "commit-tree", tree, "-p", "HEAD", "-m", "Bring little")
    git(registered, "eve", eve, "push", "-q", "origin", f"{head}:refs/heads/heavy")
    registered.open_pull("eve", "eve:heavy")
    claim(registered, "bob", fork_clone(registered, "bob"), "--number", "2")
    ann = clone(registered, "ann")
    done = subprocess.run(
        [sys.executable, "-m", "muster", "roster", "--remote"], cwd=ann,
        env=registered.env("ann"), capture_output=True, check=False, text=True, timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip
    assert done.returncode == 0, done
    assert "pull #2" in done.stdout
