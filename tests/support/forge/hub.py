"""The git side of the stand-in for GitHub: real bare repositories, real merges, pull refs."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from support.repos import Content, Repo, environment

HOOK = Path(__file__).with_name("hook.py")


class ConflictError(Exception):
    """Two commits that git can't merge."""


class Hub:
    """Bare repositories below one folder, each at ``OWNER/NAME.git``."""

    def __init__(self, folder: Path, socket: Path) -> None:
        self.folder = folder
        self.socket = socket
        (folder / "home").mkdir(parents=True, exist_ok=True)
        self.env = environment(folder / "home")
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            del self.env[name]

    def repo(self, owner: str, name: str) -> Repo:
        """A repository that is there."""
        return Repo(self.path(owner, name), True, self.env)

    def path(self, owner: str, name: str) -> Path:
        """Where a repository is, or would be."""
        return self.folder / owner / f"{name}.git"

    def create(self, owner: str, name: str, files: Mapping[str | bytes, Content]) -> Repo:
        """A repository with one commit on main."""
        where = self.path(owner, name)
        where.mkdir(parents=True)
        repo = self.repo(owner, name)
        repo.git("init", "--quiet", "--template=", "--initial-branch=main", "--bare")
        repo.commit(files)
        self.hook(repo)
        return repo

    def fork(self, owner: str, name: str, login: str) -> Repo:
        """A copy with the branches, as the fork button makes it."""
        fork = self.repo(login, name)
        fork.folder.mkdir(parents=True)
        fork.git("init", "--quiet", "--template=", "--initial-branch=main", "--bare")
        source = str(self.path(owner, name))
        fork.git("fetch", "--quiet", source, "+refs/heads/*:refs/heads/*")
        self.hook(fork)
        return fork

    def hook(self, repo: Repo) -> None:
        """Have pushes asked about and told of; see ``hook.py``."""
        hooks = repo.folder / "hooks"
        hooks.mkdir(exist_ok=True)
        for name in ("pre-receive", "post-receive"):
            words = [sys.executable, "-I", "-S", str(HOOK), name, str(self.socket)]
            (hooks / name).write_text(f"#!/bin/sh\nexec {shlex.join(words)}\n")
            (hooks / name).chmod(0o755)

    def tips(self, owner: str, name: str) -> dict[str, str]:
        """Branch → its tip, of a repository."""
        form = "--format=%(objectname) %(refname:lstrip=2)"
        told = self.repo(owner, name).git("for-each-ref", form, "refs/heads")
        return {line[41:]: line[:40] for line in told.splitlines()}

    def find(self, repo: Repo, name: str) -> str:
        """The commit that a name means to GitHub: an id, a branch or a tag; empty for none."""
        for ref in (name, f"refs/heads/{name}", f"refs/tags/{name}", f"refs/{name}"):
            found = self.ask(repo, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
            if found and (ref != name or found == name or len(name) < 40):
                return found
        return ""

    def ask(self, repo: Repo, *arguments: str) -> str:
        """What git answers; empty where it fails."""
        done = subprocess.run(
            ["git", *arguments], cwd=repo.folder, env=self.env, check=False, capture_output=True
        )
        return os.fsdecode(done.stdout).strip() if done.returncode == 0 else ""

    def merged_tree(self, repo: Repo, ours: str, theirs: str) -> str:
        """The tree of a merge.

        Raises:
            ConflictError: Git finds a conflict, or two histories that have nothing in common.
        """
        done = subprocess.run(
            ["git", "merge-tree", "--write-tree", "--no-messages", ours, theirs],
            cwd=repo.folder, env=self.env, check=False, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode != 0:
            raise ConflictError
        return done.stdout.strip()

    def merge(self, repo: Repo, ours: str, theirs: str, author: str, message: str) -> str:
        """A merge commit as GitHub's button makes it: by the merger, committed by GitHub.

        Raises:
            ConflictError: Git finds a conflict.
        """
        tree = self.merged_tree(repo, ours, theirs)
        return repo.git(
            "commit-tree", tree, "-p", ours, "-p", theirs,
            given=message.encode(),
            GIT_AUTHOR_NAME=author,
            GIT_AUTHOR_EMAIL=f"{author}@users.noreply.github.com",
            GIT_COMMITTER_NAME="GitHub",
            GIT_COMMITTER_EMAIL="noreply@github.com",
        )  # fmt: skip
