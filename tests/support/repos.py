"""Real Git repositories for tests, built commit by commit, and the command as a real process.

``git fast-import`` makes each commit: it takes any path, mode, parent and date, and needs no
working tree. Nothing of the user's configuration takes part.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import muster
from support.words import word

NOW = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
"""The moment that in-process judgements take for now."""

START = int(datetime(2025, 11, 15, 12, 0, tzinfo=UTC).timestamp())
"""The date of a commit that is given none."""

LINK, SUBMODULE, EXECUTABLE = 0o120000, 0o160000, 0o100755

Content = str | bytes | tuple[int, str | bytes] | None
"""What stands at a path: a text, bytes, either with a mode (a submodule's is a commit id), or
None to delete it."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which git sees no configuration but the repository's own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "MUSTER_"))}
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "PYTHONHASHSEED", "TERM", "XDG_CONFIG_HOME"):
        kept.pop(name, None)
    return {
        **kept,
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A tester",
        "GIT_AUTHOR_EMAIL": "tester@example.invalid",
        "GIT_COMMITTER_NAME": "A tester",
        "GIT_COMMITTER_EMAIL": "tester@example.invalid",
        "GIT_AUTHOR_DATE": f"{START} +0000",
        "GIT_COMMITTER_DATE": f"{START} +0000",
        "PYTHONPATH": str(Path(muster.__file__).parents[1]),
        **more,
    }


def charter(size: int = 12, **more: str) -> str:
    """A charter of an open team; ``more`` are further lines by key."""
    lines = {
        "name": "Test team",
        "size": str(size),
        "orchestrator": "{number: 1}",
        "identity": "open",
        "dimensions": "{prospects: range}",
        **more,
    }
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


def record(number: int, session: str | None = None, /, **more: str) -> str:
    """A record: a planned slot, or the claim of a session; ``more`` are lines by key."""
    own = word(number)
    lines = {
        "number": str(number),
        "name": f"worker-{number}",
        "role": f"{{title: {own.capitalize()}ist, does: Handle the {own} of the team}}",
        "goal": goal(number),
        "status": "registered" if session else "pending",
    }
    if session:
        lines |= {"session_id": session, "ready": "true", "timestamp": "2025-11-15T21:45:34Z"}
    lines |= more
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


def goal(emails: int) -> str:
    """A goal that can be measured; what it serves matters only where the charter says so."""
    metric = f"{{name: emails_sent, exactly: {emails}, per: day}}"
    return f"{{statement: Send {emails} emails a day, serves: mrr, metrics: [{metric}]}}"


def path_of(number: int) -> str:
    """Where a record stands."""
    return f"registry/sessions/{number:03d}.yaml"


def slots(*numbers: int) -> dict[str, Content]:
    """Planned slots, as files of a commit."""
    return {path_of(number): record(number) for number in numbers}


def claim(number: int, session: str, /, **more: str) -> dict[str, Content]:
    """A claim, as the one file of a commit."""
    return {path_of(number): record(number, session, **more)}


@dataclass(frozen=True)
class Done:
    """What a process answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The envelope; fails unless standard output is that one line."""
        import json

        assert self.out.endswith("\n"), self
        assert self.out.count("\n") == 1, self
        answer = json.loads(self.out)
        assert list(answer) == ["muster", "ok", "code", "message", "next", "data"], answer
        assert answer["muster"] == 1
        assert answer["ok"] is (self.code == 0)
        return answer


