"""Settings of GitHub Actions: what a workflow's token may do, and whether it may approve."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.gate.facts import Facts
from muster.engine.gate.finding import PROTECT, GateFinding, broken, note, unseen, warning

_HELP = "Set it right."


def check_settings(facts: Facts) -> Iterator[GateFinding]:
    """Each setting that lets a workflow do what a human should."""
    actions = facts.actions
    if actions.may_approve is None or actions.grant is None:
        yield unseen(
            "actions-settings-unseen",
            "whether workflows may approve pull requests",
            "an admin's login",
            "gh auth status",
        )
    if actions.may_approve:
        yield broken(
            "actions-can-approve",
            "Workflows may approve pull requests: whoever may push one gets a review from a bot.",
            _HELP,
            PROTECT,
        )
    if actions.grant == "write":
        yield warning(
            "token-writes-by-default",
            "A workflow that does not say what its token may do may write: any workflow on any "
            "branch may push and set a status.",
            _HELP,
            PROTECT,
        )
    if actions.enabled is False:
        yield warning(
            "actions-disabled",
            "GitHub Actions is off, so nothing judges pull requests.",
            _HELP,
            PROTECT,
        )
    if actions.pinned is False:
        yield note(
            "actions-not-pinned",
            "Workflows may use actions by tags that their owners can move.",
            _HELP,
            PROTECT,
        )
