"""The open pull requests of a registry on GitHub: their heads are fetched, their authors known.

Claims out of forks have no branch on the registry's remote; there they are pull requests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from muster.forge.address import read_slug
from muster.forge.gh import ForgeError
from muster.git.pull_heads import fetch_heads
from muster.git.remote import Remote
from muster.model.refs import MAIN

MOST_PULLS = 500
"""How many are looked at, the lowest first: of one number the lowest holds it."""


class Asked(NamedTuple):
    """What GitHub told: the authors' logins by pull request, or why it told nothing."""

    authors: Mapping[int, str]
    unasked: str = ""


def refresh_pulls(remote: Remote) -> Asked | None:
    """Bring the heads of the open pull requests to main up to date here.

    None where the remote is not on GitHub. Where GitHub can't be asked, what the last look left
    here stays, and the branches tell the rest.
    """
    address = read_slug(remote.slug)
    if address is None:
        return None
    from muster.forge.pulls import open_pulls

    try:
        found = open_pulls(address)
    except ForgeError as error:
        return Asked({}, error.message)
    base = MAIN.removeprefix("refs/heads/")
    pulls = [one for one in found if one.base == base][:MOST_PULLS]
    fetch_heads(remote, {one.number: one.head for one in pulls})
    return Asked({one.number: one.author for one in pulls})
