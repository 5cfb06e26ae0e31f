"""The rules in force on main: each one that lacks, and which attack that opens."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.gate.facts import Facts
from muster.engine.gate.finding import PROTECT, GateFinding, broken, unseen, warning
from muster.engine.gate.in_force import InForce, in_force
from muster.engine.gate.protection import MAIN_RULESET
from muster.model.refs import MAIN

_HELP = "Put the rules in force."


def check_rules(facts: Facts) -> Iterator[GateFinding]:
    """Each rule of main that approval needs and that is not in force."""
    if facts.settings.default_branch != MAIN.removeprefix("refs/heads/"):
        yield broken(
            "default-branch-not-main",
            f"The default branch is {facts.settings.default_branch}: GitHub takes the judge's "
            "workflow from there, and whoever may change that branch changes the judge.",
            "Make main the default branch.",
            PROTECT,
        )
    if facts.rules is None:
        yield unseen(
            "rules-unseen",
            "the rules of main",
            "read access to the repository, and an account whose plan has rulesets: a private "
            "repository of a free one has none",
            "gh auth status",
        )
        return
    found = in_force(facts.rules)
    yield from _not_enforced(facts)
    if not facts.classic_seen:
        yield unseen(
            "protection-unseen",
            "whether classic branch protection has what the rulesets of main lack",
            "an admin's login",
            f"gh api repos/{facts.slug}/branches/main/protection",
        )
        return
    yield from _history(found)
    yield from _approval(facts, found)
    if not facts.forge and found.reviews >= 0:
        yield warning(
            "approval-by-signature",
            "Main's charter counts merges that an approver signed, but the rules of main let "
            "nobody push one: what GitHub's button merges counts as approved by nobody.",
            "Have an approver change registry/charter.yaml on main to `approval: forge`.",
        )
    yield from _methods(facts, found)


def _not_enforced(facts: Facts) -> Iterator[GateFinding]:
    for ruleset in facts.rulesets or ():
        if ruleset.name == MAIN_RULESET and ruleset.enforcement != "active":
            yield broken(
                "ruleset-not-enforced",
                f"The ruleset {ruleset.name!r} is there but {ruleset.enforcement}: it stops "
                "nobody.",
                "Make it active.",
                PROTECT,
            )


def _history(found: InForce) -> Iterator[GateFinding]:
    if not found.forward:
        yield broken(
            "main-can-be-rewound",
            "Main may be force-pushed: whoever may push takes approved claims away, or puts others "
            "in their place.",
            _HELP,
            PROTECT,
        )
    if not found.keeps:
        yield broken(
            "main-can-be-deleted",
            "Main may be deleted, and made again with another history.",
            _HELP,
            PROTECT,
        )


def _approval(facts: Facts, found: InForce) -> Iterator[GateFinding]:
    if found.reviews < 0:
        yield broken(
            "no-pull-request-required",
            "Main may be pushed to without a pull request: whoever may push approves itself.",
            _HELP,
            PROTECT,
        )
        return
    if found.reviews == 0:
        yield broken(
            "no-review-required",
            "A pull request may be merged without any review: whoever may push merges its own.",
            _HELP,
            PROTECT,
        )
    if not found.owners:
        yield broken(
            "no-code-owner-review",
            "Anybody with write access may give the review; it needs no approver of the charter.",
            _HELP,
            PROTECT,
        )
    # Whoever may push can give the review of the last push; the approver's is the old one then.
    others = facts.collaborators is None or bool(facts.outsiders)
    if not found.dismisses and (others or not found.last_push):
        yield broken(
            "approval-outlives-push",
            "An approval stays when the pull request changes: approved is one claim, merged "
            "another.",
            _HELP,
            PROTECT,
        )
    elif not found.dismisses:
        yield warning(
            "stale-approval-stays",
            "An approval of an earlier head stays beside the new one.",
            _HELP,
            PROTECT,
        )
    elif not found.last_push:
        yield warning(
            "own-push-approved",
            "Who pushed last to a pull request may approve it.",
            _HELP,
            PROTECT,
        )


def _methods(facts: Facts, found: InForce) -> Iterator[GateFinding]:
    told = {"squash": facts.settings.squash, "rebase": facts.settings.rebase}
    left = sorted(name for name, allowed in told.items() if allowed and name in found.methods)
    if left:
        yield warning(
            "other-merge-methods",
            f"A pull request may be merged by {' or '.join(left)}: main then has no merge that "
            "names the claim and its head, and no audit can tell who approved it.",
            "Allow merge commits alone.",
            PROTECT,
        )
    elif None in told.values() and found.methods != {"merge"}:
        yield unseen(
            "merge-methods-unseen",
            "how pull requests may be merged",
            "write access to the repository",
            "gh auth status",
        )
    if facts.settings.merge is False or "merge" not in found.methods:
        yield warning(
            "no-merge-commits",
            "Merge commits are not allowed, so no claim can be merged as it was judged.",
            "Allow merge commits.",
            PROTECT,
        )
