"""The approvers: humans, with an account that may approve, and no claimants themselves."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.gate.facts import Approver, Facts
from muster.engine.gate.finding import GateFinding, broken, unseen, warning
from muster.model.key import canonical_key

_CHARTER = "Have an approver change registry/charter.yaml by a pull request."


def check_approvers(facts: Facts) -> Iterator[GateFinding]:
    """Who approves by the charter, against who they are on GitHub and what they do there."""
    named = [one for one in facts.approvers if one.login]
    if not named:
        yield broken(
            "no-approver-login",
            "Main's charter names no approver with a GitHub login, so nobody can be told from "
            "anybody else there.",
            "Add `approvers: [{name: …, github: LOGIN}]` to registry/charter.yaml on main.",
        )
        return
    if facts.collaborators is None:
        yield unseen(
            "collaborators-unseen",
            "who may push to the repository",
            "write access to it",
            f"gh api repos/{facts.slug}/collaborators",
        )
    for one in named:
        yield from _account(facts, one)
    if facts.collaborators is not None and not any(
        one.account and one.account.kind == "User" and one.account.pushes for one in named
    ):
        yield broken(
            "nobody-can-approve",
            "None of the charter's approvers is a person with write access: GitHub ignores such "
            "owners, so no approver's review is asked for.",
            "Give an approver write access.",
            f"gh api -X PUT repos/{facts.slug}/collaborators/{named[0].login} -f permission=push",
        )
    yield from _claiming(facts)
    if facts.session and facts.approves(facts.viewer):
        yield broken(
            "session-has-approvers-login",
            f"This session is logged in to GitHub as {facts.viewer}, who approves: it can approve "
            "whatever sessions claim.",
            "Give the sessions an account of their own, without write access.",
            "gh auth login",
        )


def _account(facts: Facts, one: Approver) -> Iterator[GateFinding]:
    if one.account is None:
        yield unseen(
            "approver-unseen",
            f"the account of the approver {one.login}",
            "a login that GitHub answers",
            f"gh api users/{one.login}",
        )
    elif not one.account.kind:
        yield broken(
            "approver-missing",
            f"GitHub has no account {one.login}, which the charter names as approver: anybody may "
            "register that name.",
            _CHARTER,
        )
    elif one.account.kind != "User":
        yield broken(
            "approver-is-no-human",
            f"The approver {one.login} is no person but a {one.account.kind}.",
            _CHARTER,
        )
    elif facts.collaborators is not None and not one.account.pushes:
        yield warning(
            "approver-lacks-write",
            f"The approver {one.login} has no write access: GitHub counts no review of theirs.",
            "Give them write access, or take them out of the charter.",
            f"gh api -X PUT repos/{facts.slug}/collaborators/{one.login} -f permission=push",
        )


def _claiming(facts: Facts) -> Iterator[GateFinding]:
    for login in sorted({login for login in facts.claims if facts.approves(login)}):
        yield broken(
            "approver-claims",
            f"The approver {login} has open claims: sessions work with the approver's account, and "
            "whatever they ask for they can approve.",
            "Give the sessions an account of their own, without write access.",
            f"gh pr list --repo {facts.slug} --author {login}",
        )
    for one in facts.approvers:
        number = facts.record_keys.get(canonical_key(one.key)) if one.key else None
        if number is not None:
            yield broken(
                "approvers-key-in-record",
                f"Number {number}'s record lists the key of the approver {one.name}: that session "
                "signs with it.",
                "Give the session a key of its own.",
                f"muster rebind {number}",
            )
