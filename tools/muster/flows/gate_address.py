"""Which repository on GitHub the gate is about: the one whose main this clone reads."""

from __future__ import annotations

from muster.flows.github_address import github_address
from muster.forge.address import Address, read_address
from muster.git.remote import Remote
from muster.model.error import UsageError


def gate_address(remote: Remote, named: str | None) -> Address:
    """What ``named`` (owner/name) says, else the remote's.

    Raises ``UsageError`` where neither is one on GitHub, or the two are not the same.
    """
    found = github_address(remote.repository, named, remote.name)
    own = read_address(remote.address()) or read_address(remote.url())
    if own and not own.same(found.slug):
        raise UsageError(
            "other-repository",
            f"--repository says {found.slug}, but the remote {remote.name} is {own.slug}: muster "
            "would read main from the one and ask about the other.",
            f"git clone {found.page}",
        )
    return found
