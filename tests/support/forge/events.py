"""Payloads of the events that start workflows, after GitHub's documentation of its webhooks.

Each function is named after its event. A payload has what workflows of a registry can look at, and
not every field that GitHub sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.forge import full
from support.forge.merge_group import Group
from support.forge.state import BOT

if TYPE_CHECKING:
    from support.forge.forge import Forge

Payload = dict[str, Any]
NOTHING = "0" * 40


def _common(forge: Forge, sender: str) -> Payload:
    state = forge.state
    return {
        "repository": full.repository(state, state.owner),
        "organization": {"login": state.owner, "id": state.accounts[state.owner].id},
        "sender": full.simple_user(state.accounts[sender]),
    }


def pull_request_target(
    forge: Forge,
    number: int,
    action: str = "opened",
    by: str = "",
    before: str = "",
    changes: Payload | None = None,
) -> Payload:
    """Opened, synchronize (``before``: the old head), edited (``changes``), closed, reopened."""
    pull = forge.state.pulls[number]
    payload = {
        "action": action,
        "number": number,
        "pull_request": full.full_pull(forge, pull),
        **_common(forge, by or pull.author),
    }
    if action == "synchronize":
        payload |= {"before": before or NOTHING, "after": pull.head_sha}
    if action == "edited":
        payload["changes"] = changes or {"title": {"from": "Another title"}}
    return payload


pull_request = pull_request_target


def push(
    forge: Forge, before: str = "", after: str = "", branch: str = "main", by: str = ""
) -> Payload:
    """A push to a branch; by default its tip came last, on top of its first parent."""
    repo = forge.upstream
    after = after or repo.tip(branch)
    parent = forge.hub.ask(repo, "rev-parse", "--verify", "--quiet", f"{after}^1")
    before = before or parent or NOTHING
    sender = by or forge.state.owner
    added = [] if before == NOTHING else repo.git("rev-list", f"{before}..{after}").split()
    commits = [_commit(forge, sha) for sha in reversed(added)]
    return {
        "ref": f"refs/heads/{branch}",
        "before": before,
        "after": after,
        "base_ref": None,
        "created": before == NOTHING,
        "deleted": False,
        "forced": False,
        "compare": f"{forge.url}/compare/{before[:12]}...{after[:12]}",
        "commits": commits,
        "head_commit": _commit(forge, after),
        "pusher": {"name": sender, "email": f"{sender}@users.noreply.github.com"},
        **_common(forge, sender),
    }


def merge_group(forge: Forge, group: Group, action: str = "checks_requested") -> Payload:
    """The queue asks for the checks of a group."""
    return {
        "action": action,
        "merge_group": {
            "head_sha": group.head_sha,
            "head_ref": group.head_ref,
            "base_sha": group.base_sha,
            "base_ref": group.base_ref,
            "head_commit": _commit(forge, group.head_sha),
        },
        **_common(forge, BOT),
    }


def schedule(forge: Forge, cron: str = "17 3 * * *") -> Payload:
    """A time has come; GitHub says no more than which."""
    return {"schedule": cron, "workflow": "", **_common(forge, BOT)}


def workflow_dispatch(
    forge: Forge, inputs: Payload | None = None, by: str = "", workflow: str = ""
) -> Payload:
    """Somebody pressed the button."""
    sender = by or forge.state.owner
    return {
        "inputs": inputs,
        "ref": "refs/heads/main",
        "workflow": workflow,
        **_common(forge, sender),
    }


def _commit(forge: Forge, sha: str) -> Payload:
    """A commit as events of git name it."""
    whole = full.commit(forge, sha)["commit"]
    return {
        "id": sha,
        "tree_id": whole["tree"]["sha"],
        "message": whole["message"],
        "timestamp": whole["committer"]["date"],
        "author": {key: whole["author"][key] for key in ("name", "email")},
        "committer": {key: whole["committer"][key] for key in ("name", "email")},
        "url": f"{forge.url}/commit/{sha}",
        "distinct": True,
    }
