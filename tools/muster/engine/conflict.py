"""A review between sessions that a ruling could answer."""

from __future__ import annotations

import shlex
from typing import NamedTuple

from muster.model.finding import Finding


class Conflict(NamedTuple):
    """One finding and its sessions. ``branch`` has a ruling on it under way, if any.

    ``answered_by`` is the name of the ruling on main that answers it, empty where none does.
    """

    finding: Finding
    sessions: tuple[int, ...]
    branch: str = ""
    answered_by: str = ""

    def ruling_command(self, more: tuple[str, ...] = ()) -> str:
        """The command of the orchestrator's answer; ``more`` are options that it repeats."""
        numbers = ",".join(map(str, self.sessions))
        return shlex.join(
            [
                *("muster", "ruling", "--sessions", numbers, "--finding", self.finding.code),
                *("--decision-from", "FILE", *more),
            ]
        )
