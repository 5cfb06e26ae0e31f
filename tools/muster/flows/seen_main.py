"""The protected branch as it is looked at: one that was rewound is an error, not news."""

from __future__ import annotations

from muster.flows.registry_remote import registry_remote
from muster.git.pins import pinned_root
from muster.git.repository import Repository


def seen_main(repository: Repository) -> tuple[str, str]:
    """The protected branch's name and commit, pinned where it is a remote's.

    Raises ``SurroundingsError`` where this clone saw another main before. A shallow clone can't
    compare; nothing in it counts as approved either.
    """
    name, commit = repository.protected(registry_remote(repository))
    if "/" in name and not repository.shallow:
        pinned_root(repository, name, commit)
    return name, commit
