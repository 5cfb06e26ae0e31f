"""Judging a change: what a branch or the working tree would make of main."""

from __future__ import annotations

from datetime import datetime
from shlex import quote

from muster.engine.judge import judge
from muster.flows.judging import Judged, require_charter
from muster.git.branch import Branch, read_branch
from muster.git.main_history import MainHistory
from muster.git.repository import Repository
from muster.git.worktree import read_worktree
from muster.model.error import SurroundingsError
from muster.model.layout import CHARTER
from muster.model.registry import Registry, read_file, read_registry
from muster.rules.case import Case


def judge_branch(repository: Repository, base: str, head: str, now: datetime) -> Judged:
    """Judge what ``head`` brings against ``base``, which is main."""
    main, tip = repository.resolve(base), repository.resolve(head)
    branch = read_branch(repository, main, tip, base)
    entries = repository.registry_entries(main)
    before = read_registry(repository.read(entries), by_schema=(CHARTER,))
    _require_usable_charter(before, branch, base)
    case = _case(repository, before, branch, main, now)
    require_charter(head, before, case.after)
    return Judged(f"{head} against {base}", tip, case.after, judge(case))


def judge_worktree(repository: Repository, now: datetime) -> Judged:
    """Judge what the working tree changes in the registry, against HEAD."""
    head = repository.head()
    entries = repository.registry_entries(head) if head else []
    branch = read_worktree(repository, entries, head)
    before = read_registry(repository.read(entries), by_schema=(CHARTER,))
    _require_usable_charter(before, branch, "HEAD")
    case = _case(repository, before, branch, head, now)
    require_charter("the working tree", before, case.after)
    return Judged("the working tree against HEAD", head, case.after, judge(case))


def _require_usable_charter(main: Registry, branch: Branch, base: str) -> None:
    """Refuse to judge by a charter that gives no size; only the branch that mends it goes on."""
    usable = main.charter is not None and main.charter.size is not None
    if CHARTER in main.files and not usable and CHARTER not in branch.change.paths:
        raise SurroundingsError(
            "broken-charter",
            f"{CHARTER} of {base} can't be read, so nothing can be judged by it. Mend it first.",
            f"muster check --ref {quote(base)}",
        )


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
        # The charter is main's; only what begins a registry brings its own, for a human to see.
        before.charter or (None if CHARTER in before.files else after.charter),
        now,
        before=before,
        change=branch.change,
        history=MainHistory(repository, main),
    )
