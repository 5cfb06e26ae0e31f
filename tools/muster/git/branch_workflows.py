"""Workflow files on other branches than main that main has never had.

GitHub runs them where somebody pushes such a branch, with the repository's own token. They are read
as blobs; nothing is checked out.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from muster.git.repository import Repository
from muster.git.tree_files import MOST_BYTES

FOLDER = ".github/workflows"


class BranchWorkflow(NamedTuple):
    """One file; ``branch`` is the first branch that has it, without the remote's name.

    ``data`` is None where it is too large to be read.
    """

    branch: str
    path: str
    data: bytes | None


def branch_workflows(repository: Repository, under: str, main: str) -> list[BranchWorkflow]:
    """The workflows below ``under`` (``refs/remotes/origin/``) that are in no commit of main."""
    told = repository.run("for-each-ref", "--format=%(refname)", under)
    refs = [ref for ref in os.fsdecode(told).split("\n") if ref]
    asked = "".join(f"{ref}:{FOLDER}\n" for ref in refs)
    # A ref's name has no space; where the folder is missing the answer ends in "missing".
    listed = os.fsdecode(
        repository.run("cat-file", "--batch-check=%(objectname)", given=os.fsencode(asked))
    ).splitlines()
    trees: dict[str, str] = {}
    for ref, oid in zip(refs, listed, strict=False):
        if not oid.endswith("missing"):
            trees.setdefault(oid, ref.removeprefix(under))
    known = _known(repository, main)
    found: dict[str, tuple[str, str]] = {}
    large: set[str] = set()
    for tree, branch in trees.items():
        for path, oid, size in _blobs(repository, tree):
            if oid not in known:
                found.setdefault(oid, (branch, f"{FOLDER}/{path}"))
                large |= {oid} if size > MOST_BYTES else set()
    read = repository.objects([oid for oid in found if oid not in large])
    return [
        *sorted(BranchWorkflow(*found[oid], data) for oid, data in read),
        *(BranchWorkflow(*found[oid], None) for oid in sorted(large)),
    ]


def _known(repository: Repository, main: str) -> set[str]:
    """Every version that main ever had: an old branch has an old one."""
    told = repository.run("rev-list", "--objects", main, "--", FOLDER)
    return {line.split(" ", 1)[0] for line in os.fsdecode(told).splitlines()}


def _blobs(repository: Repository, tree: str) -> list[tuple[str, str, int]]:
    told = repository.run("ls-tree", "-z", "-l", "--full-tree", tree)
    found = []
    for line in os.fsdecode(told).split("\0"):
        head, _, path = line.partition("\t")
        mode, kind, oid, size = (*head.split(), "", "", "", "")[:4]
        if kind == "blob" and mode != "120000":
            found.append((path, oid, int(size)))
    return found
