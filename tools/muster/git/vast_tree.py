"""Refusing a tree with more paths than anybody can list.

A few small objects make one: a folder that holds itself ten times over, and that again. Git takes
all memory to compare it, so its paths are counted first, only as far as they may go.
"""

from __future__ import annotations

import os
import subprocess

from muster.git.process import environment
from muster.git.repository import Repository
from muster.model.error import SurroundingsError

MOST_PATHS = 1_000_000
"""Paths of a whole tree, the code's among them. Large ones that people work with have a tenth."""

_CHUNK = 1 << 16


def refuse_vast(repository: Repository, commit: str) -> None:
    """Raise ``SurroundingsError`` where a commit's tree has more paths than ``MOST_PATHS``."""
    # Not by run(): it takes all that git says, and here that may be without end.
    process = subprocess.Popen(
        [
            "git", f"--git-dir={repository.git_dir}", "ls-tree", "-r", "-z", "--full-tree",
            "--format=%(objectmode)", commit,
        ],
        cwd=repository.folder, env=environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    count = 0
    with process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        while count <= MOST_PATHS and (some := os.read(process.stdout.fileno(), _CHUNK)):
            count += some.count(b"\0")
        process.kill()
    if count > MOST_PATHS:
        raise SurroundingsError(
            "too-many-files",
            f"Its tree has more than {MOST_PATHS:,} paths; muster judges no more.",
            "git ls-tree HEAD",
        )
