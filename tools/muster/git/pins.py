"""What this clone saw last of the protected branch, so that a rewind does not go unnoticed.

Two refs, shared by all working trees of the clone: the root commit that tells the registry, and the
last main.
"""

from __future__ import annotations

import os
import shlex

from muster.git.process import GitError
from muster.git.ref_locks import held, wait
from muster.git.repository import Repository
from muster.model.error import SurroundingsError, UsageError

_PLACE = "refs/muster/pins"
ROOT_PIN, MAIN_PIN = f"{_PLACE}/root", f"{_PLACE}/main"

_TRIES = 8
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
_READ_ONLY = ("Permission denied", "Read-only file system", "Operation not permitted")


def root_of(repository: Repository, commit: str) -> str:
    """The commit that begins the first-parent line of a commit.

    Raises ``SurroundingsError`` where a shallow clone does not have it.
    """
    told = repository.run("rev-list", "--first-parent", "--max-parents=0", commit)
    root = told.decode("ascii").strip()
    if repository.shallow and root in repository.shallow_boundary():
        raise _hidden()
    return root


def pinned_root(repository: Repository, name: str, commit: str) -> str:
    """The root commit of main, which is checked against the pins and then pinned itself.

    ``name`` is what the user calls main, ``commit`` its tip. Raises ``SurroundingsError`` as
    ``root_of`` and ``check_and_advance`` do.
    """
    pinned = _read(repository)
    if pinned.get(MAIN_PIN) == commit and ROOT_PIN in pinned:
        return pinned[ROOT_PIN]
    root = root_of(repository, commit)
    check_and_advance(repository, name, commit, root)
    return root


def check_and_advance(repository: Repository, name: str, commit: str, root: str) -> None:
    """Refuse a main that is not the pinned one or its descendant; else pin it, and its root.

    ``name`` is what the user calls main, ``commit`` its tip, ``root`` its root commit. Where the
    repository is read-only or full the pins stay. Raises ``SurroundingsError`` for a rewound main
    and for another registry.
    """
    for left in reversed(range(_TRIES)):
        pinned = _read(repository)
        _refuse_other(pinned.get(ROOT_PIN), name, root)
        seen = pinned.get(MAIN_PIN, "")
        if seen == commit and ROOT_PIN in pinned:
            return
        if seen and not repository.is_ancestor(seen, commit):
            if _overtaken(repository, name, commit, seen):
                return
            raise _rewound(repository, name, commit, seen)
        try:
            _write(repository, seen, commit, None if ROOT_PIN in pinned else root)
        except GitError as error:
            if any(words in error.stderr for words in _READ_ONLY):
                return
            if not left:
                raise
            if held(error.stderr):
                wait(repository, error.stderr, _TRIES - left)
        except SurroundingsError as error:
            if error.code != "disk-full":
                raise
            return
        else:
            return


def _read(repository: Repository) -> dict[str, str]:
    told = repository.run("for-each-ref", "--format=%(refname) %(objectname)", f"{_PLACE}/")
    return dict(line.split() for line in told.decode("ascii").splitlines())


def _write(repository: Repository, seen: str, commit: str, root: str | None) -> None:
    """Move the pins in one transaction, only from where they were seen."""
    changes = [f"update {MAIN_PIN} {commit} {seen}" if seen else f"create {MAIN_PIN} {commit}"]
    if root:
        changes.append(f"create {ROOT_PIN} {root}")
    given = "".join(f"{change}\n" for change in changes).encode("ascii")
    repository.run(*_NO_HOOKS, "update-ref", "--stdin", given=given)


def _overtaken(repository: Repository, name: str, commit: str, seen: str) -> bool:
    """Whether main moved on here since it was looked at: another process fetched and pinned."""
    try:
        now = repository.resolve(name)
    except UsageError:
        return False
    return now != commit and repository.is_ancestor(commit, seen) and (
        repository.is_ancestor(seen, now)
    )  # fmt: skip


def _refuse_other(pinned: str | None, name: str, root: str) -> None:
    if pinned is not None and pinned != root:
        raise SurroundingsError(
            "other-registry",
            f"{name} begins with {root[:12]}, but this clone belongs to the registry that begins "
            f"with {pinned[:12]}. Somebody replaced the whole history, or the remote is another "
            "one: ask the approver. Clone the right one again, or accept this one here:",
            f"git update-ref -d {ROOT_PIN}",
            f"git update-ref -d {MAIN_PIN}",
        )


def _rewound(repository: Repository, name: str, commit: str, seen: str) -> SurroundingsError:
    if repository.shallow:
        return _hidden()
    return SurroundingsError(
        "main-rewound",
        f"{name} is now {commit[:12]}, which does not hold {seen[:12]}, the last main that this "
        "clone saw: somebody rewound or rewrote it. Ask the approver. Look at what differs with "
        "the first command; accept it with the second.",
        shlex.join(["git", "log", "--oneline", f"{seen[:12]}..{commit[:12]}"]),
        f"git update-ref -d {MAIN_PIN}",
    )


def _hidden() -> SurroundingsError:
    return SurroundingsError(
        "shallow-history",
        "This clone is shallow and does not have the beginning of main.",
        "git fetch --unshallow",
    )
