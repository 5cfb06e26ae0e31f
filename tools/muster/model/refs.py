"""The refs of a plain remote: which there are, and how each is spelled.

Source: section 8 of the design. Nothing else exists there.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

MAIN = "refs/heads/main"
ACTIVATION_BRANCH = "activation"
ACTIVATION = f"refs/heads/{ACTIVATION_BRANCH}"

_CLAIM = re.compile(r"refs/heads/claim/([0-9]{3,6})")
_PROPOSAL = re.compile(r"refs/heads/proposal/[a-z0-9][a-z0-9-]{0,63}")
_CONSENSUS = re.compile(r"refs/tags/consensus-([1-9][0-9]{0,5})")


class RefKind(StrEnum):
    """What a ref is for."""

    MAIN = "main"
    CLAIM = "claim"
    PROPOSAL = "proposal"
    ACTIVATION = "activation"
    CONSENSUS = "consensus"


class Ref(NamedTuple):
    """A ref of the remote; ``number`` is a claim's or a consensus tag's."""

    kind: RefKind
    number: int = 0


def read_ref(name: str) -> Ref | None:
    """Tell what a full ref name stands for; None for one that must not exist.

    A number has one spelling, as in the paths of records.
    """
    if name == MAIN:
        return Ref(RefKind.MAIN)
    if name == ACTIVATION:
        return Ref(RefKind.ACTIVATION)
    if (claim := _CLAIM.fullmatch(name)) and name == claim_ref(int(claim[1])):
        return Ref(RefKind.CLAIM, int(claim[1])) if int(claim[1]) else None
    if _PROPOSAL.fullmatch(name):
        return Ref(RefKind.PROPOSAL)
    if tag := _CONSENSUS.fullmatch(name):
        return Ref(RefKind.CONSENSUS, int(tag[1]))
    return None


def claim_branch(number: int) -> str:
    """The branch of a claim as people say it: ``claim/007``."""
    return f"claim/{number:03d}"


def claim_ref(number: int) -> str:
    """The full name of a claim's branch on the remote."""
    return f"refs/heads/{claim_branch(number)}"


def consensus_ref(number: int) -> str:
    """The full name of a consensus tag."""
    return f"refs/tags/consensus-{number}"
