"""When this clone first saw a remote's branch as it is: by its own clock, out of its own reflog."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from muster.git.process import GitError
from muster.git.repository import Repository


def seen_since(repository: Repository, ref: str, tip: str) -> datetime | None:
    """When the ref came to be ``tip`` here; None where no reflog tells."""
    try:
        told = repository.run(
            "log", "--walk-reflogs", "--max-count=50", "--date=unix", "--no-show-signature",
            "--format=%H %gd", ref, "--",
        )  # fmt: skip
    except GitError:
        return None
    for line in os.fsdecode(told).splitlines():
        commit, _, selector = line.partition(" ")
        seconds = selector.rpartition("@{")[2].removesuffix("}")
        if commit == tip and seconds.isdigit():
            return datetime.fromtimestamp(int(seconds), UTC)
    return None
