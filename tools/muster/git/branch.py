"""A branch as it is judged: its steps, and main's tree with its changed paths laid over.

Source: section 5 of the design, points 5 and 6. Nothing here merges, detects renames or reads
attributes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from muster.git.process import GitError
from muster.git.repository import Repository, refuse_twice
from muster.model.change import Change, Step
from muster.model.error import SurroundingsError
from muster.model.layout import ROOT, in_registry
from muster.model.source_file import SourceFile

MOST_STEPS = 1_000
_NOTHING_IN_COMMON = 1  # exit code of merge-base


class Branch(NamedTuple):
    """A change, and the content that it puts at its registry paths (None: taken away)."""

    change: Change
    content: dict[str, SourceFile | None]


class _PathChange(NamedTuple):
    """One path that differs between two trees; mode 0 stands for absent."""

    path: str
    mode: int
    oid: str


def read_branch(repository: Repository, base: str, head: str, name: str = "main") -> Branch:
    """Read what ``head`` would bring to ``base``; both are commit ids. ``name`` is what
    the user calls ``base``.

    Raises ``SurroundingsError`` where a shallow history hides the answer.
    """
    bases = _merge_bases(repository, base, head)
    _refuse_hidden(repository, bases, base, head)
    if not bases:
        return Branch(Change((), frozenset(), bases=0, base=name), {})
    steps = tuple(_steps(repository, bases, head))
    ours = {change.path: change for change in _differences(repository, bases[0], head)}
    # Main's files outside the registry matter only where the branch changes such files too.
    under = () if any(not in_registry(path) for path in ours) else (ROOT,)
    theirs = (
        {change.path: change for change in _differences(repository, bases[0], base, *under)}
        if bases[0] != base
        else {}
    )
    same = {path for path, change in ours.items() if theirs.get(path) == change}
    brought = {path: change for path, change in ours.items() if path not in same}
    change = Change(
        steps,
        paths=frozenset(brought),
        conflicts=frozenset(filter(in_registry, brought.keys() & theirs.keys())),
        shared=frozenset(same),
        bases=len(bases),
        base=name,
    )
    in_it = [change for path, change in brought.items() if in_registry(path)]
    return Branch(change, _content(repository, in_it))


def _merge_bases(repository: Repository, base: str, head: str) -> list[str]:
    """All best common ancestors, in an order that no date decides; none if unrelated."""
    try:
        return sorted(repository.run("merge-base", "--all", base, head).decode("ascii").split())
    except GitError as error:
        damaged = any(line.startswith("error: ") for line in error.stderr.splitlines())
        if damaged or error.code != _NOTHING_IN_COMMON:
            raise
        return []


def _steps(repository: Repository, bases: list[str], head: str) -> Iterator[Step]:
    """The commits of ``head`` that main lacks.

    Git's walk stops by dates: with forged ones, ``head ^main`` also tells commits that main has.
    From the merge bases a plain line of commits is told right whatever its dates; where the branch
    has merges, what main has is taken out by a walk that stops nowhere.
    """
    excluded = [f"^{one}" for one in bases]
    told = repository.run("rev-list", "--topo-order", "--reverse", "--parents", head, *excluded)
    lines = told.decode("ascii").splitlines()
    if any(line.count(" ") != 1 for line in lines):
        landed = set(repository.run("rev-list", *bases).decode("ascii").split())
        lines = [line for line in lines if line.partition(" ")[0] not in landed]
    if len(lines) > MOST_STEPS:
        raise SurroundingsError(
            "too-many-commits",
            f"The branch has {len(lines):,} commits that main lacks; "
            f"muster judges at most {MOST_STEPS:,}.",
        )
    for line in lines:
        commit, *parents = line.split()
        yield Step(commit, tuple(parents), _touched(repository, commit, parents))


def _touched(repository: Repository, commit: str, parents: list[str]) -> frozenset[str]:
    """The paths that a commit changes against its first parent; all of them for a root."""
    if parents:
        return frozenset(c.path for c in _differences(repository, parents[0], commit))
    told = repository.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
    return frozenset(filter(None, os.fsdecode(told).split("\0")))


def _differences(repository: Repository, old: str, new: str, *under: str) -> Iterator[_PathChange]:
    """The paths that differ between two trees; a rename is one path gone and one come."""
    # Ignoring submodules is a setting of the user, and one of the branch's own .gitmodules.
    told = repository.run(
        "diff-tree", "-r", "-z", "--no-renames", "--ignore-submodules=none", old, new, "--", *under
    )
    fields = os.fsdecode(told).split("\0")
    refuse_twice(new, fields[1::2])
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        _, mode, _, oid, _ = head[1:].split(" ")
        yield _PathChange(path, int(mode, 8), oid)


def _refuse_hidden(repository: Repository, bases: list[str], base: str, head: str) -> None:
    """Say that a shallow clone hides the answer, instead of taking its edge for a beginning.

    Behind an edge that only one side has, the other may go on: then a nearer merge base is hidden.
    """
    boundary = repository.shallow_boundary()
    if not boundary:
        return
    apart = repository.run("rev-list", f"{base}...{head}").decode("ascii").split() if bases else []
    if not bases or not boundary.isdisjoint(apart):
        raise SurroundingsError(
            "shallow-history",
            "This clone is shallow and does not have the commit at which the branch left main.",
            "git fetch --unshallow",
        )


def _content(repository: Repository, changes: list[_PathChange]) -> dict[str, SourceFile | None]:
    present = [(change.path, change.mode, change.oid) for change in changes if change.mode]
    content: dict[str, SourceFile | None] = {c.path: None for c in changes if not c.mode}
    for file in repository.read(repository.entries(present)):
        content[file.path] = file
    return content
