"""Since when the rules of main are in force."""

from __future__ import annotations

from datetime import datetime

from muster.engine.gate.facts import Facts


def since(facts: Facts) -> datetime | None:
    """When the ruleset that asks for pull requests was made; None where nobody knows.

    Of several the first. A ruleset's last change says nothing: it may have been a stricter one.
    """
    used = {rule.ruleset for rule in facts.rules or () if rule.kind == "pull_request"}
    made = [one.created for one in facts.rulesets or () if one.id in used and one.created]
    return min(made, default=None)
