"""The working tree's registry, for judging what is not committed yet."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from muster.git.branch import Branch
from muster.git.process import GitError
from muster.git.repository import Repository, TreeEntry
from muster.model.change import Change, Step
from muster.model.error import SurroundingsError, UsageError
from muster.model.layout import ROOT
from muster.model.source_file import SourceFile
from muster.model.strict_yaml import MOST_BYTES

_SUBMODULE = 0o160000


def read_worktree(repository: Repository, base: list[TreeEntry], head: str) -> Branch:
    """Read the working tree's registry as a change of one step against ``base``, HEAD's entries.

    Files outside the registry are not looked at; files that git ignores neither.
    """
    if repository.top is None:
        raise UsageError(
            "no-working-tree",
            "This repository is bare: it has no working tree to judge.",
            "muster check --ref HEAD",
        )
    present = {file.path: file for file in _files(repository, repository.top)}
    committed = {entry.path: entry for entry in base}
    content: dict[str, SourceFile | None] = {
        path: file
        for path, file in present.items()
        if path not in committed or not _same(repository, committed[path], file, repository.top)
    }
    gone = committed.keys() - present.keys()
    if gone:
        content |= dict.fromkeys(gone - _left_out(repository, repository.top))
    paths = frozenset(content)
    step = Step("the working tree", (head,), paths)
    return Branch(Change((step,), paths, committed=False), content)


def uncommitted(repository: Repository) -> bool:
    """Whether the working tree's registry differs from HEAD's, or can't be read.

    Not asked of ``git status``, which starts the filters that attributes name.
    """
    if repository.top is None:
        return False
    head = repository.head()
    entries = repository.registry_entries(head) if head else []
    try:
        return bool(read_worktree(repository, entries, head).content)
    except SurroundingsError:
        return True


def _files(repository: Repository, top: Path) -> list[SourceFile]:
    try:
        names = [entry.name for entry in top.iterdir() if entry.name.casefold() == ROOT]
        listed = repository.run(
            "-C", str(top), "ls-files", "-z", "--cached", "--others", "--exclude-standard",
            "--", *names,
        ) if names else b""  # fmt: skip
        paths = sorted(set(filter(None, os.fsdecode(listed).split("\0"))))
        _refuse_unreadable(top, names)
        real = {folder for folder in {_folder(path) for path in paths} if not _linked(top, folder)}
        found = (_file(repository, top, path) for path in paths if _folder(path) in real)
        return [file for file in found if file]
    except (OSError, GitError) as error:
        raise SurroundingsError(
            "unreadable-folder",
            f"The registry in {top} can't be read: {error}",
            f"ls -lR {ROOT}",
        ) from error


def _left_out(repository: Repository, top: Path) -> set[str]:
    """The paths that a sparse checkout does not write: absent, and yet not deleted."""
    listed = repository.run("-C", str(top), "ls-files", "-z", "-t", "--cached", "--", ROOT)
    return {entry[2:] for entry in os.fsdecode(listed).split("\0") if entry.startswith("S ")}


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _linked(top: Path, folder: str) -> bool:
    """Whether a folder is, or lies behind, a symbolic link: then git has no files in it."""
    return bool(folder) and ((top / folder).is_symlink() or _linked(top, _folder(folder)))


def _refuse_unreadable(top: Path, names: list[str]) -> None:
    """Raise ``OSError`` for a folder that can't be listed: git would only warn and go on."""
    for name in names:
        for _ in os.walk(top / name, onerror=_raise):
            pass


def _raise(error: OSError) -> None:
    raise error


def _file(repository: Repository, top: Path, path: str) -> SourceFile | None:
    where = top / path
    try:
        found = where.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISLNK(found.st_mode):
        oid = repository.blob_id(os.fsencode(where.readlink()))
        return SourceFile(path, 0o120000, oid, 0, None)
    if not stat.S_ISREG(found.st_mode):
        # A folder here is a repository of its own; git would commit it as a submodule.
        return SourceFile(path, _SUBMODULE, "", 0, None)
    if found.st_size > MOST_BYTES:
        return SourceFile(path, 0o100644, "", found.st_size, None)
    # No link is followed, should one have taken the file's place meanwhile.
    handle = os.open(where, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as file:
        data = file.read(MOST_BYTES + 1)
    return SourceFile(path, 0o100644, repository.blob_id(data), len(data), data)


def _same(repository: Repository, entry: TreeEntry, file: SourceFile, top: Path) -> bool:
    """Whether a file is what is committed, line ends apart: a checkout may have Windows' own."""
    if stat.S_IFMT(entry.mode) != stat.S_IFMT(file.mode):
        return False
    if entry.oid == file.oid or file.mode == _SUBMODULE:
        return True
    if file.data is not None and b"\r\n" in file.data:
        return entry.oid == repository.blob_id(file.data.replace(b"\r\n", b"\n"))
    if file.regular and file.data is None and file.size == entry.size:
        return entry.oid == repository.blob_id((top / file.path).read_bytes())
    return False
