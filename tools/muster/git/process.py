"""Git as a process: one clean environment, argument lists only, bytes in and out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from muster.model.error import SurroundingsError

OLDEST = (2, 38)

# What a hook, a wrapper or an attacker may have left in the environment and what would make git
# look at another repository, other objects or another history.
# Source: git rev-parse --local-env-vars.
_DROPPED = frozenset(
    """
    GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_ATTR_SOURCE GIT_COMMON_DIR GIT_CONFIG GIT_DIR
    GIT_EXTERNAL_DIFF GIT_GLOB_PATHSPECS GIT_GRAFT_FILE GIT_ICASE_PATHSPECS GIT_IMPLICIT_WORK_TREE
    GIT_INDEX_FILE GIT_INTERNAL_SUPER_PREFIX GIT_NAMESPACE GIT_NOGLOB_PATHSPECS
    GIT_NO_REPLACE_OBJECTS GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_QUARANTINE_PATH GIT_REPLACE_REF_BASE
    GIT_SHALLOW_FILE GIT_WORK_TREE
    """.split()  # noqa: SIM905 - a list of twenty names reads worse
)
_SET = {
    "GIT_GRAFT_FILE": f"{os.devnull}/none",  # an empty file would do, but for the advice about it
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


# A file system monitor is a program that a repository's own settings name; muster runs none.
_SAFE = ("-c", "core.fsmonitor=false")


class GitError(Exception):
    """Git refused; ``stderr`` is what it said, ``code`` its exit code (-1 if it didn't start)."""

    def __init__(self, stderr: str, code: int = -1) -> None:
        super().__init__(stderr)
        self.stderr = stderr
        self.code = code


def environment() -> dict[str, str]:
    """The caller's environment without what would redirect git, and with what pins it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _DROPPED and not name.startswith("GIT_TRACE")  # it may write to our pipes
    }
    return {**kept, **_SET}


def run(where: Path, arguments: Sequence[str], given: bytes | None = None) -> bytes:
    """Run git in a folder and return its standard output.

    Raises ``GitError`` with git's own words when it fails, ``SurroundingsError`` when there is no
    git, or one that is too old.
    """
    try:
        done = subprocess.run(
            ["git", *_SAFE, *arguments],
            cwd=where,
            env=environment(),
            input=b"" if given is None else given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        # Either the folder can't be entered or git can't be started.
        if not (where.is_dir() and os.access(where, os.X_OK)):
            raise GitError(f"{where}: {error.strerror}") from error
        raise SurroundingsError(
            "no-git",
            f"No git on PATH can be started; muster needs git {_oldest()} or newer.",
            "git --version",
        ) from error
    if done.returncode:
        _check_version(where)
        raise GitError(done.stderr.decode("utf-8", "replace").strip(), done.returncode)
    return done.stdout


def _check_version(where: Path) -> None:
    """Tell an old git by its version once something failed; asking first would cost every call."""
    told = subprocess.run(["git", "version"], capture_output=True, check=False, cwd=where)
    words = told.stdout.decode("ascii", "replace").split()
    numbers = words[2].split(".")[:2] if len(words) > 2 else []
    if all(n.isdigit() for n in numbers) and numbers and tuple(map(int, numbers)) < OLDEST:
        raise SurroundingsError(
            "git-too-old", f"git is {words[2]}; muster needs {_oldest()} or newer."
        )


def _oldest() -> str:
    return ".".join(map(str, OLDEST))
