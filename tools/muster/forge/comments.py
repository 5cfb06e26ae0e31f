"""Comments on a pull request.

Source: GitHub's REST API, "Issue comments": a pull request is an issue there.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from muster.forge.address import Address
from muster.forge.fields import integer, mapping, optional
from muster.forge.gh import ask_all, send


class Comment(NamedTuple):
    """One comment; ``author`` is a login, empty where GitHub knows none any more."""

    id: int
    author: str
    text: str


def comments(address: Address, pull: int) -> list[Comment]:
    """All comments on a pull request, oldest first."""
    told = ask_all(f"repos/{address.slug}/issues/{pull}/comments")
    return sorted(_read(one) for one in told)


def add_comment(address: Address, pull: int, text: str) -> None:
    """Write a new comment."""
    send("POST", f"repos/{address.slug}/issues/{pull}/comments", {"body": text})


def edit_comment(address: Address, comment: int, text: str) -> None:
    """Give a comment another text."""
    send("PATCH", f"repos/{address.slug}/issues/comments/{comment}", {"body": text})


def delete_comment(address: Address, comment: int) -> None:
    """Take a comment away."""
    send("DELETE", f"repos/{address.slug}/issues/comments/{comment}")


def _read(told: Any) -> Comment:
    one = mapping(told, "comment")
    user = one.get("user")
    author = optional(mapping(user, "user"), "login") if user is not None else ""
    return Comment(integer(one, "id"), author, optional(one, "body"))
