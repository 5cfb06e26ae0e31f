"""Who may push what to the stand-in: permissions, and the rules that a push can meet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.forge.forge import Forge

ADMINS = 5
"""The id of the role of admins in a ruleset's list of who may bypass it."""


def refusal(forge: Forge, told: dict[str, Any]) -> str:
    """Why a push may not come; empty where it may."""
    state, login = forge.state, told["login"]
    where = Path(told["repository"])
    owner = where.parent.name
    account = state.accounts.get(login)
    own = owner == login or (owner == state.owner and account and account.may("write"))
    if not own:
        return f"Permission to {owner}/{state.name}.git denied to {login or 'nobody'}."
    for _, new, ref in told["updates"]:
        if ref.startswith("refs/pull/"):
            return f"deny updating a hidden ref: {ref}"
        said = _rule(forge, owner, login, new, ref.removeprefix("refs/heads/"))
        if said:
            return f"GH013: Repository rule violations found for {ref}. {said}"
    return ""


def _rule(forge: Forge, owner: str, login: str, new: str, branch: str) -> str:
    """What an active ruleset says: the stand-in knows deletions and the need of a pull request."""
    from support.forge.on_settings import covers

    for ruleset in forge.state.rulesets if owner == forge.state.owner else ():
        if ruleset["enforcement"] != "active" or not covers(ruleset, branch):
            continue
        if _bypasses(forge, ruleset, login):
            continue
        kinds = {rule["type"] for rule in ruleset["rules"]}
        if "deletion" in kinds and not new.strip("0"):
            return "Cannot delete this branch"
        if "pull_request" in kinds:
            return "Changes must be made through a pull request."
    return ""


def _bypasses(forge: Forge, ruleset: dict[str, Any], login: str) -> bool:
    account = forge.state.accounts[login]
    for actor in ruleset["bypass_actors"]:
        if actor.get("bypass_mode", "always") != "always":
            continue
        if actor["actor_type"] == "User" and actor["actor_id"] == account.id:
            return True
        admins = (actor["actor_type"], actor.get("actor_id")) == ("RepositoryRole", ADMINS)
        if account.may("admin") and (admins or actor["actor_type"] == "OrganizationAdmin"):
            return True
    return False
