"""Whose a path is, by main's registry: the sessions whose scope has it in a dimension of paths."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from muster.flows.judging import require_charter
from muster.flows.seen_main import seen_main
from muster.git.repository import Repository
from muster.model.error import SurroundingsError, UsageError
from muster.model.extent import Dimension, DimensionKind, read_extent
from muster.model.glob_automaton import UndecidedError
from muster.model.layout import CHARTER
from muster.model.path_globs import PathGlobs, read_path_globs
from muster.model.path_index import PathIndex
from muster.model.registry import Registry, read_registry
from muster.model.session import Session
from muster.model.unreadable_extent import UnreadableExtentError
from muster.rules.case import same_id

_SPECIAL = frozenset(r"\*?[]{},!:")


class Whose(StrEnum):
    """Whose a path is, for the session that asks."""

    MINE = "mine"
    NOBODY = "nobody"
    PLANNED = "planned"
    ANOTHER = "another"


class Owner(NamedTuple):
    """A session that has a path, and by which glob of which dimension."""

    session: Session
    dimension: str
    glob: str


class Ownership(NamedTuple):
    """One path from the repository's root; a folder ends with a slash. Owners are by number."""

    path: str
    whose: Whose
    owners: tuple[Owner, ...]


class Owned(NamedTuple):
    """What main says: its name and commit, the caller's record there, and each path."""

    main: str
    commit: str
    mine: Session | None
    paths: tuple[Ownership, ...]


_Part = tuple[Session, str, PathGlobs]


def ownership(
    repository: Repository, ref: str | None, session_id: str | None, paths: Sequence[str]
) -> Owned:
    """Tell whose each path is.

    A registered session owns what its scope names; a planned slot owns nothing yet and is told.

    Raises ``SurroundingsError`` where main's charter can't be read.
    """
    name, commit = seen_main(repository) if ref is None else (ref, repository.resolve(ref))
    registry = read_registry(repository.read(repository.registry_entries(commit)), by_schema=())
    require_charter(name, registry)
    if registry.charter is None:
        raise SurroundingsError(
            "broken-charter",
            f"{CHARTER} at {name} can't be read, so nobody knows what a scope means.",
            f"muster check --ref {name}",
        )
    mine = next(
        (
            session
            for session in registry.sessions
            if session_id and session.registered and same_id(session.session_id, session_id)
        ),
        None,
    )
    parts = list(_parts(registry, registry.charter.dimensions.values()))
    index = PathIndex(((session, dimension), extent) for session, dimension, extent in parts)
    told = [
        _folder(path, parts, session_id) if path.endswith("/") else _file(path, index, session_id)
        for path in dict.fromkeys(paths)
    ]
    return Owned(name, commit, mine, tuple(told))


def _parts(registry: Registry, dimensions: Iterable[Dimension]) -> Iterator[_Part]:
    """The readable extents of paths, by number."""
    declared = [d for d in dimensions if d.kind is DimensionKind.PATHS]
    for session in registry.sessions:
        for dimension in declared:
            if dimension.name in session.raw_scope:
                try:
                    extent = read_extent(session.raw_scope[dimension.name], dimension)
                except UnreadableExtentError:
                    continue  # muster check tells it
                if isinstance(extent, PathGlobs):
                    yield session, dimension.name, extent


def _file(path: str, index: PathIndex[tuple[Session, str]], session_id: str | None) -> Ownership:
    owners = [Owner(session, name, glob) for (session, name), glob in index.owners(path)]
    return _told(path, owners, mine=any(_is(owner.session, session_id) for owner in owners))


def _folder(path: str, parts: Sequence[_Part], session_id: str | None) -> Ownership:
    """A folder is whose any path below it is; it is mine where all below it is."""
    below = "".join(f"\\{char}" if char in _SPECIAL else char for char in path) + "**"
    try:
        whole = read_path_globs(["**" if path == "./" else below])
    except UnreadableExtentError as error:
        raise UsageError("bad-path", f"{path} {error}.", "muster may FILE") from error
    owners = [
        Owner(session, name, shared.mine)
        for session, name, extent in parts
        if (shared := extent.shared(whole))
    ]
    own = [extent for session, _, extent in parts if _is(session, session_id)]
    return _told(path, owners, mine=any(_covers(extent, whole) for extent in own))


def _covers(extent: PathGlobs, whole: PathGlobs) -> bool:
    try:
        return extent.gap(whole) is None
    except UndecidedError:
        return False


def _told(path: str, owners: list[Owner], *, mine: bool) -> Ownership:
    if mine:
        whose = Whose.MINE
    elif any(owner.session.registered for owner in owners):
        whose = Whose.ANOTHER
    else:
        whose = Whose.PLANNED if owners else Whose.NOBODY
    return Ownership(path, whose, tuple(owners))


def _is(session: Session, session_id: str | None) -> bool:
    return bool(session_id) and session.registered and same_id(session.session_id, session_id)


def from_root(repository: Repository, folder: Path, given: str) -> str:
    """A path as the repository knows it, from one that is told from a folder.

    A folder, or what ends like one, ends with a slash. Links on the way are followed, a link itself
    is not.

    Raises ``UsageError`` for one that is outside the repository.
    """
    if not given or "\0" in given:
        raise UsageError("bad-path", "An empty path is no path.", "muster may FILE")
    if repository.top is None:
        root, where = Path("/"), Path(os.path.normpath(f"/{given}"))
    else:
        root = repository.top
        where = Path(os.path.normpath(folder.resolve() / given))
        if where != root:
            where = where.parent.resolve() / where.name
    if where != root and root not in where.parents:
        raise UsageError(
            "outside", f"{given} is outside the repository {repository.top}.", "muster may FILE"
        )
    path = where.relative_to(root).as_posix()
    is_folder = given.endswith("/") or (
        repository.top is not None and where.is_dir() and not where.is_symlink()
    )
    return f"{path}/" if is_folder or path == "." else path
