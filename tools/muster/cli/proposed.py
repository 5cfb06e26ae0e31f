"""What an answer says of the pull request of a branch that was pushed."""

from __future__ import annotations

from typing import Any

from muster.flows.proposing import Proposed


def pull_sentence(pull: Proposed | None) -> str:
    """What became of it, in a sentence or two; empty where the registry is on no forge."""
    if pull is None:
        return ""
    if pull.number:
        return f"Pull request #{pull.number} is open: {pull.page}"
    if pull.closed:
        return (
            f"Pull request #{pull.closed} with this very commit was closed, so none is opened "
            f"again. If that was a mistake: {pull.page}"
        )
    if pull.failed:
        return (
            f"It has no pull request yet: {pull.reason.rstrip('.')}. Give the command again, or "
            f"open it in a browser: {pull.page}"
        )
    return f"It has no pull request yet. Open it in a browser: {pull.page}"


def pull_commands(pull: Proposed | None, again: str, release: str = "") -> tuple[str, ...]:
    """What is left to do for it: the commands that help, and the one ``again`` that opens it.

    ``release`` gives up what somebody has closed.
    """
    if pull is None or not pull.failed:
        return ()
    if pull.closed:
        return (release,) if release else ()
    return (*pull.commands, again)


def pull_data(pull: Proposed | None) -> dict[str, Any]:
    """The same as data: ``url`` is the pull request's, or where it can be opened."""
    if pull is None:
        return {}
    return {
        "pull": {
            "number": pull.number or None,
            "url": pull.page,
            "reason": pull.reason or None,
            "closed": pull.closed or None,
        }
    }