@dataclass
class Repo:
    """One repository; ``folder`` is its working tree, or itself if it is bare."""

    folder: Path
    bare: bool = False
    env: dict[str, str] = field(default_factory=dict)
    wrapper: tuple[str, ...] = ()
    """What starts the command, where it should not have all that root may."""

    @classmethod
    def make(cls, folder: Path, *, bare: bool = False, object_format: str = "sha1") -> Repo:
        """A new, empty repository whose branch is main."""
        folder.mkdir(parents=True)
        home = folder.parent / f"{folder.name}-home"
        home.mkdir()
        repo = cls(folder, bare, environment(home))
        repo.git(
            "init", "--quiet", "--template=", "--initial-branch=main",
            f"--object-format={object_format}", *(["--bare"] if bare else []),
        )  # fmt: skip
        return repo

    def copy(self, folder: Path) -> Repo:
        """The same repository once more, somewhere else."""
        shutil.copytree(self.folder, folder)
        home = folder.parent / f"{folder.name}-home"
        home.mkdir()
        return Repo(folder, self.bare, environment(home))

    @property
    def git_dir(self) -> Path:
        """Where the objects are."""
        return self.folder if self.bare else self.folder / ".git"

    def git(self, *arguments: str, given: bytes | None = None, **env: str) -> str:
        """Run git here; fails the test if git fails."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env={**self.env, **env}, input=given or b"",
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (arguments, done.stderr.decode("utf-8", "replace"))
        return os.fsdecode(done.stdout).strip()

    def commit(
        self,
        files: Mapping[str | bytes, Content] | None = None,
        *,
        on: str = "main",
        parents: Sequence[str] | None = None,
        authored: int = START,
        committed: int = START,
        author: str = "A tester",
    ) -> str:
        """Make a commit on a branch and return its id.

        The files are changes against the first parent: by default the branch's tip, ``()`` starts
        a history. Dates are seconds since 1970.
        """
        if parents is None:
            tip = self.tip(on)
            parents = (tip,) if tip else ()
        stream = [
            f"commit refs/heads/{on}",
            "mark :1",
            f"author {author} <tester@example.invalid> {authored} +0000",
            f"committer {author} <tester@example.invalid> {committed} +0000",
            f"data {len(on) + 3}\non {on}",  # or the same on two branches would be one commit
        ]
        if parents:
            stream.append(f"from {parents[0]}")
        stream += [f"merge {parent}" for parent in parents[1:]]
        told = "\n".join(stream).encode() + b"\n"
        for path, content in (files or {}).items():
            told += _change(path, content)
        if not parents:
            told = b"reset refs/heads/" + on.encode() + b"\n\n" + told
        return self.git("fast-import", "--quiet", "--force", given=told + b"\nget-mark :1\n")

    def tip(self, branch: str) -> str:
        """The commit of a branch; empty where there is none."""
        return self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")

    def branch(self, name: str, at: str = "main") -> str:
        """Start a branch."""
        self.git("branch", "--no-track", name, at)
        return self.tip(name)

    def checkout(self, name: str = "main") -> None:
        """Make the working tree, its index and HEAD those of a branch."""
        self.git("symbolic-ref", "HEAD", f"refs/heads/{name}")
        self.git("reset", "--quiet", "--hard")

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file into the working tree."""
        where = self.folder / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(content.encode() if isinstance(content, str) else content)
        return where

    def each(self, *commands: Sequence[str], **env: str) -> list[Done]:
        """Run several commands, each as a process, at the same time."""
        return together(*(partial(self.muster, *command, **env) for command in commands))

    def muster(self, *arguments: str, at: Path | None = None, **env: str) -> Done:
        """Run the command as a process of its own."""
        return muster_at(at or self.folder, {**self.env, **env}, *arguments, wrapper=self.wrapper)


def together(*calls: Callable[[], Done]) -> list[Done]:
    """Answers of processes that run at the same time, in the order of the calls."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(lambda call: call(), calls))


def muster_at(
    folder: Path, env: Mapping[str, str], *arguments: str, wrapper: Sequence[str] = ()
) -> Done:
    """Run the command in a folder and an environment."""
    done = subprocess.run(
        [*wrapper, sys.executable, "-m", "muster", *arguments], cwd=folder, env=dict(env),
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@contextmanager
def inside(repo: Repo, **more: str) -> Iterator[None]:
    """Give this process the repository's environment, for judging without a new process."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update({**repo.env, **more})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _change(path: str | bytes, content: Content) -> bytes:
    name = _quoted(os.fsencode(path))
    if content is None:
        return b"D " + name + b"\n"
    mode, data = content if isinstance(content, tuple) else (0o100644, content)
    data = data.encode() if isinstance(data, str) else data
    if mode == SUBMODULE:
        return b"M 160000 " + data + b" " + name + b"\n"
    return b"M %o inline %s\ndata %d\n%s\n" % (mode, name, len(data), data)


def _quoted(path: bytes) -> bytes:
    """A path as fast-import takes any: quoted as in C."""
    plain = set(range(0x20, 0x7F)) - set(b'"\\')
    return b'"' + b"".join(bytes([c]) if c in plain else b"\\%03o" % c for c in path) + b'"'
