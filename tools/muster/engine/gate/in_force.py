"""What all rules on main come to together: GitHub applies the strictest of each.

Source: GitHub Docs, "About rulesets": rules of several rulesets and of branch protection add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from muster.engine.gate.facts import CONTEXT, Rule
from muster.model.lenient import integer_or_none, items, mappings, text_or_none

METHODS = ("merge", "squash", "rebase")


class InForce(NamedTuple):
    """The rules of main. ``reviews`` is how many approvals it takes; -1 without pull requests.

    ``methods`` are the ways to merge that are left. ``pins`` are the ids of the Apps that alone may
    set the judge's status: an empty one with ``status`` true means that anybody may.
    """

    keeps: bool
    forward: bool
    reviews: int
    owners: bool
    dismisses: bool
    last_push: bool
    methods: frozenset[str]
    status: bool
    pins: frozenset[int]

    @property
    def complete(self) -> bool:
        """Whether nothing lacks, so that no other protection need be asked for."""
        reviewed = self.reviews > 0 and self.owners and self.dismisses and self.last_push
        return self.keeps and self.forward and reviewed and bool(self.pins)


def in_force(rules: Sequence[Rule]) -> InForce:
    """Add the rules up."""
    kinds = {rule.kind for rule in rules}
    pulls = [rule.parameters for rule in rules if rule.kind == "pull_request"]
    checks = [
        check
        for rule in rules
        if rule.kind == "required_status_checks"
        for check in mappings(rule.parameters.get("required_status_checks"))
        if text_or_none(check.get("context")) == CONTEXT
    ]
    methods = frozenset(METHODS)
    for told in pulls:
        if "allowed_merge_methods" in told:
            methods &= frozenset(
                method for method in items(told["allowed_merge_methods"]) if method in METHODS
            )
    pins = (integer_or_none(check.get("integration_id")) for check in checks)
    return InForce(
        keeps="deletion" in kinds,
        forward="non_fast_forward" in kinds,
        reviews=max(
            (integer_or_none(p.get("required_approving_review_count")) or 0 for p in pulls),
            default=-1,
        ),
        owners=any(p.get("require_code_owner_review") is True for p in pulls),
        dismisses=any(p.get("dismiss_stale_reviews_on_push") is True for p in pulls),
        last_push=any(p.get("require_last_push_approval") is True for p in pulls),
        methods=methods,
        status=bool(checks),
        pins=frozenset(pin for pin in pins if pin is not None and pin > 0),
    )
