"""Rulesets of a repository, and the rules that are in force on a branch.

Source: GitHub's REST API, "Rules".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from muster.engine.gate.facts import Bypass, Rule, Ruleset
from muster.forge.address import Address
from muster.forge.fields import flag, integer, mapping, optional, text
from muster.forge.gh import ask, ask_all
from muster.forge.moment import moment
from muster.model.lenient import integer_or_none, items, mappings


def rules_on(address: Address, branch: str) -> tuple[Rule, ...]:
    """The rules in force on a branch by rulesets; classic protection is not among them."""
    told = ask_all(f"repos/{address.slug}/rules/branches/{branch}")
    return tuple(_rule(mapping(one, "rule")) for one in told)


def rulesets(address: Address) -> tuple[Ruleset, ...]:
    """All rulesets, whole, those of the organisation too."""
    listed = ask_all(f"repos/{address.slug}/rulesets", includes_parents="true")
    ids = [integer(mapping(one, "ruleset"), "id") for one in listed]
    return tuple(read_ruleset(ask(f"repos/{address.slug}/rulesets/{number}")) for number in ids)


def classic_rules(address: Address, branch: str) -> tuple[tuple[Rule, ...], bool]:
    """What classic branch protection asks, in the words of rules, and whether admins are exempt.

    Raises ``ForgeError`` with the status 404 where there is none, or this login may not see it.
    """
    told = mapping(ask(f"repos/{address.slug}/branches/{branch}/protection"), "protection")
    rules = []
    if not _enabled(told, "allow_force_pushes"):
        rules.append(Rule("non_fast_forward", {}))
    if not _enabled(told, "allow_deletions"):
        rules.append(Rule("deletion", {}))
    if "required_pull_request_reviews" in told:
        rules.append(_classic_reviews(mapping(told["required_pull_request_reviews"], "reviews")))
    if "required_status_checks" in told:
        checks = mappings(mapping(told["required_status_checks"], "checks").get("checks"))
        wanted = [
            {"context": one.get("context"), "integration_id": one.get("app_id")} for one in checks
        ]
        rules.append(Rule("required_status_checks", {"required_status_checks": wanted}))
    return tuple(rules), not _enabled(told, "enforce_admins")


def _classic_reviews(told: Mapping[str, Any]) -> Rule:
    return Rule(
        "pull_request",
        {
            "required_approving_review_count": told.get("required_approving_review_count", 0),
            "require_code_owner_review": flag(told, "require_code_owner_reviews"),
            "dismiss_stale_reviews_on_push": flag(told, "dismiss_stale_reviews"),
            "require_last_push_approval": flag(told, "require_last_push_approval"),
        },
    )


def _enabled(told: Mapping[str, Any], name: str) -> bool:
    return flag(mapping(told.get(name) or {}, name), "enabled")


def _rule(told: Mapping[str, Any]) -> Rule:
    given = told.get("parameters")
    return Rule(
        text(told, "type"),
        given if isinstance(given, dict) else {},
        integer_or_none(told.get("ruleset_id")) or -1,
    )


def read_ruleset(answer: Any) -> Ruleset:
    """A ruleset out of GitHub's answer."""
    told = mapping(answer, "ruleset")
    names = mapping(
        mapping(told.get("conditions") or {}, "conditions").get("ref_name") or {}, "ref_name"
    )
    listed = told.get("bypass_actors")
    made: datetime | None = moment(optional(told, "created_at"))
    return Ruleset(
        id=integer(told, "id"),
        name=text(told, "name"),
        target=optional(told, "target") or "branch",
        enforcement=text(told, "enforcement"),
        own=optional(told, "source_type") in ("", "Repository"),
        include=_texts(names.get("include")),
        exclude=_texts(names.get("exclude")),
        rules=tuple(mappings(told.get("rules"))),
        bypass=None if listed is None else tuple(_bypass(one) for one in mappings(listed)),
        created=made,
    )


def _bypass(told: Mapping[str, Any]) -> Bypass:
    return Bypass(
        text(told, "actor_type"),
        integer_or_none(told.get("actor_id")),
        optional(told, "bypass_mode") or "always",
    )


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in items(value) if isinstance(one, str))
