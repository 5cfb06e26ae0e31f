"""The heads of a registry's open pull requests, as copies in this clone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

from muster.git.process import GitError
from muster.git.remote import Remote

ALL_LIMIT, ONE_LIMIT = 60.0, 10.0
"""Seconds for all that are new together, and for each alone: anybody may open one of any size."""


def heads_under(remote: str) -> str:
    """Where those of a remote are here, each by its number."""
    return f"refs/muster/pulls/{remote}/"


def fetch_heads(remote: Remote, heads: Mapping[int, str]) -> None:
    """Have the heads of these pull requests here, by number, and those of no other.

    What of them can't be fetched, or is damaged, is left out: somebody's broken pull request must
    be in nobody's way.
    """
    under, repository = heads_under(remote.name), remote.repository
    told = repository.run("for-each-ref", "--format=%(refname) %(objectname)", under)
    known = dict(line.split(" ") for line in os.fsdecode(told).split("\n") if line)
    wanted = {f"{under}{number}": head for number, head in heads.items()}
    if gone := known.keys() - wanted.keys():
        given = "".join(f"delete {ref}\n" for ref in sorted(gone)).encode()
        with suppress(GitError):  # another process is at it
            repository.run("update-ref", "--stdin", given=given)
    missing = sorted(ref for ref, head in wanted.items() if known.get(ref) != head)
    specs = [f"+refs/pull/{ref.removeprefix(under)}/head:{ref}" for ref in missing]
    if not specs:
        return
    try:
        remote.fetch_refs(specs, ALL_LIMIT)
    except GitError:
        for spec in specs:
            with suppress(GitError):
                remote.fetch_refs([spec], ONE_LIMIT)
