"""Pull requests of a repository on GitHub.

Source: GitHub's REST API, "Pulls". What an answer lacks or has in another shape is an error, not a
guess: who may do what hangs on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from muster.forge.address import Address
from muster.forge.fields import integer, mapping, optional, text
from muster.forge.gh import ask, ask_all, send


class Pull(NamedTuple):
    """A pull request.

    ``head`` is the commit id that GitHub names, ``branch`` its branch in ``repository`` (a slug,
    empty where that is gone); ``base`` is the branch that it goes to; ``author`` and ``merged_by``
    are logins, empty where GitHub knows none; ``merge`` is the commit that merged it.
    """

    number: int
    head: str
    branch: str
    repository: str
    base: str
    author: str
    page: str
    is_open: bool
    merged_by: str = ""
    merge: str = ""


def open_pulls(address: Address) -> list[Pull]:
    """The open pull requests, by number."""
    told = ask_all(f"repos/{address.slug}/pulls", state="open")
    return sorted((read_pull(one) for one in told), key=lambda pull: pull.number)


def pull(address: Address, number: int) -> Pull:
    """One pull request, open or not."""
    return read_pull(ask(f"repos/{address.slug}/pulls/{number}"))


def pulls_of(address: Address, commit: str) -> list[Pull]:
    """The pull requests that a commit is part of, or merged."""
    told = ask_all(f"repos/{address.slug}/commits/{commit}/pulls")
    return sorted((read_pull(one) for one in told), key=lambda pull: pull.number)


def pulls_from(address: Address, head: str) -> list[Pull]:
    """The pull requests of one branch, open or not, by number; ``head`` is ``login:branch``."""
    told = ask_all(f"repos/{address.slug}/pulls", state="all", head=head)
    return sorted((read_pull(one) for one in told), key=lambda pull: pull.number)


def make_pull(address: Address, head: str, base: str, title: str, body: str) -> Pull:
    """Open a pull request; ``head`` is a branch, or ``login:branch`` of a fork."""
    given = {"title": title, "body": body, "head": head, "base": base}
    return read_pull(send("POST", f"repos/{address.slug}/pulls", given))


def close_pull(address: Address, number: int) -> None:
    """Close a pull request without merging it."""
    send("PATCH", f"repos/{address.slug}/pulls/{number}", {"state": "closed"})


def read_pull(told: Any) -> Pull:
    """A pull request out of GitHub's answer."""
    one = mapping(told, "pull request")
    head, base = mapping(one.get("head"), "head"), mapping(one.get("base"), "base")
    return Pull(
        number=integer(one, "number"),
        head=text(head, "sha"),
        branch=text(head, "ref"),
        repository=_slug(head.get("repo")),
        base=text(base, "ref"),
        author=_login(one.get("user")),
        page=text(one, "html_url"),
        is_open=text(one, "state") == "open",
        merged_by=_login(one.get("merged_by")),
        merge=optional(one, "merge_commit_sha") if one.get("merged_at") else "",
    )


def _login(user: Any) -> str:
    return optional(user, "login") if isinstance(user, Mapping) else ""


def _slug(repository: Any) -> str:
    return optional(repository, "full_name") if isinstance(repository, Mapping) else ""
