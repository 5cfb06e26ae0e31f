"""Which repository on GitHub a command is about."""

from __future__ import annotations

from muster.forge.address import Address, read_address, read_slug
from muster.git.remote import Remote
from muster.model.error import UsageError


def forge_address(remote: Remote, repository: str | None) -> Address:
    """What ``--repository`` names, else what the remote's address means.

    Raises ``UsageError`` where neither is a repository on GitHub, or they are two.
    """
    found = read_address(remote.address()) or read_address(remote.url())
    if repository is not None:
        given = read_slug(repository)
        if given is None:
            raise UsageError(
                "bad-repository",
                f"{repository!r} is no repository: write owner/name.",
                "gh repo view",
            )
        if found and not found.same(given.slug):
            raise UsageError(
                "other-repository",
                f"--repository says {given.slug}, but the remote {remote.name} is {found.slug}: "
                "muster reads main from the one and would ask about the other.",
                f"git clone {given.page}",
            )
        return given
    if found is None:
        raise UsageError(
            "not-on-github",
            f"The remote {remote.name} ({remote.url()}) is not on GitHub.",
            "git remote --verbose",
            "git remote add origin https://github.com/OWNER/NAME",
        )
    return found
