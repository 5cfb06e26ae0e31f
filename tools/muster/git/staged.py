"""What a commit would change, and which paths are tracked: the index and HEAD."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from muster.git.process import run
from muster.git.repository import Repository
from muster.model.error import SurroundingsError, UsageError

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


def tracked_files(repository: Repository, paths: Sequence[str]) -> set[str]:
    """Those of the paths, from the root, that are a file of HEAD or of the index."""
    found: set[str] = set()
    if repository.head():
        told = repository.run("ls-tree", "-z", "--full-tree", "HEAD", "--", *paths)
        entries = (entry.partition("\t") for entry in os.fsdecode(told).split("\0") if entry)
        found = {path for head, _, path in entries if head.split()[1] != "tree"}
    if repository.top is not None:
        git_dir = f"--git-dir={repository.git_dir}"
        listed = run(repository.top, [git_dir, "ls-files", "-z", "--full-name", "--", *paths])
        found |= set(os.fsdecode(listed).split("\0")) & set(paths)
    return found


def refuse_foreign_index(repository: Repository) -> None:
    """Refuse to ask for what another repository's commit would change.

    In a hook git names the index of the commit. Where the hook runs in one repository and asks for
    another one, that other has nothing staged, and every commit would pass.

    Raises ``UsageError``.
    """
    if not os.environ.get(_INDEX):
        return
    try:
        here = Repository.open(Path())
    except SurroundingsError:
        return
    if here.git_dir.resolve() != repository.git_dir.resolve():
        raise UsageError(
            "foreign-index",
            f"This hook runs in {here.top or here.git_dir}, and --repo names "
            f"{repository.top or repository.git_dir}, whose index is not the commit's. Name the "
            "clone that has the registry with --registry.",
            "muster may --staged --registry DIR",
        )
