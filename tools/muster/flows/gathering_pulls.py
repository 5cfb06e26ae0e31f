"""Gathering what is to be judged from GitHub and Git: the open pull requests with their heads."""

from __future__ import annotations

import re
from datetime import datetime

from muster.engine.pull_verdict import PullVerdict
from muster.flows.judging_group import judge_group
from muster.flows.judging_pulls import Judge, fetched
from muster.forge.address import Address
from muster.forge.comments import comments
from muster.forge.pulls import open_pulls, pull
from muster.git.process import GitError
from muster.git.pull_refs import fetch_commit, fetch_main, fetch_pulls
from muster.git.repository import Repository
from muster.model.error import UsageError
from muster.render.comment import MARKER
from muster.render.comment_data import data_of

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def judge_pulls(
    repository: Repository, address: Address, number: int | None, now: datetime
) -> list[PullVerdict]:
    """The verdicts on one pull request and those that it concerns, or, without a number, on all.

    One that was merged concerns all: GitHub starts no run for main where a text that it took
    over from the pull request says ``[skip ci]``.
    """
    _require_bare(repository, address)
    found = open_pulls(address)
    main = fetch_main(repository, address.page)
    missing = fetch_pulls(repository, address.page, [one.number for one in found])
    judge = Judge(repository, address, main, fetched(repository, found, missing), missing, now)
    if number is None or pull(address, number).merge:
        return judge.verdicts(None)
    return judge.verdicts([number], _told_of(address, number))


def judge_merge_group(
    repository: Repository, address: Address, head: str, now: datetime
) -> PullVerdict:
    """The verdict on a merge group's head, a commit id."""
    _require_bare(repository, address)
    if not _COMMIT.fullmatch(head):
        raise UsageError(
            "usage", f"{head!r} is no commit id.", "muster github judge --merge-group COMMIT"
        )
    main = fetch_main(repository, address.page)
    try:
        fetch_commit(repository, address.page, head)
    except GitError as error:
        told = " ".join(error.stderr.split())[:400]
        raise UsageError(
            "unknown-ref", f"The merge group {head} can't be fetched: {told}", "git fetch"
        ) from error
    return judge_group(repository, main, head, now)


def _told_of(address: Address, number: int) -> list[int]:
    """The pull requests that the judge's comment on this one names as its rivals.

    They may be none any more, and are to be told so. Who else writes such a comment has more
    judged, and nothing else.
    """
    told = (data_of(one.text) for one in comments(address, number) if MARKER in one.text)
    rivals = (data.get("rivals") for data in told)
    return [n for some in rivals if isinstance(some, list) for n in some if type(n) is int]


def _require_bare(repository: Repository, address: Address) -> None:
    """Raise ``UsageError`` in somebody's clone, whose own main would be overwritten."""
    if repository.top is None:
        return
    raise UsageError(
        "not-bare",
        "What is judged is fetched into main and refs/pull: that takes a bare repository of its "
        "own, and not a clone in which somebody works.",
        "git init --bare judge.git",
        f"muster github judge --all --repository {address.slug} --repo judge.git",
    )
