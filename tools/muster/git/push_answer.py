"""What git's answer to a failed push means: ``git push --porcelain`` and the remote's lines.

Source: git's transport.c and builtin/receive-pack.c; seen with git 2.39, words of later ones added.
"""

from __future__ import annotations

import re
from enum import Enum


class Outcome(Enum):
    """How a push ended."""

    DONE = "done"
    LOST = "lost"
    """Somebody else was there first, or is at it this moment."""
    REFUSED = "refused"
    """The remote's hook, settings or object check does not want it."""


# One line a ref: "!", from:to and a summary, between tabs.
_FAILED = re.compile(r"!\t[^\t]*\t\[(?P<who>[a-z ]+)\](?: \((?P<why>.*)\))?")
_RACED = {
    "reference already exists",
    "incorrect old value provided",
    "reference does not exist",
    "failed to lock",
    "failed to update ref",
    "atomic transaction failed",
    "transaction failed to start",
    "failed to start transaction",
}
_UNABLE = ("Permission denied", "Read-only file system", "No space left", "quota exceeded")
_NAME_TAKEN = "; cannot create "
# What GitHub says over https and over ssh to an account that may not write, and to a token that
# was not given that permission.
_DENIED = re.compile(
    r"^(?:remote: |ERROR: )(?:Permission to \S+ denied|Write access to repository not granted)"
    r"|^fatal: unable to access .* The requested URL returned error: 403$",
    re.MULTILINE,
)


def read_answer(porcelain: bytes, told: str) -> Outcome | None:
    """The outcome of a push that git said has failed; None where the remote gave no verdict.

    ``porcelain`` is git's standard output, ``told`` its standard error.
    """
    lines = porcelain.decode("utf-8", "replace").splitlines()
    found = [match for line in lines if (match := _FAILED.fullmatch(line))]
    outcomes = [_one(match["who"], match["why"] or "", told) for match in found]
    if Outcome.LOST in outcomes:
        return Outcome.LOST
    return Outcome.REFUSED if outcomes and None not in outcomes else None


def denied(told: str) -> bool:
    """Whether the account that pushes may not write to the remote at all."""
    return _DENIED.search(told) is not None


def remote_lines(told: str) -> tuple[str, ...]:
    """The remote's own lines, as it wrote them."""
    lines = re.split(r"[\r\n]+", told)
    return tuple(line[8:].rstrip() for line in lines if line.startswith("remote: "))


def _one(who: str, why: str, told: str) -> Outcome | None:
    """The outcome of one ref: who rejected it and why, and what git said on standard error."""
    # By our own git, before it sent anything: this ref, or another of an atomic push, is not what
    # was seen.
    if who == "rejected":
        return Outcome.LOST
    if who != "remote rejected":
        return None
    if why == "unpacker error":
        return Outcome.REFUSED if "fsck error" in told else None
    # The remote's words may be in any language; where they tell nothing it most likely is a race.
    if why in _RACED or why.startswith("cannot lock ref"):
        if any(words in told for words in _UNABLE):
            return None
        return Outcome.REFUSED if _NAME_TAKEN in told else Outcome.LOST
    return Outcome.REFUSED
