"""Sessions that claim in the stand-in's repository: a clone each, with real git, gh and keys.

The stand-in is not GitHub; see the package.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

from support.forge.forge import Forge
from support.office import OBJECTIVES, forked
from support.remotes import make_key
from support.repos import Done, charter, slots

FORKED = "remote.upstream.gh-resolved"


def registry(folder: Path, size: int = 9, planned: int = 5) -> dict[str, str]:
    """The files of a registry whose approver's key is made in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    key = " ".join(make_key(folder / "approver").split()[:2])
    approvers = f"[{{name: Ann, github: ann, key: {key}}}]"
    lines = {"identity": "signed", "objectives": OBJECTIVES, "approvers": approvers}
    files = {"registry/charter.yaml": charter(size, **lines)}
    return files | {path: str(text) for path, text in slots(*range(1, planned + 1)).items()}


def clone(forge: Forge, login: str) -> Path:
    """The account's clone: ``origin`` is the team's repository."""
    return _clone(forge, login, forge.url, forge.folder / "clones" / login)


def fork_clone(forge: Forge, login: str) -> Path:
    """The account's clone as ``gh repo fork --remote`` leaves it: ``origin`` is its fork."""
    if login not in forge.state.accounts:
        forge.account(login)
    forge.fork(login)
    where = _clone(forge, login, forge.url, forge.folder / "clones" / login)
    for words in (
        ("remote", "rename", "origin", "upstream"),
        ("remote", "add", "origin", f"https://github.com/{login}/{forge.state.name}.git"),
        ("config", FORKED, "base"),
    ):
        git(forge, login, where, *words)
    return where


def git(forge: Forge, login: str, where: Path, *words: str) -> str:
    """Run git as an account."""
    done = subprocess.run(
        ["git", *words], cwd=where, env=forge.env(login), capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


def muster(forge: Forge, login: str, where: Path, *words: str, **env: str) -> Done:
    """Run the command as an account."""
    return forked(where, forge.env(login, **env), words)


def claim(forge: Forge, login: str, where: Path, *words: str, **env: str) -> Done:
    """``muster claim`` of the session that is named after the account."""
    given = ("claim", *words, "--session-id", f"session-{login}", "--json")
    return muster(forge, login, where, *given, **env)


def next_of(forge: Forge, login: str, where: Path, done: Done, at: int = 0) -> Done:
    """Run one of an answer's next commands as it stands."""
    words = shlex.split(done.json["next"][at])
    assert words[0] == "muster", words
    return muster(forge, login, where, *words[1:], "--json")


def _clone(forge: Forge, login: str, url: str, where: Path) -> Path:
    where.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["git", "clone", "--quiet", url, str(where)],
        env=forge.env(login), check=True, capture_output=True,
    )  # fmt: skip
    return where


def without_gh(folder: Path) -> str:
    """A PATH that has what muster needs, but no gh."""
    folder.mkdir(exist_ok=True)
    for name in ("git", "ssh-keygen", "sh", "python3", "env"):
        found = shutil.which(name)
        assert found, name
        (folder / name).symlink_to(found)
    return str(folder)


def recording_gh(folder: Path) -> Path:
    """A folder with a ``gh`` that writes down that it was started; the file it writes."""
    folder.mkdir(exist_ok=True)
    told = folder / "started"
    gh = folder / "gh"
    gh.write_text(f'#!/bin/sh\necho "$@" >>{shlex.quote(str(told))}\nexit 1\n')
    gh.chmod(0o755)
    return told
