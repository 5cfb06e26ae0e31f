"""Which remote has the registry, and which one a session pushes to.

Without write access a session pushes to a fork. The convention is that of GitHub's own client:
``gh repo fork --remote`` names the fork ``origin`` and the parent ``upstream``, and marks that one
with ``remote.upstream.gh-resolved = base``.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from muster.forge.address import Address, read_address
from muster.git.process import GitError
from muster.git.remote import Remote
from muster.git.repository import Repository

ORIGIN, UPSTREAM = "origin", "upstream"
_SETTINGS = r"^(remote\..*\.(url|gh-resolved)|url\..*\.insteadof)$"


class _Known(NamedTuple):
    """The remotes on GitHub by their names, and the one that gh has marked; empty for none."""

    addresses: dict[str, Address]
    marked: str


def find_remote(repository: Repository, name: str | None) -> Remote:
    """The registry's remote of that name; without a name as ``registry_remote`` tells.

    Raises ``UsageError`` where that leaves none.
    """
    known = _known(repository)
    found = Remote.find(repository, name or _parent(known))
    slugs = {remote: address.slug for remote, address in known.addresses.items()}
    slug, fork = slugs.get(found.name, ""), slugs.get(ORIGIN, "")
    if name is not None or not slug or not fork or known.addresses[ORIGIN].same(slug):
        return Remote(repository, found.name, slug=slug)
    return Remote(repository, found.name, ORIGIN, slug, fork)


def registry_remote(repository: Repository) -> str:
    """The remote whose main is the registry's, whether it is there or not.

    The one that gh marks as the base, else ``upstream`` where that and ``origin`` are both on
    GitHub, else ``origin``.
    """
    return _parent(_known(repository)) or ORIGIN


def branch_remotes(repository: Repository, name: str) -> list[str]:
    """The remotes whose branches go to the main of this one: itself, and a fork of it."""
    known = _known(repository)
    origin = known.addresses.get(ORIGIN)
    there = known.addresses.get(name)
    forked = name == _parent(known) and origin and there and not origin.same(there.slug)
    return [name, ORIGIN] if forked else [name]


def _parent(known: _Known) -> str | None:
    """The remote that a fork's convention names; None where there is no fork."""
    if known.marked:
        return known.marked
    return UPSTREAM if {ORIGIN, UPSTREAM} <= known.addresses.keys() else None


def _known(repository: Repository) -> _Known:
    try:
        told = os.fsdecode(repository.run("config", "--null", "--get-regexp", _SETTINGS))
    except GitError:
        return _Known({}, "")  # there is none, or Remote.find says what is wrong
    pairs = [entry.partition("\n")[::2] for entry in told.split("\0") if entry]
    rewritten = any(key.startswith("url.") for key, _ in pairs)
    addresses: dict[str, Address] = {}
    marked = ""
    for key, value in pairs:
        name, _, last = key.removeprefix("remote.").rpartition(".")
        if key.startswith("remote.") and last == "url" and name not in addresses:
            # Where git goes to another place instead, the remote is what it is called.
            address = read_address(value) or (
                read_address(_real(repository, name)) if rewritten else None
            )
            if address:
                addresses[name] = address
        elif last == "gh-resolved" and value == "base":
            marked = name
    return _Known(addresses, marked if marked in addresses else "")


def _real(repository: Repository, name: str) -> str:
    """A remote's URL as git uses it."""
    try:
        return os.fsdecode(repository.run("remote", "get-url", "--", name)).removesuffix("\n")
    except GitError:
        return ""
