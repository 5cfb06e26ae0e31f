"""Files of a commit by their paths: read as blobs, never checked out."""

from __future__ import annotations

import os
from collections.abc import Sequence

from muster.git.repository import Repository

MOST_BYTES = 1 << 20
"""A larger file is left out: none that muster asks for is so large."""


def paths_below(repository: Repository, commit: str, folders: Sequence[str]) -> list[str]:
    """The paths of a commit that are in some folders, or are these very paths."""
    told = repository.run(
        "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", *folders
    )
    return [path for path in os.fsdecode(told).split("\0") if path]


def read_files(repository: Repository, commit: str, paths: Sequence[str]) -> dict[str, bytes]:
    """The plain files of a commit among some paths."""
    if not paths:
        return {}
    told = repository.run("ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *paths)
    found: dict[str, str] = {}
    for line in os.fsdecode(told).split("\0"):
        head, _, path = line.partition("\t")
        mode, kind, oid, size = (*head.split(), "", "", "", "")[:4]
        if kind == "blob" and mode != "120000" and int(size) <= MOST_BYTES:
            found[path] = oid
    contents = dict(repository.objects(list(dict.fromkeys(found.values()))))
    return {path: contents[oid] for path, oid in found.items()}
