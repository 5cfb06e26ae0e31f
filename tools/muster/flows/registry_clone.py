"""The clone that has the registry, for a repository whose code the registry's sessions share out.

A remote of muster's own takes no branch with code, so code and registry are two repositories there.
What git tells a hook is about the repository of the commit: nothing of it reaches the other one.
"""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path

from muster.git.process import GitError
from muster.git.repository import Repository
from muster.model.error import SurroundingsError

SETTING = "muster.registry"
"""The key of the code repository's git config that names the registry's clone."""

SET = f"git config {SETTING} DIR"
"""The command that sets it."""


def registry_clone(code: Repository, given: Path | None) -> Repository:
    """The repository to ask: the one given, else what the setting names, else the code's own.

    A relative setting counts from the top of the main working tree, so that all working trees that
    share the setting mean the same folder.

    Raises ``SurroundingsError`` where there is no repository, or the setting can't be read.
    """
    source = "--registry"
    if given is None:
        told = _setting(code)
        if told is None:
            return code
        given, source = _base(code) / told, SETTING
    try:
        return Repository.open(given)
    except SurroundingsError as error:
        if error.code not in ("not-a-repository", "unreadable-repository"):
            raise
        raise SurroundingsError(
            "no-registry",
            f"{source} names {given}, which is no Git repository: name the clone that has the "
            "registry.",
            _set_in(code),
        ) from error


def no_registry(code: Repository, asked: Repository, where: str) -> SurroundingsError:
    """The error for a repository that has no charter; ``where`` is the ref that was looked at."""
    place = asked.top or asked.git_dir
    return SurroundingsError(
        "no-registry",
        f"There is no registry at {where} of {place}, so nothing tells whose a path is. Name the "
        "clone that has it.",
        _set_in(code),
    )


def _set_in(code: Repository) -> str:
    """The command, to be run wherever the caller is."""
    here = code.top or code.git_dir
    inside = False
    with suppress(OSError):
        inside = here == Path.cwd() or here in Path.cwd().parents
    return SET if inside else SET.replace("git ", f"git -C {shlex.quote(str(here))} ", 1)


def _setting(code: Repository) -> str | None:
    try:
        told = code.run("config", "--type=path", "--get", SETTING)
    except GitError as error:
        if error.code == 1:
            return None
        raise SurroundingsError(
            "unreadable-setting", f"Git can't read {SETTING}: {error.stderr}", _set_in(code)
        ) from error
    return os.fsdecode(told).removesuffix("\n")


def _base(code: Repository) -> Path:
    """What a relative setting counts from."""
    common = code.folder / os.fsdecode(code.run("rev-parse", "--git-common-dir")).rstrip("\n")
    if common.name == ".git":
        return common.resolve().parent
    return code.top or code.git_dir
