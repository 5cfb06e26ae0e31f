"""The judge's status: whether it is asked for, and who else could set it."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.gate.facts import ACTIONS_APP, CONTEXT, Facts
from muster.engine.gate.finding import PROTECT, GateFinding, note, unseen, warning
from muster.engine.gate.in_force import in_force

_MOST = 5
_ONLY_HUMAN = "the human is the only gate"


def check_status(facts: Facts) -> Iterator[GateFinding]:
    """Whether what the judge says of a pull request can be the judge's alone."""
    if facts.rules is None or not facts.classic_seen:
        return
    found = in_force(facts.rules)
    if not found.status:
        yield warning(
            "no-status-required",
            f"The status {CONTEXT} is not required: what the judge refuses can be merged all the "
            f"same, and {_ONLY_HUMAN}.",
            "Put the rules in force.",
            PROTECT,
        )
        return
    if not found.pins:
        yield warning(
            "status-by-anybody",
            f"The status {CONTEXT} is required from nobody in particular: any account with write "
            f"access and any App may set it, and {_ONLY_HUMAN}.",
            "Pin it to who sets it.",
            PROTECT,
        )
        return
    if ACTIONS_APP in found.pins:
        yield from _by_actions(facts)
    if found.pins - {ACTIONS_APP}:
        yield from _by_app(facts)


def _by_actions(facts: Facts) -> Iterator[GateFinding]:
    """Actions' own status is any workflow's: whoever may push one can set it."""
    names = [one.login for one in facts.outsiders]
    if names:
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        yield warning(
            "status-by-others",
            f"{', '.join(names[:_MOST])}{more} may push a workflow that sets {CONTEXT}, and "
            f"{'is' if len(names) == 1 else 'are'} no approver: {_ONLY_HUMAN}.",
            "Take their write access away, so that they claim from forks; or have a GitHub App of "
            "your own set the status.",
            f"gh api -X DELETE repos/{facts.slug}/collaborators/{names[0]}",
            "muster github protect --app ID",
        )
    if facts.deploy_keys:
        yield warning(
            "deploy-keys-can-push",
            f"Deploy keys may push, and with them a workflow that sets {CONTEXT}: "
            f"{', '.join(facts.deploy_keys[:_MOST])}.",
            "Delete them, or make them read only.",
            f"gh api repos/{facts.slug}/keys",
        )
    elif facts.deploy_keys is None:
        yield note(
            "deploy-keys-unseen",
            "This login can't see whether deploy keys may push; it takes an admin's.",
            "Look as an admin.",
            f"gh api repos/{facts.slug}/keys",
        )


def _by_app(facts: Facts) -> Iterator[GateFinding]:
    if facts.guarded_app_key is False:
        yield warning(
            "app-key-for-any-branch",
            "The environment muster, which has the key of the App, is missing or open to every "
            "branch: whoever may push a workflow can sign as the App.",
            "Let main alone use it: Settings, Environments, muster, Deployment branches.",
            f"gh api repos/{facts.slug}/environments/muster",
        )
    elif facts.guarded_app_key is None:
        yield unseen(
            "app-key-unseen",
            "which branches may use the App's key",
            "read access to the repository's environments",
            f"gh api repos/{facts.slug}/environments/muster",
        )
