"""One rogue: what it tries, what stops it, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from support.repos import Content
from support.rogues.site import Site

Files = Mapping[str | bytes, Content]


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
    """``stops`` is a rule's code or the words that its comment, or its status, must have."""

    name: str
    tries: str
    stops: str
    build: Callable[[Site], str] | None
    """Makes its commits; the id of its head."""
    fate: Fate = Fate.BLOCKED
    base: str = "main"
    branch: str = ""
    told: bool = True
    """Whether it gets a comment."""
    pull: str = ""
    """The pull request that brings it: its own, or one of several that only bring files."""
    files: Callable[[Site], Files] | None = None
    """Makes the files; what stops it must be told of one of these."""


TABLE: dict[str, Rogue] = {}
"""All of them, in the order in which they are opened."""

Build = Callable[[Site], str]
Make = Callable[[Site], Files]


def rogue(
    name: str,
    tries: str,
    stops: str,
    fate: Fate = Fate.BLOCKED,
    *,
    base: str = "main",
    branch: str = "",
    told: bool = True,
) -> Callable[[Build], Build]:
    """Put a function that builds one into the table."""

    def put(build: Build) -> Build:
        assert name not in TABLE, name
        TABLE[name] = Rogue(name, tries, stops, build, fate, base, branch or name, told, name)
        return build

    return put


def rogue_files(
    pull: str, name: str, tries: str, stops: str, fate: Fate = Fate.BLOCKED, *, told: bool = True
) -> Callable[[Make], Make]:
    """Put a function that makes files into the table; a pull request brings several of these."""

    def put(files: Make) -> Make:
        assert name not in TABLE, name
        TABLE[name] = Rogue(
            name, tries, stops, None, fate, branch=pull, told=told, pull=pull, files=files
        )
        return files

    return put
