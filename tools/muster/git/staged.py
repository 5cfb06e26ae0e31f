"""What a commit would change: the paths of the index that differ from HEAD."""

from __future__ import annotations

import os

from muster.git.process import run
from muster.git.repository import Repository

_INDEX = "GIT_INDEX_FILE"


def staged_paths(repository: Repository) -> list[str]:
    """The paths, from the repository's root, sorted: new, changed, deleted, both of a rename.

    The index is the one that git names to its hooks: that of a partial commit is another one.
    """
    index = os.environ.get(_INDEX)
    more = {}
    if index:  # a relative one begins at the top, wherever the hook went meanwhile
        more[_INDEX] = str((repository.top or repository.folder) / index)
    against = repository.head() or repository.run("hash-object", "-t", "tree", "--stdin").decode()
    told = run(
        repository.folder,
        [
            f"--git-dir={repository.git_dir}", "diff-index", "--cached", "--name-only", "-z",
            "--no-renames", "--no-ext-diff", "--ignore-submodules=none",
            against.strip(), "--",
        ],
        more=more,
    )  # fmt: skip
    return sorted(set(filter(None, os.fsdecode(told).split("\0"))))
