"""The real gh and the real git, as an account of the stand-in, in the few ways that tests need."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from support.forge.forge import Forge


def asked(forge: Forge, login: str, *arguments: str, given: str = "") -> Any:
    """What ``gh api`` answers, which must succeed."""
    done = forge.gh(login, "api", *arguments, given=given)
    assert done.code == 0, done
    return json.loads(done.out) if done.out else None


def refused(forge: Forge, login: str, *arguments: str) -> str:
    """What ``gh api`` says of a refusal."""
    done = forge.gh(login, "api", *arguments)
    assert done.code == 1, done
    return done.err


def git(forge: Forge, login: str, *arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Run git as an account, whatever comes of it."""
    return subprocess.run(
        ["git", *arguments], cwd=at, env=forge.env(login), check=False, capture_output=True,
        text=True,
    )  # fmt: skip


def clone(forge: Forge, login: str, url: str, to: Path) -> Path:
    """Clone as an account."""
    done = git(forge, login, "clone", "--quiet", url, str(to), at=forge.folder)
    assert done.returncode == 0, done.stderr
    return to


def pull_of(forge: Forge, login: str, branch: str, path: str = "", text: str = "x\n") -> int:
    """A pull request from a fork that adds or changes one file."""
    forge.fork(login)
    forge.commit(login, branch, {path or f"{branch}.txt": text})
    return forge.open_pull(login, f"{login}:{branch}", title=f"Add {branch}").number
