"""The order of main: which commit brought a claim in, by position and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol


class Arrival(NamedTuple):
    """The commit of main that brought something in.

    ``position`` counts the first-parent commits from the root and decides; ``who`` and ``when``
    are whatever the commit says, for people only. ``known`` is false where a shallow clone hides
    the commit: then ``position`` decides nothing. ``from_root`` is false where such a clone counts
    from its own edge: positions still compare, but none is the true one.
    """

    commit: str = ""
    position: int = 0
    who: str = ""
    when: str = ""
    known: bool = True
    from_root: bool = True

    def told(self) -> str:
        """The commit as a message names it."""
        if not self.known:
            return "since a commit that this shallow clone does not have"
        place = f"position {self.position} on main; " if self.from_root else ""
        return f"since commit {self.commit[:12]} ({place}{self.who}, {self.when})"


class History(Protocol):
    """What main's history can be asked; an adapter answers."""

    def arrival(self, path: str, holds: Callable[[bytes], bool]) -> Arrival:
        """The first-parent commit since which the file at ``path`` has content that ``holds``."""
        ...


class NoHistory:
    """For a tree without history, such as a folder that is no repository."""

    def arrival(self, path: str, holds: Callable[[bytes], bool]) -> Arrival:
        """Nothing is known."""
        return Arrival(known=False)
