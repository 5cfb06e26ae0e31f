"""Whose a path is, by main's registry: the sessions whose scope has it in a dimension of paths."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from muster.flows.registry_clone import no_registry
from muster.flows.seen_main import seen_main
from muster.git.approval_cache import KeptApprovals
from muster.git.repository import Repository
from muster.git.staged import tracked_files
from muster.model.boundary import Boundary
from muster.model.error import SurroundingsError, UsageError
from muster.model.extent import Dimension, DimensionKind, read_extent
from muster.model.glob_automaton import UndecidedError
from muster.model.layout import CHARTER
from muster.model.path_globs import PathGlobs, below_folder
from muster.model.path_index import PathIndex
from muster.model.registry import Registry, read_registry
from muster.model.session import Session
from muster.model.unreadable_extent import UnreadableExtentError
from muster.rules.case import Case, same_id
from muster.rules.rulings import Decided, rulings

_OVERLAP = "M205"  # the finding that two sessions may both change a path


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


class Ruled(NamedTuple):
    """A side of a boundary between owners, and the ruling (``R003``) that drew it."""

    ruling: str
    boundary: Boundary


class Ownership(NamedTuple):
    """One path from the repository's root; a folder ends with a slash. Owners are by number.

    ``others`` are those of the owners that are registered and not the session that asks. ``below``
    says that the path is nothing yet, and that they have what will be below it.
    """

    path: str
    whose: Whose
    owners: tuple[Owner, ...]
    others: tuple[Owner, ...] = ()
    below: bool = False
    ruled: tuple[Ruled, ...] = ()


class Owned(NamedTuple):
    """What main says: its name and commit, the caller's record there, and each path."""

    main: str
    commit: str
    mine: Session | None
    paths: tuple[Ownership, ...]


_Part = tuple[Session, str, PathGlobs]


def ownership(
    code: Repository,
    registry_at: Repository,
    ref: str | None,
    session_id: str | None,
    paths: Sequence[str],
    now: datetime,
    unborn: Collection[str] = (),
) -> Owned:
    """Tell whose each path of ``code`` is, by the registry of the same or another repository.

    A registered session owns what its scope names; a planned slot owns nothing yet and is told.
    ``unborn`` are the paths that are neither file nor folder yet, and may become either.

    Raises ``SurroundingsError`` where there is no registry, or main's charter can't be read.
    """
    name, commit = _main(code, registry_at, ref)
    entries = registry_at.read(registry_at.registry_entries(commit))
    registry = read_registry(entries, by_schema=())
    if CHARTER not in registry.files:
        raise no_registry(code, registry_at, name)
    if registry.charter is None:
        raise SurroundingsError(
            "broken-charter",
            f"{CHARTER} at {name} can't be read, so nobody knows what a scope means.",
            f"muster check --ref {name}",
        )
    mine = next((session for session in registry.sessions if _is(session, session_id)), None)
    parts = list(_parts(registry, registry.charter.dimensions.values()))
    index = PathIndex(((session, dimension), extent) for session, dimension, extent in parts)
    told = [
        _folder(path, parts, session_id)
        if path.endswith("/")
        else _unborn(path, parts, session_id) or _file(path, index, session_id)
        if path in unborn
        else _file(path, index, session_id)
        for path in dict.fromkeys(paths)
    ]
    if any(one.whose is Whose.MINE and one.others for one in told):
        approvals = KeptApprovals(registry_at, commit)
        case = Case(registry, registry.charter, now, approvals=approvals)
        counting = [
            one for one in rulings(case) if one.fault is None and one.ruling.rule == _OVERLAP
        ]
        told = [one._replace(ruled=tuple(_ruled(one, counting))) for one in told]
    return Owned(name, commit, mine, tuple(told))


def _main(code: Repository, registry_at: Repository, ref: str | None) -> tuple[str, str]:
    try:
        return seen_main(registry_at) if ref is None else (ref, registry_at.resolve(ref))
    except UsageError as error:
        if error.code != "no-commit":
            raise
        raise no_registry(code, registry_at, "HEAD") from error


def _ruled(one: Ownership, counting: Sequence[Decided]) -> Iterator[Ruled]:
    """What was ruled between owners of a path that the caller shares."""
    if one.whose is not Whose.MINE or not one.others:
        return
    owners = {owner.session.number for owner in one.owners}
    for decided in counting:
        if owners.issuperset(decided.ruling.sessions):
            for boundary in decided.ruling.boundaries:
                yield Ruled(decided.name, boundary)


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
    mine = any(_is(owner.session, session_id) for owner in owners)
    return _told(path, owners, session_id, mine=mine)


def _folder(path: str, parts: Sequence[_Part], session_id: str | None) -> Ownership:
    """A folder is whose any path below it is; it is mine where all below it is."""
    try:
        whole = below_folder(path)
    except UnreadableExtentError as error:
        raise UsageError("bad-path", f"{path} {error}.", "muster may FILE") from error
    owners = [
        Owner(session, name, shared.mine)
        for session, name, extent in parts
        if (shared := extent.shared(whole))
    ]
    own = [extent for session, _, extent in parts if _is(session, session_id)]
    return _told(path, owners, session_id, mine=any(_covers(extent, whole) for extent in own))


def _unborn(path: str, parts: Sequence[_Part], session_id: str | None) -> Ownership | None:
    """What will be below a path that is nothing yet, where it is another session's.

    Only a glob whose fixed beginning is below the path says that it will be a folder: ``**/*.md``
    has paths below everything.
    """
    near = [part for part in parts if part[2].begins_below(f"{path}/")]
    if not any(part[0].registered and not _is(part[0], session_id) for part in near):
        return None
    own = [part for part in parts if _is(part[0], session_id)]
    folder = _folder(f"{path}/", [*near, *(part for part in own if part not in near)], session_id)
    if folder.whose is not Whose.ANOTHER:
        return None
    return folder._replace(path=path, below=True)


def _covers(extent: PathGlobs, whole: PathGlobs) -> bool:
    try:
        return extent.gap(whole) is None
    except UndecidedError:
        return False


def _told(path: str, owners: list[Owner], session_id: str | None, *, mine: bool) -> Ownership:
    others = tuple(
        owner for owner in owners if owner.session.registered and not _is(owner.session, session_id)
    )
    if mine:
        whose = Whose.MINE
    elif any(owner.session.registered for owner in owners):
        whose = Whose.ANOTHER
    else:
        whose = Whose.PLANNED if owners else Whose.NOBODY
    return Ownership(path, whose, tuple(owners), others)


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


def unborn_paths(code: Repository, paths: Iterable[str]) -> set[str]:
    """Those of the paths, from the root, that are neither a tracked file nor there at all."""
    top = code.top
    absent = [
        path
        for path in dict.fromkeys(paths)
        if not path.endswith("/") and not (top and os.path.lexists(top / path))
    ]
    if not absent:
        return set()
    return set(absent) - tracked_files(code, absent)
