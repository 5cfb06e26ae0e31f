"""Where a registry can be made: the top of a repository, or a folder for a new one."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import NamedTuple

from muster.forge.address import Address, read_address
from muster.git import checked_out
from muster.git.repository import Repository
from muster.model.error import SurroundingsError, UsageError


class Place(NamedTuple):
    """Where a registry shall be; ``repository`` is None for a folder that is empty or not there.

    ``remote`` is the remote that has ``address``, else origin or the first; empty where none is.
    """

    top: Path
    repository: Repository | None
    address: Address | None
    remote: str


def find_place(folder: Path) -> Place:
    """Where ``muster init`` shall work: the top of a repository, or a folder for a new one.

    Raises ``UsageError`` for any other folder.
    """
    top = Path(os.path.abspath(folder))  # noqa: PTH100 - a link stays one, for messages
    there = os.path.lexists(top)
    empty = not there or (top.is_dir() and not any(top.iterdir()))
    repository = _open(top if top.is_dir() else next(p for p in top.parents if p.is_dir()))
    if empty and (repository is None or repository.top is None):
        return Place(top, None, None, "")
    if not top.is_dir():
        _refuse_inside(top, repository, there=there)
    if repository is None:
        raise UsageError(
            "not-a-repository",
            f"{top} has files and is no Git repository. Make it one first.",
            shlex.join(["git", "init", "--initial-branch=main", str(top)]),
        )
    if repository.top is None:
        raise UsageError(
            "bare-repository",
            f"{top} has no working tree. A bare repository becomes a team's remote by another "
            "command; a registry is made in a clone.",
            "muster remote init --help",
        )
    if repository.top != top.resolve():
        _refuse_inside(top, repository, there=there)
    urls = checked_out.remote_urls(repository)
    for name, each in urls.items():
        for url in each:
            if address := read_address(url):
                return Place(top.resolve(), repository, address, name)
    return Place(top.resolve(), repository, None, next(iter(urls), ""))


def _open(folder: Path) -> Repository | None:
    try:
        return Repository.open(folder)
    except SurroundingsError as error:
        if error.code == "not-a-repository":
            return None
        raise


def _refuse_inside(top: Path, repository: Repository | None, *, there: bool) -> None:
    """Raise ``UsageError`` for a place inside of a repository, or one that is no folder."""
    if there and not top.is_dir():
        raise UsageError(
            "not-a-folder", f"{top} is no folder.", shlex.join(["ls", "-ld", str(top)])
        )
    assert repository is not None  # noqa: S101 - a folder without one was taken before
    whole = str(repository.top or repository.git_dir)
    raise UsageError(
        "not-the-top",
        f"{top} lies in the repository {whole}. A registry stands at a repository's top.",
        shlex.join(["muster", "init", whole]),
        shlex.join(["git", "init", "--initial-branch=main", str(top)]),
    )
