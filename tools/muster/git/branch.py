"""A branch as it is judged: its steps, and main's tree with its changed paths laid over.

Source: section 5 of the design, points 5 and 6. Nothing here merges, detects renames or reads
attributes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from muster.git.process import GitError
from muster.git.repository import Repository, refuse_twice
from muster.git.signatures import signers
from muster.model.change import Change, Step
from muster.model.error import SurroundingsError
from muster.model.layout import ROOT, RecordKind, in_registry, slot
from muster.model.registry import holding_key
from muster.model.source_file import SourceFile

MOST_STEPS = 1_000
MOST_TOUCHED = 100_000
"""Bounds on what one branch may cost: commits, and paths that these touch together."""
_NOTHING_IN_COMMON = 1  # exit code of merge-base


class PathChange(NamedTuple):
    """One path that differs between two trees, as the second has it; mode 0 stands for absent."""

    path: str
    mode: int
    oid: str


class Branch(NamedTuple):
    """A change, and the content that it puts at its registry paths (None: taken away).

    ``brought`` are all the paths that it changes, in and outside the registry: a merge of it must
    make of main exactly this.
    """

    change: Change
    content: dict[str, SourceFile | None]
    brought: tuple[PathChange, ...] = ()


def read_branch(repository: Repository, base: str, head: str, name: str = "main") -> Branch:
    """Read what ``head`` would bring to ``base``; both are commit ids. ``name`` is what
    the user calls ``base``.

    Raises ``SurroundingsError`` where a shallow history hides the answer.
    """
    bases = _merge_bases(repository, base, head)
    _refuse_hidden(repository, bases, base, head)
    if not bases:
        return Branch(Change((), frozenset(), bases=0, base=name), {})
    lines = _lines(repository, bases, head)
    stepped = _stepped(repository, lines)
    ours = {change.path: change for change in differences(repository, bases[0], head)}
    # Main's files outside the registry matter only where the branch changes such files too.
    under = () if any(not in_registry(path) for path in ours) else (ROOT,)
    theirs = (
        {change.path: change for change in differences(repository, bases[0], base, *under)}
        if bases[0] != base
        else {}
    )
    same = {path for path, change in ours.items() if theirs.get(path) == change}
    brought = tuple(change for path, change in ours.items() if path not in same)
    in_it = [change for change in brought if in_registry(change.path)]
    read = _read(repository, [*in_it, *(c for changes in stepped.values() for c in changes)])
    signed = signers(repository, stepped)
    change = Change(
        tuple(
            Step(
                commit,
                tuple(parents),
                frozenset(change.path for change in stepped[commit]),
                signed[commit],
                {c.path: holding_key(read.get(c)) for c in stepped[commit] if _is_session(c.path)},
            )
            for commit, *parents in lines
        ),
        paths=frozenset(change.path for change in brought),
        conflicts=frozenset(c.path for c in in_it if c.path in theirs),
        shared=frozenset(same),
        bases=len(bases),
        base=name,
    )
    return Branch(change, {change.path: read.get(change) for change in in_it}, brought)


def _merge_bases(repository: Repository, base: str, head: str) -> list[str]:
    """All best common ancestors, in an order that no date decides; none if unrelated."""
    try:
        return sorted(repository.run("merge-base", "--all", base, head).decode("ascii").split())
    except GitError as error:
        damaged = any(line.startswith("error: ") for line in error.stderr.splitlines())
        if damaged or error.code != _NOTHING_IN_COMMON:
            raise
        return []


def _lines(repository: Repository, bases: list[str], head: str) -> list[list[str]]:
    """The commits of ``head`` that main lacks, oldest first, each with its parents behind it.

    Git's walk stops by dates: with forged ones, ``head ^main`` also tells commits that main has.
    From the merge bases a plain line of commits is told right whatever its dates; where the branch
    has merges, what main has is taken out by a walk that stops nowhere.
    """
    excluded = [f"^{one}" for one in bases]
    told = repository.run("rev-list", "--topo-order", "--reverse", "--parents", head, *excluded)
    lines = [line.split() for line in told.decode("ascii").splitlines()]
    if any(len(line) != 2 for line in lines):
        landed = set(repository.run("rev-list", *bases).decode("ascii").split())
        lines = [line for line in lines if line[0] not in landed]
    if len(lines) > MOST_STEPS:
        raise SurroundingsError(
            "too-many-commits",
            f"The branch has {len(lines):,} commits that main lacks; "
            f"muster judges at most {MOST_STEPS:,}.",
        )
    return lines


def _stepped(repository: Repository, lines: list[list[str]]) -> dict[str, list[PathChange]]:
    """What each step touches, by its commit."""
    found: dict[str, list[PathChange]] = {}
    left = MOST_TOUCHED
    for line in lines:
        found[line[0]] = _touched(repository, line)
        left -= len(found[line[0]])
        if left < 0:
            raise SurroundingsError(
                "too-many-paths",
                f"The branch's commits touch more than {MOST_TOUCHED:,} paths together; muster "
                "judges no more.",
            )
    return found


def _touched(repository: Repository, line: list[str]) -> list[PathChange]:
    """The paths that a commit changes against its first parent; all of them for a root."""
    commit, *parents = line
    if parents:
        return list(differences(repository, parents[0], commit))
    told = repository.run("ls-tree", "-r", "-z", "--full-tree", commit)
    entries = (entry.partition("\t") for entry in os.fsdecode(told).split("\0") if entry)
    return [PathChange(path, int(head[:6], 8), head.split()[2]) for head, _, path in entries]


def differences(repository: Repository, old: str, new: str, *under: str) -> Iterator[PathChange]:
    """The paths that differ between two trees; a rename is one path gone and one come."""
    # Ignoring submodules is a setting of the user, and one of the branch's own .gitmodules.
    told = repository.run(
        "diff-tree", "-r", "-z", "--no-renames", "--ignore-submodules=none", old, new, "--", *under
    )
    fields = os.fsdecode(told).split("\0")
    refuse_twice(new, fields[1::2])
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        _, mode, _, oid, _ = head[1:].split(" ")
        yield PathChange(path, int(mode, 8), oid)


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


def _read(
    repository: Repository, changes: Iterable[PathChange]
) -> dict[PathChange, SourceFile | None]:
    """The content of changed files in the registry; None for one that is taken away."""
    wanted = {change for change in changes if in_registry(change.path)}
    present = sorted(change for change in wanted if change.mode)
    entries = repository.entries((change.path, change.mode, change.oid) for change in present)
    read = dict(zip(present, repository.read(entries), strict=True))
    return {change: read.get(change) for change in wanted}


def _is_session(path: str) -> bool:
    return slot(path).kind is RecordKind.SESSION
