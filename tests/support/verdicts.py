"""Judging in this process, and looking into what came out."""

from __future__ import annotations

from muster.flows.judging import Judged, judge_commit
from muster.flows.judging_change import judge_branch, judge_worktree
from muster.git.repository import Repository
from muster.model.finding import Finding
from support.repos import NOW, Repo, inside


def branch(repo: Repo, head: str = "claim", base: str = "main", **env: str) -> Judged:
    """Judge a branch against main."""
    with inside(repo, **env):
        return judge_branch(Repository.open(repo.folder), base, head, NOW)


def whole(repo: Repo, ref: str = "main", **env: str) -> Judged:
    """Judge the whole registry of a commit."""
    with inside(repo, **env):
        opened = Repository.open(repo.folder)
        return judge_commit(opened, ref, opened.resolve(ref), NOW)


def worktree(repo: Repo, **env: str) -> Judged:
    """Judge what is not committed."""
    with inside(repo, **env):
        return judge_worktree(Repository.open(repo.folder), NOW)


def codes(judged: Judged) -> list[str]:
    """The codes of what counts, each once, sorted."""
    return sorted({finding.code for finding in judged.report.findings})


def standing(judged: Judged) -> list[str]:
    """The codes of what main has already."""
    return sorted({finding.code for finding in judged.report.standing})


def only(judged: Judged, code: str) -> Finding:
    """The one finding with a code."""
    (found,) = (finding for finding in judged.report.findings if finding.code == code)
    return found


def at(judged: Judged, path: str) -> list[str]:
    """The codes of the findings at a path."""
    return sorted({f.code for f in judged.report.findings if f.place.path == path})
