"""Judging a change: what a branch or the working tree would make of main."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from shlex import quote
from typing import NamedTuple

from muster.engine.judge import judge
from muster.flows.judging import Judged, require_charter
from muster.git.branch import Branch, PathChange, read_branch
from muster.git.main_history import MainHistory
from muster.git.repository import Repository
from muster.git.worktree import read_worktree
from muster.model.error import SurroundingsError
from muster.model.layout import CHARTER
from muster.model.registry import Registry, read_file, read_registry
from muster.model.rival import Rival
from muster.rules.case import Case


class Candidate(NamedTuple):
    """A branch as read: the case to judge, and the edits that a merge of it must make."""

    case: Case
    brought: tuple[PathChange, ...]


def judge_branch(
    repository: Repository, base: str, head: str, now: datetime, rivals: Sequence[Rival] = ()
) -> Judged:
    """Judge what ``head`` brings against ``base``, which is main, beside other open claims."""
    main, tip = repository.resolve(base), repository.resolve(head)
    case = read_candidate(repository, main, tip, now, name=base, rivals=rivals).case
    require_charter(head, case.before, case.after)
    return Judged(f"{head} against {base}", tip, case.after, judge(case))


def read_candidate(
    repository: Repository,
    main: str,
    tip: str,
    now: datetime,
    *,
    name: str = "main",
    rivals: Sequence[Rival] = (),
    before: Registry | None = None,
) -> Candidate:
    """Read the branch that ends at ``tip`` as a case against ``main``, both commit ids.

    ``before`` is main's registry, where it was read already.
    """
    branch = read_branch(repository, main, tip, name)
    before = before or read_main(repository, main)
    _require_usable_charter(before, branch, name)
    case = _case(repository, before, branch, main, now, tuple(rivals))
    return Candidate(case, branch.brought)


def read_main(repository: Repository, main: str) -> Registry:
    """The registry of a commit that is judged against; only its charter goes through a schema."""
    entries = repository.registry_entries(main)
    return read_registry(repository.read(entries), by_schema=(CHARTER,))


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
    repository: Repository,
    before: Registry,
    branch: Branch,
    main: str,
    now: datetime,
    rivals: tuple[Rival, ...] = (),
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
        rivals=rivals,
    )
