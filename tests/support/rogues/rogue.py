"""One rogue pull request: what it tries, what stops it, and how its commits are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from support.rogues.site import Site


class Fate(Enum):
    """What its status must say. Each is a state and how the description begins."""

    BLOCKED = ("failure", "Blocked: ")
    LOOK = ("success", "A human must look: ")
    """It can't pass itself: the status asks a human to look, and says at what."""
    NOTHING = ("success", "Nothing to judge: ")
    CLAIM = ("success", "Fine")
    """It is a claim like any other: what it tries has no effect, and a human decides."""


@dataclass(frozen=True)
class Rogue:
    """``stops`` are the words that its comment, or its status where it has none, must have."""

    name: str
    tries: str
    stops: str
    build: Callable[[Site], str]
    """Makes its commits; the id of its head."""
    fate: Fate = Fate.BLOCKED
    base: str = "main"
    branch: str = ""
    """Its head's branch; its name where none is given."""
    told: bool = True
    """Whether it gets a comment."""


TABLE: dict[str, Rogue] = {}
"""All of them, in the order in which they are opened."""


def rogue(
    name: str,
    tries: str,
    stops: str,
    fate: Fate = Fate.BLOCKED,
    *,
    base: str = "main",
    branch: str = "",
    told: bool = True,
) -> Callable[[Callable[[Site], str]], Callable[[Site], str]]:
    """Put a function that builds one into the table."""

    def put(build: Callable[[Site], str]) -> Callable[[Site], str]:
        assert name not in TABLE, name
        TABLE[name] = Rogue(name, tries, stops, build, fate, base, branch or name, told)
        return build

    return put
