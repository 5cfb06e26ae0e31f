"""The order of main: which commit brought a claim in, by position and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

SHALLOW = "this shallow clone does not have"
NO_HISTORY = "nothing here knows of"
MANY = "git log --first-parent names (there are too many findings to look for each)"
"""Why a commit is hidden, as the end of a sentence."""


class Arrival(NamedTuple):
    """The commit of main that brought something in.

    ``position`` counts the first-parent commits from the root and decides; ``who`` and ``when``
    are whatever the commit says, for people only. ``hidden`` says why the commit isn't known, where
    it isn't: then ``position`` decides nothing. ``from_root`` is false where such a clone counts
    from its own edge: positions still compare, but none is the true one.
    """

    commit: str = ""
    position: int = 0
    who: str = ""
    when: str = ""
    hidden: str = ""
    from_root: bool = True

    @property
    def known(self) -> bool:
        """Whether the commit was found."""
        return not self.hidden

    def told(self) -> str:
        """The commit as a message names it."""
        if not self.known:
            return f"since a commit that {self.hidden}"
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
        return Arrival(hidden=NO_HISTORY)
