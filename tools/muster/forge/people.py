"""Accounts: who asks, who may push, who an approver is.

Source: GitHub's REST API, "Users", "Collaborators", "Deploy keys".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from muster.engine.gate.facts import Account
from muster.forge.address import Address
from muster.forge.fields import flag, integer, mapping, optional, text
from muster.forge.gh import ForgeError, ask, ask_all
from muster.forge.seen import seen

_LEVELS = (
    ("admin", "admin"),
    ("maintain", "maintain"),
    ("push", "write"),
    ("triage", "triage"),
    ("pull", "read"),
)


def viewer() -> str:
    """The login that asks; empty for a token that is no account's, as a workflow's is."""
    try:
        return text(mapping(ask("user"), "user"), "login")
    except ForgeError as error:
        if error.status in (403, 404):
            return ""
        raise


def collaborators(address: Address) -> tuple[Account, ...] | None:
    """Everybody with access, an organisation's members among them; None where it can't be seen."""
    told = seen(lambda: ask_all(f"repos/{address.slug}/collaborators"))
    return None if told is None else tuple(_account(mapping(one, "collaborator")) for one in told)


def account(login: str) -> Account:
    """An account by its login; its kind is empty where GitHub has none."""
    told = seen(lambda: ask(f"users/{login}"))
    return Account(login, kind="") if told is None else read_account(told)


def writing_keys(address: Address) -> tuple[str, ...] | None:
    """The titles of the deploy keys that may push; None where it can't be seen."""
    told = seen(lambda: ask_all(f"repos/{address.slug}/keys"))
    if told is None:
        return None
    keys = [mapping(one, "key") for one in told]
    return tuple(text(one, "title") for one in keys if not flag(one, "read_only"))


def read_account(told: Any) -> Account:
    """An account out of GitHub's answer, without a permission; nobody's where it is gone."""
    if told is None:
        return Account("", kind="")
    one = mapping(told, "account")
    return Account(text(one, "login"), integer(one, "id"), optional(one, "type") or "User")


def _account(told: Mapping[str, Any]) -> Account:
    may = mapping(told.get("permissions") or {}, "permissions")
    level = next((name for field, name in _LEVELS if flag(may, field)), "")
    return read_account(told)._replace(permission=level)
