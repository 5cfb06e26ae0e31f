"""Main's history as the rules ask for it: which commit brought a claim in.

This is the one place that imports GitPython, and only when a finding needs the history: the import
takes as long as a small command, its readers are eight times slower than plumbing, and its object
classes know only 20-byte ids, so no SHA-256 repository. What it is used for is to start git.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from muster.git.process import GitError, environment
from muster.git.repository import Repository
from muster.model.history import MANY, SHALLOW, Arrival

if TYPE_CHECKING:
    import git


MOST_WALKS = 50
"""How many claims are looked for in the history; a hostile branch may touch thousands."""


@dataclass(frozen=True)
class MainHistory:
    """The first-parent line of one commit.

    Each question walks that line once, which takes seconds on ten thousand commits: it is asked
    only where there is a finding to explain, and once for a path, whose content at ``head`` is all
    that a question can follow from.
    """

    repository: Repository
    head: str
    _found: dict[str, Arrival] = field(default_factory=dict, repr=False, compare=False)

    def arrival(self, path: str, holds: Callable[[bytes], bool]) -> Arrival:
        """The commit since which the file at ``path`` has content that ``holds``."""
        if path not in self._found:
            if len(self._found) == MOST_WALKS:
                return Arrival(hidden=MANY)
            self._found[path] = self._arrival(path, holds)
        return self._found[path]

    def _arrival(self, path: str, holds: Callable[[bytes], bool]) -> Arrival:
        since = None
        for commit in self._run("rev-list", "--first-parent", self.head, "--", path).split():
            listed = [e for e in self.repository.registry_entries(commit) if e.path == path]
            data = self.repository.read(listed)[0].data if listed else None
            if data is None or not holds(data):
                break
            since = commit
        if since is None or since in self.repository.shallow_boundary():
            return Arrival(hidden=SHALLOW)
        who, when = self._written(since)
        position = int(self._run("rev-list", "--count", "--first-parent", since))
        return Arrival(since, position, who, when, from_root=not self.repository.shallow)

    def _written(self, commit: str) -> tuple[str, str]:
        """Author and date, as the commit says; neither is a fact."""
        told = self._run(
            "rev-list", "--max-count=1", "--no-commit-header", "--encoding=UTF-8",
            "--format=%an%x00%as", commit,
        )  # fmt: skip
        who, _, when = told.strip("\n").partition("\0")
        return " ".join(who.split())[:80], when

    @cached_property
    def _git(self) -> git.Git:
        # GitPython looks for git when it is imported, and is loud where it finds none.
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        import git

        # No git.Repo: it takes GIT_WORK_TREE and others from the environment.
        return git.Git(str(self.repository.folder))

    def _run(self, *arguments: str) -> str:
        runner = self._git
        from git import GitCommandError

        clean = environment()
        for name in set(os.environ) - set(clean):
            os.environ.pop(name)  # GitPython adds to the environment and can't take away
        try:
            told = runner.execute(
                ["git", f"--git-dir={self.repository.git_dir}", *arguments],
                env=clean,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
        except GitCommandError as error:
            raise GitError(str(error.stderr).strip()) from error
        return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
