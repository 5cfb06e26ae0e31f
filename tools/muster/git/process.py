"""Git as a process: one clean environment, argument lists only, bytes in and out."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
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
# Where a push's objects are until the hook lets them in.
_QUARANTINE = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_OBJECT_DIRECTORY", "GIT_QUARANTINE_PATH",
}  # fmt: skip
_dropped = _DROPPED
_SET = {
    "GIT_GRAFT_FILE": f"{os.devnull}/none",  # an empty file would do, but for the advice about it
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


_FULL = ("No space left on device", "Disk quota exceeded")

# A file system monitor is a program that a repository's own settings name; muster runs none. A
# commit-graph repeats what commits say, and a clone by path copies a forged one.
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.commitGraph=false")


class GitError(Exception):
    """Git refused; ``stderr`` is what it said, ``code`` its exit code (-1 if it didn't start)."""

    def __init__(self, stderr: str, code: int = -1, stdout: bytes = b"") -> None:
        super().__init__(stderr)
        self.stderr = stderr
        self.code = code
        self.stdout = stdout


class GitTimeoutError(GitError):
    """Git did not answer within its limit and was killed."""


def keep_quarantine() -> None:
    """From now on let git see the objects that a push brought: only the remote's hook wants that.

    Git tells it where they are by its environment.
    """
    global _dropped
    _dropped = _DROPPED - _QUARANTINE


def environment() -> dict[str, str]:
    """The caller's environment without what would redirect git, and with what pins it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _dropped and not name.startswith("GIT_TRACE")  # it may write to our pipes
    }
    return {**kept, **_SET}


def run(
    where: Path,
    arguments: Sequence[str],
    given: bytes | None = None,
    *,
    more: Mapping[str, str] | None = None,
    limit: float | None = None,
    detached: bool = False,
) -> bytes:
    """Run git in a folder and return its standard output.

    ``more`` is laid over the environment. ``limit`` is in seconds: then git and all that it started
    are killed. A ``detached`` git has no terminal; a limit implies that.

    Raises ``GitError`` with git's own words when it fails, ``GitTimeoutError`` at the limit,
    ``SurroundingsError`` when there is no git, one that is too old, or no room on the disk.
    """
    detached = detached or limit is not None
    try:
        process = subprocess.Popen(
            ["git", *_SAFE, *arguments],
            cwd=where,
            env={**environment(), **(more or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=detached,
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
    try:
        out, err = process.communicate(given or b"", timeout=limit)
    except subprocess.TimeoutExpired as error:
        _kill(process, group=detached)
        raise GitTimeoutError(f"no answer within {limit:g} s") from error
    except BaseException:  # an interrupt reaches only us if git has a session of its own
        _kill(process, group=detached)
        raise
    if process.returncode:
        _check_version(where)
        told = err.decode("utf-8", "replace").strip()
        refuse_full_disk(told)
        _refuse_forged(told)
        raise GitError(told, process.returncode, out)
    return out


def refuse_full_disk(told: str) -> None:
    """Raise ``SurroundingsError`` where git says that this machine's disk is full."""
    for line in told.splitlines():
        if line.endswith(_FULL) and not line.startswith("remote: "):
            raise SurroundingsError("disk-full", f"There is no room on the disk: {line}", "df -h")


def _refuse_forged(told: str) -> None:
    """Raise ``SurroundingsError`` where git found an object whose content is not its id's."""
    for line in told.splitlines():
        if line.startswith("error: hash mismatch "):
            raise SurroundingsError(
                "forged-object",
                f"The repository's files are damaged, or somebody changed them: {line}.",
                "git fsck",
                "git clone --no-local URL",
            )


def _kill(process: subprocess.Popen[bytes], *, group: bool) -> None:
    """End git at once, and what it started where it leads a group."""
    with suppress(ProcessLookupError, PermissionError):
        if group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):  # something else may hold the pipes open for ever
        process.communicate(timeout=5)


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
