"""The latest pull requests that were merged into main, with reviews and who set their status.

Source: GitHub's REST API, "Pulls", "Pull request reviews", "Commit statuses",
"Check runs".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from muster.engine.gate.facts import CONTEXT, Account, Merged, Review
from muster.forge.address import Address
from muster.forge.fields import mapping, optional, text
from muster.forge.gh import ask, ask_all
from muster.forge.moment import moment
from muster.forge.people import read_account
from muster.forge.pulls import read_pull
from muster.forge.seen import seen
from muster.model.lenient import items

MOST = 10
"""How many are looked at: each costs four questions."""

_LISTED, _PAGES = 100, 10


def latest_merged(address: Address, base: str) -> list[int]:
    """The numbers of the latest merged pull requests of a branch, the newest first.

    GitHub can't sort by that, and anybody can open, close and comment: the first page alone could
    hold nothing but such.
    """
    listed: list[Mapping[str, Any]] = []
    for page in range(1, _PAGES + 1):
        told = ask(
            f"repos/{address.slug}/pulls",
            state="closed", base=base, sort="updated", direction="desc",
            per_page=str(_LISTED), page=str(page),
        )  # fmt: skip
        some = [mapping(one, "pull request") for one in (told if isinstance(told, list) else ())]
        listed += some
        if len(some) < _LISTED:
            break
    dated = [(optional(one, "merged_at"), read_pull(one)) for one in listed]
    merged = sorted(
        ((at, pull) for at, pull in dated if at and pull.base == base), key=lambda one: one[0]
    )
    return [pull.number for _, pull in reversed(merged[-MOST:])]


def merged(address: Address, number: int) -> Merged:
    """One of them, with its reviews and who set the status of its head."""
    place = f"repos/{address.slug}/pulls/{number}"
    told = ask(place)
    pull = read_pull(told)
    statuses = ask_all(f"repos/{address.slug}/commits/{pull.head}/statuses")
    return Merged(
        number,
        pull.author,
        pull.merged_by,
        pull.head,
        moment(optional(mapping(told, "pull request"), "merged_at")),
        tuple(_review(one) for one in ask_all(f"{place}/reviews")),
        _posters(statuses),
        _posed(address, pull.head),
    )


def _posed(address: Address, commit: str) -> bool:
    """Whether a check run has the name of the judge's status, which GitHub takes for the same."""
    pages = seen(
        lambda: ask_all(f"repos/{address.slug}/commits/{commit}/check-runs", check_name=CONTEXT)
    )
    return any(items(mapping(page, "check runs").get("check_runs")) for page in pages or ())


def _review(told: Any) -> Review:
    one = mapping(told, "review")
    return Review(
        read_account(one.get("user")).login, text(one, "state"), optional(one, "commit_id")
    )


def _posters(statuses: list[Any]) -> tuple[Account, ...]:
    """Who set the judge's status, each once, in the order of their logins."""
    found = {
        read_account(one.get("creator"))
        for one in (mapping(status, "status") for status in statuses)
        if text(one, "context").casefold() == CONTEXT
    }
    return tuple(sorted(found))
