"""The claims that open pull requests bring, as their heads here have them.

A branch in a fork may have any name, so what a pull request claims is told by what it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from muster.git.branch import differences
from muster.git.open_claims import OpenClaim, claims_of, unmerged
from muster.git.process import GitError
from muster.git.repository import Repository
from muster.model.layout import SESSIONS, RecordKind, session_path, slot
from muster.model.registry import Registry

MOST_PATHS = 1_000
"""Records of one pull request that are looked at; an honest one has one or two."""


class PulledClaim(NamedTuple):
    """A claim and the number of the pull request that brings it."""

    pull: int
    claim: OpenClaim


def pulled_claims(
    repository: Repository, under: str, main: str, registry: Registry
) -> Mapping[int, list[PulledClaim]]:
    """By the number that is claimed, the pull requests that claim it, the lowest first.

    ``under`` is where the heads are here. What brings no record that can be read claims nothing.
    """
    found: dict[int, list[PulledClaim]] = {}
    tips = unmerged(repository, main, under)
    numbered = {_number(ref.removeprefix(under)): ref for ref in tips}
    for pull, ref in sorted(numbered.items()):
        wanted = [(number, ref, tips[ref]) for number in _touched(repository, main, tips[ref])]
        for claim in claims_of(repository, wanted, registry) if pull else ():
            if claim.session is not None:
                found.setdefault(claim.number, []).append(PulledClaim(pull, claim))
    return found


def _touched(repository: Repository, main: str, head: str) -> Iterator[int]:
    """The numbers whose records a head changes since it left main."""
    try:
        base = repository.run("merge-base", main, head).decode("ascii").split()[0]
    except GitError:
        return  # it shares nothing with main
    for change in islice(differences(repository, base, head, SESSIONS), MOST_PATHS):
        at = slot(change.path)
        if at.kind is RecordKind.SESSION and at.number and change.path == session_path(at.number):
            yield at.number


def _number(name: str) -> int:
    return int(name) if name.isascii() and name.isdigit() else 0
