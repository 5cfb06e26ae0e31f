"""Which repository on GitHub a remote's address means."""

from __future__ import annotations

import re
from typing import NamedTuple

HOST = "github.com"
"""The only forge there is so far; an enterprise server's rules may differ in what they promise."""

_NAME = r"(?P<owner>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/(?P<name>[A-Za-z0-9._-]{1,100}?)"
_ADDRESS = re.compile(
    rf"(?:https://(?:[^/@\s]*@)?github\.com/"
    rf"|ssh://(?:[^/@\s]*@)?(?:ssh\.)?github\.com(?::[0-9]+)?/"
    rf"|git://github\.com/"
    rf"|(?:[^/@:\s]*@)?github\.com:/?)"
    rf"{_NAME}(?:\.git)?/?",
    re.IGNORECASE,
)
_SLUG = re.compile(_NAME)


class Address(NamedTuple):
    """A repository on GitHub."""

    owner: str
    name: str

    @property
    def slug(self) -> str:
        """As GitHub's commands take it: ``owner/name``."""
        return f"{self.owner}/{self.name}"

    @property
    def page(self) -> str:
        """Its web address."""
        return f"https://{HOST}/{self.slug}"

    def same(self, slug: str) -> bool:
        """Whether a text names this repository: GitHub tells no cases apart."""
        return self.slug.casefold() == slug.casefold()


def read_address(url: str) -> Address | None:
    """The repository that a remote's URL means; None for one that is not on GitHub."""
    found = _ADDRESS.fullmatch(url)
    return _address(found) if found else None


def read_slug(text: str) -> Address | None:
    """The repository that ``owner/name`` means; None for any other text."""
    found = _SLUG.fullmatch(text)
    return _address(found) if found else None


def _address(found: re.Match[str]) -> Address | None:
    name = found["name"].removesuffix(".git")
    return None if name in ("", ".", "..") else Address(found["owner"], name)
