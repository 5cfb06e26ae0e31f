"""For whom the rules of main do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.gate.facts import Bypass, Facts, Ruleset
from muster.engine.gate.finding import PROTECT, GateFinding, broken, unseen, warning

_NEEDED = {"deletion", "non_fast_forward", "pull_request"}
_ROLES = {1: "read", 2: "maintain", 3: "triage", 4: "write", 5: "admin"}
"""Ids of GitHub's own repository roles. Source: GitHub Docs, "Rulesets" REST API."""


def check_bypass(facts: Facts) -> Iterator[GateFinding]:
    """Who may go around the review, by a ruleset's list or as an admin of classic protection."""
    used = {rule.ruleset for rule in facts.rules or () if rule.kind in _NEEDED}
    rulesets = {one.id: one for one in facts.rulesets or ()}
    for number in sorted(used - {0}):
        ruleset = rulesets.get(number)
        if ruleset is None or ruleset.bypass is None:
            name = repr(ruleset.name) if ruleset else f"{number}"
            yield unseen(
                "bypass-unseen",
                f"who may bypass the ruleset {name}",
                "a login that may edit it: an admin's",
                "gh auth status",
            )
            continue
        yield from _listed(facts, ruleset, ruleset.bypass)
    if 0 in used and facts.admins_exempt and not used - {0}:
        yield broken(
            "admins-can-bypass",
            "The branch protection of main does not hold for admins: they push and merge what "
            "nobody approved.",
            "Put the rules in force for everybody.",
            PROTECT,
        )


def _listed(facts: Facts, ruleset: Ruleset, bypass: tuple[Bypass, ...]) -> Iterator[GateFinding]:
    ids = {one.account.id for one in facts.approvers if one.account}
    humans = [one for one in bypass if one.kind == "User" and one.id in ids]
    others = [one for one in bypass if one not in humans]
    if others:
        yield broken(
            "others-can-bypass",
            f"The ruleset {ruleset.name!r} does not hold for {_named(others)}: what they push or "
            "merge needs no approval.",
            "Take everybody off its bypass list.",
            PROTECT,
        )
    if humans:
        yield warning(
            "approver-can-bypass",
            f"The ruleset {ruleset.name!r} does not hold for {len(humans)} of the approvers: a "
            "session with that login merges alone, without a review.",
            "Take everybody off its bypass list.",
            PROTECT,
        )


def _named(actors: list[Bypass]) -> str:
    told = []
    for one in actors:
        if one.kind == "RepositoryRole":
            told.append(f"everybody with the role {_ROLES.get(one.id or 0, one.id)}")
        elif one.kind == "OrganizationAdmin":
            told.append("the organisation's admins")
        elif one.kind == "DeployKey":
            told.append("deploy keys")
        else:
            told.append(f"{one.kind.lower()} {one.id}")
    return ", ".join(told)
