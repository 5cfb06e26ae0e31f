"""Main's first-parent line, taken apart in a fixed number of git processes.

Each commit that touches the registry becomes a landing: what it changed, and, where it is a merge,
how its files compare with what a merge of exactly that branch would have.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from muster.git.repository import Repository
from muster.git.signatures import Commit, read_commits
from muster.model.layout import CHARTER, ROOT


class Edit(NamedTuple):
    """One path that a commit changes; mode 0 stands for absent."""

    path: str
    old: tuple[int, str]
    new: tuple[int, str]


class Landing(NamedTuple):
    """One commit of main that touches the registry.

    ``steps`` are the commits of the branch that it merges, newest first; empty for what is no
    merge of a plain line. ``difference`` says how its files are not the result of that merge.
    """

    oid: str
    commit: Commit
    edits: tuple[Edit, ...]
    steps: tuple[str, ...]
    difference: str


class _Merge(NamedTuple):
    """The steps that a merge brings, newest first, and the commit of main where they begin."""

    steps: tuple[str, ...]
    base: str


def landings(repository: Repository, head: str, *, every: bool = False) -> Iterator[Landing]:
    """The commits of the first-parent line that touch the registry, or all, oldest first.

    The first is the one that began the registry: it brought the charter.
    """
    told = repository.run("rev-list", "--first-parent", "--reverse", head, "--", ROOT)
    touching = told.decode("ascii").split()
    for index, oid in enumerate(touching):
        if repository.run("ls-tree", "--full-tree", oid, "--", CHARTER):
            parents = _parents(repository, head)
            line = touching[index:]
            if every:
                whole = [*_behind(parents, head)][::-1]
                line = whole[whole.index(oid) :]
            return _landings(repository, parents, head, line)
    return iter(())


def landings_since(repository: Repository, base: str, head: str) -> Iterator[Landing] | None:
    """All first-parent commits behind ``base``, oldest first; None where it isn't on the line."""
    parents = _parents(repository, head)
    line = list(_behind(parents, head))
    if base not in line:
        return None
    return _landings(repository, parents, head, line[: line.index(base)][::-1])


def _landings(
    repository: Repository, parents: dict[str, list[str]], head: str, line: list[str]
) -> Iterator[Landing]:
    merges = dict(_merges(parents, head))
    commits = read_commits(repository, line)
    made = _edits(repository, [(oid, *parents[oid][:1]) for oid in line])
    wanted = [(m.steps[0], m.base) for oid in line if (m := merges.get(oid)) and m.steps]
    brought = _edits(repository, wanted)
    for oid in line:
        edits, merge = made.get(oid, ()), merges.get(oid)
        difference = ""
        if merge and merge.steps:
            ours = brought.get(merge.steps[0], ())
            difference = _difference(repository, parents[oid][0], edits, ours)
        elif len(parents[oid]) == 2:
            difference = "what it merges is no plain line of commits that begins on main"
        yield Landing(oid, commits[oid], edits, merge.steps if merge else (), difference)


def _parents(repository: Repository, head: str) -> dict[str, list[str]]:
    told = repository.run("rev-list", "--parents", head).decode("ascii")
    lines = (line.split() for line in told.splitlines())
    return {commit: parents for commit, *parents in lines}


def _behind(parents: dict[str, list[str]], head: str) -> Iterator[str]:
    """The first-parent commits from ``head`` down to the root."""
    at = head
    while True:
        yield at
        if not parents[at]:
            return
        at = parents[at][0]


def _merges(parents: dict[str, list[str]], head: str) -> Iterator[tuple[str, _Merge]]:
    """The two-parent commits of the line that merge a plain line of commits.

    What main has by then is known commit by commit, so no date takes part.
    """
    landed: set[str] = set()
    for oid in reversed(list(_behind(parents, head))):
        if len(parents[oid]) == 2:
            steps = []
            at = parents[oid][1]
            while at not in landed and len(parents[at]) == 1:
                steps.append(at)
                at = parents[at][0]
            if at in landed:
                yield oid, _Merge(tuple(steps), at)
        _reach(parents, oid, landed)


def _reach(parents: dict[str, list[str]], commit: str, landed: set[str]) -> None:
    """Add a commit and all that it builds on."""
    waiting = [commit]
    while waiting:
        at = waiting.pop()
        if at not in landed:
            landed.add(at)
            waiting += parents[at]


def _difference(
    repository: Repository, before: str, edits: Iterable[Edit], brought: Iterable[Edit]
) -> str:
    """How a merge's edits are not exactly those of its branch, empty where they are."""
    made = {edit.path: edit for edit in edits}
    for edit in brought:
        done = made.pop(edit.path, None)
        if done is None:
            if _at(repository, before, edit.path) != edit.new:
                return f"it leaves out what the branch did to {edit.path}"
        elif done.new != edit.new:
            return f"it has another {edit.path} than the branch"
        elif done.old != edit.old:
            return f"main had changed {edit.path} since the branch began"
    if made:
        return f"it changes {min(made)}, which the branch does not"
    return ""


def _at(repository: Repository, commit: str, path: str) -> tuple[int, str]:
    told = os.fsdecode(repository.run("ls-tree", "-z", "--full-tree", commit, "--", path))
    head = told.partition("\t")[0].split()
    return (int(head[0], 8), head[2]) if head else (0, "0" * len(commit))


def _edits(repository: Repository, pairs: Iterable[tuple[str, ...]]) -> dict[str, tuple[Edit, ...]]:
    """What each commit changes against another, by the first of each pair; a root against none."""
    asked = "".join(f"{' '.join(pair)}\n" for pair in pairs).encode("ascii")
    if not asked:
        return {}
    told = repository.run(
        "diff-tree", "--stdin", "--root", "-r", "-z", "--no-renames", "--ignore-submodules=none",
        given=asked,
    )  # fmt: skip
    found: dict[str, list[Edit]] = {}
    fields = iter(os.fsdecode(told).split("\0"))
    commit = ""
    for field in fields:
        if field.startswith(":"):
            old_mode, new_mode, old, new, _ = field[1:].split(" ")
            edit = Edit(next(fields), (int(old_mode, 8), old), (int(new_mode, 8), new))
            found[commit].append(edit)
        elif field:
            commit = field
            found[commit] = []
    return {oid: tuple(edits) for oid, edits in found.items()}
