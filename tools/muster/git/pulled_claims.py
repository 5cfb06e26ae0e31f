"""The claims that open pull requests bring, as their heads here have them.

A branch in a fork may have any name, so what a pull request claims is told by what it changes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from muster.git.open_claims import OpenClaim, claims_of
from muster.git.process import GitError
from muster.git.repository import Repository
from muster.model.layout import SESSIONS, RecordKind, session_path, slot
from muster.model.registry import Registry

MOST_RECORDS = 200
"""Records of one pull request that are looked at; an honest one has one or two."""


class PulledClaim(NamedTuple):
    """A claim and the number of the pull request that brings it."""

    pull: int
    claim: OpenClaim


def pulled_claims(
    repository: Repository, under: str, tips: Mapping[str, str], main: str, registry: Registry
) -> Mapping[int, list[PulledClaim]]:
    """By the number that is claimed, the pull requests that claim it, the lowest first.

    ``tips`` are refs that main lacks; those below ``under`` are the heads of pull requests. What
    brings no record that can be read claims nothing.
    """
    found: dict[int, list[PulledClaim]] = {}
    numbered = {_number(ref.removeprefix(under)): ref for ref in tips if ref.startswith(under)}
    for pull, ref in sorted(numbered.items()):
        wanted = [(number, ref, tips[ref]) for number in _touched(repository, main, tips[ref])]
        for claim in claims_of(repository, wanted, registry) if pull else ():
            if claim.session is not None:
                found.setdefault(claim.number, []).append(PulledClaim(pull, claim))
    return found


def _touched(repository: Repository, main: str, head: str) -> list[int]:
    """The numbers whose records a head changes since it left main.

    Only the one folder is compared: a few objects below it can stand for paths without end.
    """
    try:
        base = repository.run("merge-base", main, head).decode("ascii").split()[0]
        told = _names_that_differ(repository, base, head)
    except GitError:
        return []  # it shares nothing with main, has no records, or is damaged
    paths = (f"{SESSIONS}{name}" for name in os.fsdecode(told).split("\0"))
    return list(islice(filter(None, map(_record_number, paths)), MOST_RECORDS))


def _names_that_differ(repository: Repository, base: str, head: str) -> bytes:
    old, new = (f"{commit}:{SESSIONS.rstrip('/')}" for commit in (base, head))
    try:
        return repository.run("diff-tree", "-z", "--name-only", "--no-renames", old, new)
    except GitError:  # the first claim of a registry finds no such folder
        return repository.run("ls-tree", "-z", "--name-only", new)


def _record_number(path: str) -> int:
    at = slot(path)
    is_record = at.kind is RecordKind.SESSION and at.number and path == session_path(at.number)
    return at.number or 0 if is_record else 0


def _number(name: str) -> int:
    return int(name) if name.isascii() and name.isdigit() else 0
