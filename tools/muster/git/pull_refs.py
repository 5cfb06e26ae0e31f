"""Pull requests as Git has them: ``refs/pull/N/head``, fetched from a repository on GitHub.

Nothing of them is ever checked out; what git finds malformed is not let in.
"""

from __future__ import annotations

import os
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
    for start in range(0, len(numbers), _TOGETHER):
        some = numbers[start : start + _TOGETHER]
        try:
            _fetch(repository, url, [pull_ref(number) for number in some])
        except GitError:
            for number in some:
                try:
                    _fetch(repository, url, [pull_ref(number)])
                except GitError as error:
                    failed[number] = " ".join(error.stderr.split())[:600]
    return failed


def fetch_commit(repository: Repository, url: str, commit: str) -> None:
    """Fetch one commit by its id; ``GitError`` where the repository does not give it."""
    _run(repository, url, [commit])


def _fetch(repository: Repository, url: str, refs: Sequence[str]) -> None:
    _run(repository, url, [f"+{ref}:{ref}" for ref in refs])


def _run(repository: Repository, url: str, specs: Sequence[str]) -> None:
    arguments = [f"--git-dir={repository.git_dir}", *_PLAIN, *_FETCH, "--", url, *specs]
    run(repository.folder, arguments, more=_NO_PROMPT, limit=FETCH_LIMIT)
