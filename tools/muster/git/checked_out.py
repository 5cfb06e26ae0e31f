"""What a repository's own checkout tells: its branch, its remotes, what it ignores and has."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

from muster.git.process import GitError
from muster.git.repository import Repository


def branch(repository: Repository) -> str:
    """The branch that is checked out, without ``refs/heads/``; empty where there is none."""
    try:
        told = os.fsdecode(repository.run("symbolic-ref", "--quiet", "HEAD")).strip()
    except GitError:
        return ""
    return told.removeprefix("refs/heads/")


def has_branch(repository: Repository, name: str) -> bool:
    """Whether there is a branch of that name, here or on origin."""
    places = (f"refs/heads/{name}", f"refs/remotes/origin/{name}")
    return bool(repository.run("for-each-ref", "--format=%(refname)", *places).strip())


def remote_urls(repository: Repository) -> dict[str, tuple[str, ...]]:
    """The addresses of each remote, origin first: as git takes it, and as it was written."""
    names = os.fsdecode(repository.run("remote")).splitlines()
    found = {}
    for name in sorted(names, key=lambda name: (name != "origin", name)):
        asked = (["remote", "get-url", "--", name], ["config", "--get", f"remote.{name}.url"])
        found[name] = tuple(filter(None, (_told(repository, *command) for command in asked)))
    return found


def ignored(repository: Repository, paths: Collection[str]) -> set[str]:
    """Those of the paths, from the top, that are there and that git leaves out as ignored."""
    if not paths:
        return set()
    listed = repository.run(
        "-C", str(repository.top), "ls-files", "-z", "--others", "--ignored", "--exclude-standard",
        "--", *paths,
    )  # fmt: skip
    return set(filter(None, os.fsdecode(listed).split("\0")))


def committed(repository: Repository, files: Mapping[str, bytes]) -> set[str]:
    """The paths whose content at HEAD is this very one, line ends apart."""
    if not repository.head():
        return set()
    listed = os.fsdecode(repository.run("ls-tree", "-r", "-z", "--full-tree", "HEAD"))
    at_head = {}
    for record in filter(None, listed.split("\0")):
        about, _, path = record.partition("\t")
        at_head[path] = about.split()[2]
    return {path for path, data in files.items() if at_head.get(path) in _ids(repository, data)}


def _ids(repository: Repository, data: bytes) -> set[str]:
    """As it is, and as git keeps it where a checkout has Windows' line ends."""
    return {repository.blob_id(data), repository.blob_id(data.replace(b"\r\n", b"\n"))}


def _told(repository: Repository, *command: str) -> str:
    try:
        return os.fsdecode(repository.run(*command)).strip()
    except GitError:
        return ""
