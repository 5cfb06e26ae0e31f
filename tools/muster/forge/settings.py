"""Settings of a repository and of its GitHub Actions.

Source: GitHub's REST API, "Repositories" and "Actions permissions".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from muster.engine.gate.facts import Actions, Settings
from muster.forge.address import Address
from muster.forge.fields import flag, mapping, optional, text
from muster.forge.gh import ForgeError, ask, send
from muster.forge.seen import seen

PERMISSIONS = "actions/permissions"
WORKFLOW = "actions/permissions/workflow"
FORKS = "actions/permissions/fork-pr-contributor-approval"


def settings(address: Address) -> Settings:
    """The repository's settings; merge methods are shown to who may push."""
    told = mapping(ask(f"repos/{address.slug}"), "repository")
    return Settings(
        text(told, "default_branch"),
        _flag(told, "allow_merge_commit"),
        _flag(told, "allow_squash_merge"),
        _flag(told, "allow_rebase_merge"),
        _flag(told, "allow_update_branch"),
    )


def actions(address: Address) -> Actions:
    """The settings of Actions; None where this login may not see them."""
    whole = _asked(address, PERMISSIONS)
    workflow = _asked(address, WORKFLOW)
    forks = _asked(address, FORKS)
    return Actions(
        enabled=_flag(whole, "enabled"),
        allowed=optional(whole, "allowed_actions") or None,
        pinned=_flag(whole, "sha_pinning_required"),
        grant=optional(workflow, "default_workflow_permissions") or None,
        may_approve=_flag(workflow, "can_approve_pull_request_reviews"),
        fork_policy=optional(forks, "approval_policy") or None,
    )


def change(address: Address, method: str, place: str, body: Mapping[str, Any]) -> None:
    """Change a setting; ``place`` is what follows the repository in the address, or nothing."""
    send(method, f"repos/{address.slug}/{place}".rstrip("/"), body)


def app_key_guarded(address: Address, environment: str) -> bool | None:
    """Whether an environment is for some branches only; None where this login may not see it."""
    try:
        told = mapping(ask(f"repos/{address.slug}/environments/{environment}"), "environment")
    except ForgeError as error:
        if error.status == 404:
            return False
        if error.status == 403:
            return None
        raise
    return told.get("deployment_branch_policy") is not None


def _asked(address: Address, place: str) -> Mapping[str, Any]:
    return mapping(seen(lambda: ask(f"repos/{address.slug}/{place}")) or {}, place)


def _flag(told: Mapping[str, Any], name: str) -> bool | None:
    return flag(told, name) if told.get(name) is not None else None
