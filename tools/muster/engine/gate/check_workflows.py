"""Workflows: main's own against those that muster ships, and others that could pose as them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from muster.engine.gate.facts import CONTEXT, Facts
from muster.engine.gate.finding import GateFinding, broken, warning

_MOST = 3


def check_workflows(facts: Facts) -> Iterator[GateFinding]:
    """Whether the judge on main is muster's, and whether a branch brings another."""
    missing = sorted(path for path, same in facts.shipped.items() if same is None)
    if missing:
        yield warning(
            "workflows-missing",
            f"Main lacks {_some(missing)}, so pull requests are not judged as muster does.",
            "Bring them in by a pull request.",
            "muster init",
        )
    changed = sorted(path for path, same in facts.shipped.items() if same is False)
    if changed:
        yield warning(
            "workflows-changed",
            f"{_some(changed)} on main: not what this muster ships. Another version of muster, or "
            "somebody changed who judges.",
            "Look at what differs.",
            *(shlex.join(["git", "log", "origin/main", "--", path]) for path in changed[:1]),
        )
    if forging := [one for one in facts.strange if one.names_context]:
        told = [f"{one.path} on {one.branch}" for one in forging]
        yield broken(
            "workflow-poses-as-judge",
            f"{_some(told)}: a workflow that names {CONTEXT}, and is not main's. Pushed by "
            "somebody with write access, it sets the judge's status itself.",
            "Find out who pushed it, and take that write access away.",
            shlex.join(["git", "log", "-3", f"origin/{forging[0].branch}", "--", forging[0].path]),
        )
    if rest := [one for one in facts.strange if not one.names_context]:
        told = [f"{one.path} on {one.branch}" for one in rest]
        yield warning(
            "workflow-writes-statuses",
            f"{_some(told)}: a workflow that may write statuses or checks, and is not main's.",
            "Look at what it does.",
            shlex.join(["git", "show", f"origin/{rest[0].branch}:{rest[0].path}"]),
        )


def _some(told: list[str]) -> str:
    more = len(told) - _MOST
    return ", ".join(told[:_MOST]) + (f" and {more} more" if more > 0 else "")
