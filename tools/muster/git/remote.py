"""The remote that sessions share: fetch what muster looks at, push with leases, never prompt."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from muster.git.process import GitError, run
from muster.git.push_answer import Outcome, denied, read_answer, remote_lines
from muster.git.ref_locks import DELAYS, busy, held, wait
from muster.git.repository import Repository
from muster.model.error import SurroundingsError, UsageError

__all__ = ["Outcome", "Pushed", "Remote", "Update"]

FETCH_LIMIT, PUSH_LIMIT = 120.0, 600.0
"""Seconds after which a fetch or a push is given up."""

_MOST_TOLD = 600  # characters of git's words in a message
_CREDENTIALS = re.compile(r"(?<=://)[^/?#\s'\"]*@")
_QUERY = re.compile(r"\?[^\s'\"]*")
_CLOBBER = re.compile(r"\[rejected\] +(\S+) +-> \S+ +\(would clobber existing tag\)")
_UNWRITABLE = re.compile(  # a remote's own words begin with "remote: "
    r"^(?!remote: ).*(?:create temporary|cannot lock ref|insufficient permission for adding)"
    r".*(?:Permission denied|Read-only file system|object to repository)",
    re.IGNORECASE | re.MULTILINE,
)
_NO_PROMPT = {"GCM_INTERACTIVE": "never", "GIT_ASKPASS": "false", "SSH_ASKPASS_REQUIRE": "never"}
_OFF = "MUSTER_OFF"
_PLAIN = (
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "color.remote=false",
    "-c", "fetch.fsckObjects=true",
    "-c", "fetch.writeCommitGraph=false",
    "-c", "push.pushOption=",
)  # fmt: skip
_FETCH = (
    "fetch", "--no-tags", "--no-prune-tags", "--prune", "--no-recurse-submodules",
    "--no-auto-maintenance", "--no-write-fetch-head",
    # Tags come to stay: pruned are only the copies under refs/muster, or a consensus tag that its
    # approver has not pushed yet would go.
    "--refmap=refs/tags/consensus-*:refs/tags/consensus-*",
)  # fmt: skip
_PUSH = (
    "push", "--porcelain", "--no-verify", "--no-signed", "--no-follow-tags",
    "--no-force-if-includes", "--recurse-submodules=no",
)  # fmt: skip


class Update(NamedTuple):
    """One ref to push: ``seen`` is the tip that it had when it was looked at, "" for none."""

    commit: str
    ref: str
    seen: str


class Pushed(NamedTuple):
    """The outcome of a push; ``told`` are the remote's own lines, not cleaned of anything."""

    outcome: Outcome
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remote:
    """A remote of a repository by its name.

    ``fork`` is the remote that is pushed to where that is another one, empty where it is not.
    ``slug`` and ``fork_slug`` are what the two are on a forge, as owner/name; empty elsewhere.
    """

    repository: Repository
    name: str
    fork: str = ""
    slug: str = ""
    fork_slug: str = ""

    @property
    def target(self) -> str:
        """The remote that is pushed to."""
        return self.fork or self.name

    @classmethod
    def find(cls, repository: Repository, name: str | None) -> Remote:
        """The remote of that name; without a name ``origin``, or the only one there is.

        Raises ``UsageError`` where that leaves none.
        """
        names = os.fsdecode(repository.run("remote")).splitlines()
        if name is not None:
            if name not in names:
                raise UsageError(
                    "unknown-remote",
                    f"This repository has no remote {name!r}.",
                    "git remote",
                    shlex.join(["git", "remote", "add", name, "URL"]),
                )
            return cls(repository, name)
        if "origin" in names or len(names) == 1:
            return cls(repository, "origin" if "origin" in names else names[0])
        raise UsageError(
            "no-remote",
            f"None of this repository's {len(names)} remotes is named origin: say with --remote "
            f"which one has the registry ({', '.join(names)})."
            if names
            else "This repository has no remote to share the registry with.",
            "git remote add origin URL",
        )

    def fetch(self) -> None:
        """Fetch main, the open claims, proposals, the activation and the consensus tags.

        What is gone there goes here under refs/remotes/NAME too. Of a fork it is its branches
        without main. Raises ``SurroundingsError`` where the remote can't be reached, has no main,
        or sends damaged objects.
        """
        main = f"+refs/heads/main:refs/remotes/{self.name}/main"
        tags = f"+refs/tags/consensus-*:refs/muster/tags/{self.name}/consensus-*"
        self._fetch(main, *self._branches(), tags)
        if self.fork:
            fork = Remote(self.repository, self.fork)
            fork._fetch(*fork._branches())

    def fetch_refs(self, specs: Sequence[str], limit: float) -> None:
        """Fetch these refspecs within a limit in seconds; ``GitError`` where that fails."""
        self._run(limit, *_FETCH, "--", self.name, *specs)

    def _ways_in(self) -> tuple[str, ...]:
        """What helps an account that may not push; by ``gh repo fork`` it gets its own origin."""
        if self.slug and not self.fork:
            return ("gh repo fork --remote",)
        return ("gh auth status",) if self.slug else ()

    def _branches(self) -> tuple[str, ...]:
        here = f"refs/remotes/{self.name}"
        return (
            f"+refs/heads/claim/*:{here}/claim/*",
            f"+refs/heads/proposal/*:{here}/proposal/*",
            # A pattern may match nothing; a plain name that is not there would be an error.
            f"+refs/heads/activation*:{here}/activation*",
        )

    def _fetch(self, *specs: str) -> None:
        for tried in range(len(DELAYS) + 1):
            try:
                self.fetch_refs(specs, FETCH_LIMIT)
            except GitError as error:
                if tried == len(DELAYS) or not held(error.stderr):
                    raise self._unfetched(error) from error
                wait(self.repository, error.stderr, tried)
            else:
                return

    def address(self) -> str:
        """The address as the repository has it, before git puts another one in its place.

        Empty where there is none.
        """
        try:
            told = self.repository.run("config", "--get", f"remote.{self.name}.url")
        except GitError:
            return ""
        return os.fsdecode(told).strip()

    def push(self, updates: Sequence[Update], *, atomic: bool) -> Pushed:
        """Push refs, each only if it still is what was seen.

        Pushing what is there already is ``DONE``. Raises ``SurroundingsError`` where the remote
        does not answer; then the push may have arrived or not. Its code is ``push-denied`` where
        the account may not push there at all.
        """
        leases = [f"--force-with-lease={ref}:{seen}" for _, ref, seen in updates]
        specs = [f"{commit}:{ref}" for commit, ref, _ in updates]
        together = "--atomic" if atomic else "--no-atomic"
        try:
            self._run(PUSH_LIMIT, *_PUSH, together, *leases, "--", self.target, *specs)
        except GitError as error:
            target = Remote(self.repository, self.target)
            if denied(error.stderr):
                raise SurroundingsError(
                    "push-denied",
                    f"The remote {target.name} ({target.url()}) lets this account push nothing: "
                    f"{_words(error.stderr)}",
                    *self._ways_in(),
                    again=True,
                ) from error
            outcome = read_answer(error.stdout, error.stderr)
            if outcome is None:
                raise target._unreachable(error) from error
            return Pushed(outcome, remote_lines(error.stderr))
        return Pushed(Outcome.DONE)

    def url(self) -> str:
        """Where the remote is, without user and password; empty where git does not know."""
        try:
            told = os.fsdecode(self.repository.run("remote", "get-url", "--", self.name))
        except GitError:
            return ""
        return _without_secrets(told.strip())

    def fetch_branches(self) -> None:
        """Fetch every branch, also those that are none of the registry's.

        Raises ``SurroundingsError`` as ``fetch`` does.
        """
        try:
            self._run(
                FETCH_LIMIT, *_FETCH, "--", self.name,
                f"+refs/heads/*:refs/remotes/{self.name}/*",
            )  # fmt: skip
        except GitError as error:
            raise self._unfetched(error) from error

    def _run(self, limit: float, *arguments: str) -> None:
        repository = self.repository
        # A relative URL counts from the working tree's top, whatever folder muster runs in.
        where = repository.top or repository.git_dir
        # Not "-c": that ends a name at the first "=", and a remote's name may hold one.
        mirrors = {self.name, self.target}
        plain = [*_PLAIN, *(f"--config-env=remote.{name}.mirror={_OFF}" for name in mirrors)]
        run(
            where,
            [f"--git-dir={repository.git_dir}", *plain, *arguments],
            # The reflog is to say when this clone saw a ref, not when a commit claims to be from.
            more={**_NO_PROMPT, **self._ssh(), _OFF: "false", "GIT_COMMITTER_DATE": ""},
            limit=limit,
        )

    def _ssh(self) -> dict[str, str]:
        """Have ssh ask nothing, unless the user chose another way to start it."""
        if "GIT_SSH_COMMAND" in os.environ or "GIT_SSH" in os.environ:
            return {}
        # With a default this is no failure of git, after which its version would be asked for.
        told = self.repository.run("config", "--get", "--default", "", "core.sshCommand")
        return {} if told.strip() else {"GIT_SSH_COMMAND": "ssh -oBatchMode=yes"}

    def _unfetched(self, error: GitError) -> SurroundingsError:
        told = error.stderr
        if "couldn't find remote ref refs/heads/main" in told:
            return SurroundingsError(
                "no-main",
                f"The remote {self.name} ({self.url()}) has no branch main.",
                shlex.join(["git", "push", self.name, "main"]),
            )
        if "fsck error" in told and "remote: fatal: fsck error" not in told:
            return SurroundingsError(
                "damaged-remote",
                f"The remote {self.name} ({self.url()}) sends damaged objects: {_words(told)}",
                shlex.join(["git", "ls-remote", self.name]),
            )
        if tags := _CLOBBER.findall(told):
            return SurroundingsError(
                "tag-differs",
                f"The remote {self.name} has another {', '.join(tags)} than this clone, which "
                "keeps its own. A signed tag never moves: ask the approver which one is right. "
                "To take the remote's, delete yours:",
                shlex.join(["git", "tag", "-d", *tags]),
            )
        if _UNWRITABLE.search(told):
            git_dir = str(self.repository.git_dir)
            return SurroundingsError(
                "not-writable",
                f"What the remote {self.name} has can't be written into {git_dir}: {_words(told)}",
                shlex.join(["ls", "-ld", git_dir]),
            )
        if held(told):
            return busy(told, _words(told))
        return self._unreachable(error)

    def _unreachable(self, error: GitError) -> SurroundingsError:
        # What git adds to each reason says nothing more.
        why = _words(error.stderr).partition(" fatal: Could not read from remote repository.")[0]
        return SurroundingsError(
            "remote-unreachable",
            f"The remote {self.name} ({self.url()}) can't be reached: {why}",
            shlex.join(["git", "remote", "get-url", self.name]),
            shlex.join(["git", "ls-remote", self.name]),
        )


def _words(told: str) -> str:
    """Git's words on one line, without secrets and bounded."""
    lines = [line.strip() for line in re.split(r"[\r\n]+", told) if line.strip()]
    plain = "".join(c if c.isprintable() else " " for c in _without_secrets(" ".join(lines)))
    return plain[:_MOST_TOLD] or "git gave no reason"


def _without_secrets(text: str) -> str:
    """URLs without user, password and query."""
    return _QUERY.sub("", _CREDENTIALS.sub("", text)) if "://" in text else text
