"""How a pull request was merged: who wrote it, who reviewed it, who pressed the button.

Source: GitHub's REST API, "Get a pull request", "List commits on a pull request" (at most 250) and
"List reviews for a pull request" (in chronological order).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from muster.engine.forge_word import Account, Merged, Review
from muster.forge.address import Address
from muster.forge.fields import integer, mapping, optional, text
from muster.forge.gh import ask, ask_all
from muster.forge.pulls import read_pull

WEB_FLOW = "web-flow"
"""The account in whose name GitHub itself commits what is pressed in the browser."""

GHOST = "ghost"
"""The account that GitHub names in place of every one that is gone."""


def merged(address: Address, number: int) -> Merged:
    """What GitHub says of a pull request that was merged."""
    path = f"repos/{address.slug}/pulls/{number}"
    whole = mapping(ask(path), "pull request")
    pull = read_pull(whole)
    commits = ask_all(f"{path}/commits")
    author = read_account(whole.get("user"))
    return Merged(
        pull.number,
        pull.page,
        pull.head,
        pull.base,
        pull.merge,
        read_account(whole.get("merged_by")),
        tuple(dict.fromkeys((*([author] if author else ()), *_writers(commits)))),
        tuple(_review(one) for one in ask_all(f"{path}/reviews")),
        len(commits) >= integer(whole, "commits"),
        whole.get("auto_merge") is None,
    )


def read_account(user: Any) -> Account | None:
    """An account; None for one that is gone, or a commit whose address belongs to none."""
    if not isinstance(user, Mapping) or not user:
        return None
    found = Account(text(user, "login"), optional(user, "type") == "User")
    return None if found.same(GHOST) else found


def _writers(commits: list[Any]) -> Iterator[Account]:
    for commit in commits:
        for who in ("author", "committer"):
            account = read_account(mapping(commit, "commit").get(who))
            if account and not account.same(WEB_FLOW):
                yield account


def _review(told: Any) -> Review:
    one = mapping(told, "review")
    return Review(read_account(one.get("user")), text(one, "state"), optional(one, "commit_id"))
