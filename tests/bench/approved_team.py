"""The real team's twelve, claimed and approved on a remote, for measuring what verifying costs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

STATUS = """
import sys
if sys.argv.pop(1) == "unverified":
    import muster.flows.standing as standing
    from muster.model.approval import NoApprovals
    standing.KeptApprovals = lambda *_: NoApprovals()
from muster.cli.main import main
main()
"""
"""``muster status`` with, or without, looking at who approved; the same process otherwise."""


def approved_team(folder: Path) -> Path:
    """Make the remote, let twelve sessions claim, approve all; the clone that shows it."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "MUSTER_"))},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "MUSTER_STATE_HOME": str(folder / "state"),
        **{f"GIT_{who}_NAME": "Bench" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "bench@muster.example" for who in ("AUTHOR", "COMMITTER")},
    }
    folder.mkdir()
    key, clone = folder / "approver", folder / "clone"

    def run(*arguments: str, at: Path = folder) -> None:
        subprocess.run(arguments, cwd=at, env=environment, check=True, stdout=subprocess.DEVNULL)

    def muster(arguments: Sequence[str], at: Path) -> None:
        run(sys.executable, "-m", "muster", *arguments, at=at)

    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key))
    muster(
        ("remote", "init", "team.git", "--from", str(ROOT), "--approver-key", f"{key}.pub"), folder
    )
    run("git", "clone", "--quiet", "team.git", str(clone))
    for number in range(1, 13):
        muster(("claim", "--number", str(number), "--session-id", f"session-{number}"), clone)
    muster(("approve", "--all", "--yes", "--key", str(key)), clone)
    return clone
