"""Judging a merge group: what GitHub's merge queue would put on main.

Each of its merges is judged in turn, by main as it would be before it, and must have exactly the
files that were judged.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from muster.engine.judge import judge
from muster.engine.pull_verdict import BASE, PullVerdict, Trouble
from muster.flows.judging_change import read_candidate
from muster.flows.limited import TooMuchError, limited
from muster.git.line_of_main import landings_since
from muster.git.process import GitError
from muster.git.repository import Repository
from muster.model.error import MusterError
from muster.model.finding import Verdict

_AGAIN = ("muster check --base origin/main --head HEAD",)


def judge_group(repository: Repository, main: str, head: str, now: datetime) -> PullVerdict:
    """The verdict on a merge group's head: the first merge that is blocked, else the last one's."""
    plain = PullVerdict(0, head, main, BASE, None)
    try:
        told = limited(partial(_or_trouble, repository, main, head, now, plain))
    except TooMuchError:
        told = plain._replace(trouble=Trouble("It takes too much time or memory to judge."))
    return told


def _or_trouble(
    repository: Repository, main: str, head: str, now: datetime, plain: PullVerdict
) -> PullVerdict:
    try:
        return _judged(repository, main, head, now, plain)
    except MusterError as error:
        return plain._replace(trouble=Trouble(error.message, error.commands))
    except GitError as error:
        told = " ".join(error.stderr.split())[:600]
        return plain._replace(trouble=Trouble(f"Git can't read it: {told}"))


def _judged(
    repository: Repository, main: str, head: str, now: datetime, plain: PullVerdict
) -> PullVerdict:
    landed = landings_since(repository, main, head)
    if landed is None:
        return plain._replace(
            trouble=Trouble("The merge group does not build on main as it is now.", _AGAIN)
        )
    verdict = plain._replace(trouble=Trouble("The merge group brings nothing.", _AGAIN))
    before = main
    for landing in landed:
        parents = landing.commit.parents
        why = landing.difference
        if len(parents) != 2:
            why = f"it has {len(parents)} {'parent' if len(parents) == 1 else 'parents'}, not two"
        if why:
            told = f"Commit {landing.oid[:12]} of the merge group is no plain merge: {why}."
            return plain._replace(trouble=Trouble(told, _AGAIN))
        case = read_candidate(repository, before, parents[1], now).case
        verdict = plain._replace(report=judge(case))
        if verdict.report is not None and verdict.report.verdict is Verdict.BLOCK:
            return verdict
        before = landing.oid
    return verdict
