"""Verified approvals kept between two looks at the same main, outside the registry.

Which key signed a commit, and what the charter was by then, follow from the commit's id alone, so
a verdict never goes stale. It is a convenience for the commands that show main: whoever decides
(the hook, ``approve``, ``audit``, ``check``) verifies anew.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from muster.git.approvals import Line, MainApprovals, line_of
from muster.model.approval import Approval, Offence

FORMAT = 5
MOST_KEPT = 20
MOST_BYTES = 1 << 26


class KeptApprovals(MainApprovals):
    """The approvals of one commit's first-parent line, verified once in each clone."""

    @cached_property
    def line(self) -> Line:
        """What holds at the commit: from the folder, else verified, and kept."""
        if self.repository.shallow:
            return line_of(self.repository, self.head)
        # Beside the clone that it was read from: what somebody forged there stays there.
        folder = self.repository.git_dir / "muster" / "approvals"
        kept = _load(folder / f"{self.head}.json")
        if kept is None:
            kept = line_of(self.repository, self.head, _signers(folder))
            with suppress(OSError):  # nothing depends on it
                _save(folder, self.head, kept)
        return kept


def _load(path: Path) -> Line | None:
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        told = json.loads(path.read_bytes())
        if told["format"] != FORMAT:
            return None
        return Line(
            approvers=told["approvers"],
            keys=told["keys"],
            last={name: _approval(value) for name, value in told["last"].items()},
            origin=told["origin"],
            judgeable=told["judgeable"],
            forge=told["forge"],
            assumed={*told["assumed"]},
            signers=told["signers"],
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _approval(told: list[Any]) -> Approval:
    commit, approver, key, head, claimants, offence, reason, origin, forge = told
    return Approval(
        commit, approver, key, head, tuple(claimants),
        Offence(offence) if offence else None, reason, origin, forge,
    )  # fmt: skip


def _signers(folder: Path) -> dict[str, str | None]:
    """The signers that the newest file knows: main has moved by a few commits since, mostly."""
    newest = _newest(folder)
    kept = _load(newest[0]) if newest else None
    return kept.signers if kept else {}


def _newest(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    return []


def _save(folder: Path, head: str, line: Line) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = {
        "format": FORMAT,
        "approvers": line.approvers,
        "keys": line.keys,
        "last": line.last,
        "origin": line.origin,
        "judgeable": line.judgeable,
        "forge": line.forge,
        "assumed": sorted(line.assumed),
        "signers": line.signers,
    }
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(told, file)
        Path(name).replace(folder / f"{head}.json")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    for old in _newest(folder)[MOST_KEPT:]:
        old.unlink(missing_ok=True)
