"""Judging: read a registry or a change out of Git and hand it to the engine."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from muster.engine.judge import judge
from muster.engine.report import Report
from muster.git.branch import Branch, read_branch
from muster.git.main_history import MainHistory
from muster.git.repository import Repository
from muster.git.worktree import read_worktree
from muster.model.error import SurroundingsError
from muster.model.layout import CHARTER
from muster.model.registry import Registry, read_file, read_registry
from muster.rules.case import Case


@dataclass(frozen=True)
class Judged:
    """What was judged and how: the registry (with a change: the result) and the report."""

    subject: str
    commit: str
    registry: Registry
    report: Report


def judge_ref(repository: Repository, ref: str, now: datetime) -> Judged:
    """Judge the whole registry of one commit, as it stands."""
    commit = repository.resolve(ref)
    with _bulk():
        registry = read_registry(repository.read(repository.registry_entries(commit)))
        _require_charter(registry, ref)
        case = Case(registry, registry.charter, now, history=MainHistory(repository, commit))
        return Judged(ref, commit, registry, judge(case))


def judge_branch(repository: Repository, base: str, head: str, now: datetime) -> Judged:
    """Judge what ``head`` brings against ``base``, which is main."""
    main, tip = repository.resolve(base), repository.resolve(head)
    branch = read_branch(repository, main, tip)
    entries = repository.registry_entries(main)
    with _bulk():
        before = read_registry(repository.read(entries), by_schema=())
        case = _case(repository, before, branch, main, now)
        _require_charter(case.after, head)
        return Judged(f"{head} against {base}", tip, case.after, judge(case))


def judge_worktree(repository: Repository, now: datetime) -> Judged:
    """Judge what the working tree changes in the registry, against HEAD."""
    head = repository.head()
    entries = repository.registry_entries(head) if head else []
    branch = read_worktree(repository, entries, head)
    with _bulk():
        before = read_registry(repository.read(entries), by_schema=())
        case = _case(repository, before, branch, head, now)
        _require_charter(case.after, "the working tree")
        return Judged("the working tree against HEAD", head, case.after, judge(case))


def _case(
    repository: Repository, before: Registry, branch: Branch, main: str, now: datetime
) -> Case:
    after = before.overlaid(
        {
            path: read_file(source, by_schema=True) if source else None
            for path, source in branch.content.items()
        }
    )
    return Case(
        after,
        # The charter is main's; only what begins a registry brings its own, and a human looks at it.
        before.charter or (None if CHARTER in before.files else after.charter),
        now,
        before=before,
        change=branch.change,
        history=MainHistory(repository, main),
    )


def _require_charter(registry: Registry, where: str) -> None:
    if CHARTER not in registry.files:
        raise SurroundingsError(
            "no-charter",
            f"There is no {CHARTER} at {where}, so there is no registry to judge.",
            "muster import FILE --into .",
            "muster check --ref BRANCH-WITH-A-REGISTRY",
        )


@contextmanager
def _bulk() -> Iterator[None]:
    """Read in bulk: thousands of records hold no cycle, yet each collection would walk them all."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
