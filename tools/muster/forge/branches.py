"""Where a branch of a repository on GitHub stands.

Source: GitHub's REST API, "Git references".
"""

from __future__ import annotations

from muster.forge.address import Address
from muster.forge.fields import mapping, text
from muster.forge.gh import ask


def tip(address: Address, branch: str) -> str:
    """The commit that a branch points to."""
    told = ask(f"repos/{address.slug}/git/ref/heads/{branch}")
    return text(mapping(mapping(told, "reference").get("object"), "object"), "sha")
