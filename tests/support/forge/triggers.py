"""Which workflows an event starts, after GitHub's documentation: names, types and branches."""

from __future__ import annotations

import fnmatch
from typing import Any

import yaml

DEFAULT_TYPES = {
    "pull_request": ["opened", "synchronize", "reopened"],
    "pull_request_target": ["opened", "synchronize", "reopened"],
    "merge_group": ["checks_requested"],
}
"""The activities that start a workflow which names none."""


def read(data: bytes) -> dict[str, Any]:
    """A workflow file with texts only, so that ``on`` is no truth value; empty if it is none.

    The loader is a safe one: it makes nothing but texts, lists and maps.
    """
    try:
        found = yaml.load(data, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, dict) else {}


def starts(workflow: dict[str, Any], name: str, payload: dict[str, Any]) -> bool:
    """Whether an event starts a workflow.

    Raises:
        ValueError: A filter that this stand-in does not know.
    """
    on = workflow.get("on")
    asked = {on: None} if isinstance(on, str) else on
    asked = dict.fromkeys(asked) if isinstance(asked, list) else asked or {}
    if name not in asked:
        return False
    if name == "schedule":
        return payload["schedule"] in [entry["cron"] for entry in asked[name]]
    filters = asked[name] or {}
    if set(filters) - {"types", "branches", "branches-ignore", "inputs"}:
        raise ValueError(f"the stand-in for GitHub knows no filter like {filters}")
    types = filters.get("types", DEFAULT_TYPES.get(name))
    types = [types] if isinstance(types, str) else types
    if types and payload.get("action", types[0]) not in types:
        return False
    branch = _branch(name, payload)
    if _any(filters.get("branches-ignore", ()), branch):
        return False
    return _any(filters.get("branches", ["**"]), branch)


def _branch(name: str, payload: dict[str, Any]) -> str:
    """What a filter of branches is about: where a pull request goes, or what was pushed."""
    if name.startswith("pull_request"):
        return str(payload["pull_request"]["base"]["ref"])
    ref = payload.get("merge_group", {}).get("base_ref") or payload.get("ref", "")
    return str(ref).removeprefix("refs/heads/")


def _any(patterns: Any, branch: str) -> bool:
    listed = [patterns] if isinstance(patterns, str) else patterns
    return any(fnmatch.fnmatchcase(branch, pattern) for pattern in listed)
