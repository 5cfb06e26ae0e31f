"""Pull requests as Git has them: ``refs/pull/N/head``, fetched from a repository on GitHub.

Nothing of them is ever checked out; what git finds malformed is not let in.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from muster.git.process import GitError, run
from muster.git.remote import FETCH_LIMIT
from muster.git.repository import Repository
from muster.model.error import SurroundingsError
from muster.model.refs import MAIN

_NO_PROMPT = {"GCM_INTERACTIVE": "never", "GIT_ASKPASS": "false"}
_PLAIN = (
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "fetch.fsckObjects=true",
    "-c", "fetch.writeCommitGraph=false",
    "-c", "core.bigFileThreshold=1m",
    # GitHub's client knows the user's login, or the job's token by its environment.
    "-c", "credential.helper=",
    "-c", "credential.helper=!gh auth git-credential",
)  # fmt: skip
_FETCH = (
    "fetch", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance",
    "--no-write-fetch-head", "--refmap=", "--force",
)  # fmt: skip
_TOGETHER = 100  # refs in one fetch
TOGETHER_LIMIT, ONE_LIMIT, LEAST_LIMIT, ALONE = 60.0, 20.0, 5.0, 120.0
"""Seconds for those together, for one alone, and for one when ``ALONE`` seconds were lost: anybody
may open a pull request of any size, and the job has ten minutes."""


def pull_ref(number: int) -> str:
    """Where a pull request's head is here."""
    return f"refs/pull/{number}/head"


def fetch_main(repository: Repository, url: str) -> str:
    """Fetch main; its commit. Raises ``SurroundingsError`` where it can't be had."""
    try:
        _fetch(repository, url, [MAIN])
    except GitError as error:
        raise SurroundingsError(
            "remote-unreachable",
            f"{url} can't be fetched: {' '.join(error.stderr.split())[:600]}",
            f"git ls-remote {url}",
        ) from error
    return repository.resolve(MAIN)


def fetch_pulls(repository: Repository, url: str, numbers: Sequence[int]) -> dict[int, str]:
    """Fetch the heads of pull requests: what could not be had, by number, in git's words.

    One whose objects are malformed keeps no other from being fetched.
    """
    failed: dict[int, str] = {}
    lost = 0.0
    for start in range(0, len(numbers), _TOGETHER):
        some = numbers[start : start + _TOGETHER]
        try:
            _fetch(repository, url, [pull_ref(number) for number in some], TOGETHER_LIMIT)
        except GitError:
            for number in some:
                began = time.monotonic()
                limit = ONE_LIMIT if lost < ALONE else LEAST_LIMIT
                try:
                    _fetch(repository, url, [pull_ref(number)], limit)
                except GitError as error:
                    failed[number] = " ".join(error.stderr.split())[:600]
                    lost += time.monotonic() - began
    return failed


def fetch_commit(repository: Repository, url: str, commit: str) -> None:
    """Fetch one commit by its id; ``GitError`` where the repository does not give it."""
    _run(repository, url, [commit])


def _fetch(
    repository: Repository, url: str, refs: Sequence[str], limit: float = FETCH_LIMIT
) -> None:
    _run(repository, url, [f"+{ref}:{ref}" for ref in refs], limit)


def _run(
    repository: Repository, url: str, specs: Sequence[str], limit: float = FETCH_LIMIT
) -> None:
    arguments = [f"--git-dir={repository.git_dir}", *_PLAIN, *_FETCH, "--", url, *specs]
    run(repository.folder, arguments, more=_NO_PROMPT, limit=limit)
