"""A name for who runs the command, where none is told."""

from __future__ import annotations

import getpass
from pathlib import Path

from muster.git.process import GitError, run


def who_runs() -> str:
    """As git knows them, else the system."""
    try:
        return run(Path(), ["config", "--get", "user.name"]).decode("utf-8").strip()
    except (GitError, UnicodeDecodeError):
        pass
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "approver"
