"""The statuses of a commit.

Source: GitHub's REST API, "Commit statuses". Whoever may write to the repository can post one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from muster.engine.gate.facts import CONTEXT
from muster.forge.address import Address
from muster.forge.fields import mapping, optional, text
from muster.forge.gh import ask_all, send


class Status(NamedTuple):
    """One status; ``creator`` is the login that posted it, empty where GitHub knows none."""

    context: str
    state: str
    description: str
    creator: str


def statuses(address: Address, commit: str) -> list[Status]:
    """Every status that a commit ever got, newest first."""
    return [_read(one) for one in ask_all(f"repos/{address.slug}/commits/{commit}/statuses")]


def set_status(address: Address, commit: str, state: str, description: str) -> None:
    """Post the verdict on a commit; ``state`` is success or failure."""
    body = {"state": state, "context": CONTEXT, "description": description}
    send("POST", f"repos/{address.slug}/statuses/{commit}", body)


def _read(told: Any) -> Status:
    one = mapping(told, "status")
    creator = one.get("creator")
    login = optional(mapping(creator, "creator"), "login") if creator is not None else ""
    return Status(text(one, "context"), text(one, "state"), optional(one, "description"), login)
