"""Which repository on GitHub is meant: the one named, else that of the registry's remote."""

from __future__ import annotations

from muster.flows.registry_remote import find_remote
from muster.forge.address import Address, read_address, read_slug
from muster.git.repository import Repository
from muster.model.error import UsageError


def github_address(repository: Repository, named: str | None, remote: str | None = None) -> Address:
    """The repository that ``named`` (owner/name) says, else that of a remote.

    Raises ``UsageError`` where that is none on GitHub.
    """
    if named is not None:
        return named_address(named)
    found = find_remote(repository, remote)
    address = read_slug(found.slug) or read_address(found.address()) or read_address(found.url())
    if address is None:
        raise UsageError(
            "not-on-github",
            f"The remote {found.name} ({found.url()}) is no repository on GitHub.",
            "git remote -v",
            "muster github doctor --repository OWNER/NAME",
        )
    return address


def named_address(named: str) -> Address:
    """The repository that owner/name says."""
    address = read_slug(named)
    if address is None:
        raise UsageError(
            "usage",
            f"{named!r} is no repository on GitHub; it is written OWNER/NAME.",
            "gh repo list",
        )
    return address
