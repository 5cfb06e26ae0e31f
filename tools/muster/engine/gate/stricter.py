"""A ruleset that is there already and the one that is wanted, as one: the stricter of each part.

Nothing that the owner made stricter is loosened, and no rule of theirs is taken away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from muster.engine.gate.facts import ACTIONS_APP, CONTEXT, Ruleset
from muster.engine.gate.protection import Wanted
from muster.engine.gate.ref_pattern import covers
from muster.model.lenient import integer_or_none, items, mapping, mappings

_ONE_OF = {"allowed_merge_methods", "merge_method"}
"""Parameters that are no more or less: what is wanted is what it must be."""

_STATUS = "required_status_checks"


def as_it_should_be(found: Ruleset | None, wanted: Wanted) -> dict[str, Any]:
    """The body of the request that makes it so."""
    include = list(found.include) if found else []
    include += [ref for ref in wanted.include if not covers(include, ref)]
    exclude = [
        pattern
        for pattern in (found.exclude if found else ())
        if not any(
            covers([pattern], ref, unsure=True) or covers([ref], pattern) for ref in wanted.include
        )
    ]
    return {
        "name": wanted.name,
        "target": wanted.target,
        "enforcement": "active",
        "bypass_actors": [],
        "conditions": {"ref_name": {"include": include, "exclude": exclude}},
        "rules": _rules(found.rules if found else (), wanted.rules),
    }


def _rules(
    found: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    there = {str(rule.get("type")): rule for rule in found}
    told = []
    for rule in wanted:
        kind = rule["type"]
        given = mapping(rule.get("parameters"))
        had = mapping(there.pop(kind, {}).get("parameters"))
        both = _parameters(kind, had, given)
        told.append({"type": kind, "parameters": both} if both else {"type": kind})
    kept = [
        {"type": kind, **({"parameters": rule["parameters"]} if "parameters" in rule else {})}
        for kind, rule in there.items()
    ]
    return told + kept


def _parameters(kind: str, had: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(had)
    for name, value in given.items():
        old = had.get(name)
        if kind == _STATUS and name == _STATUS:
            both[name] = _checks(mappings(old), value)
        elif kind == "merge_queue" and name != "merge_method":
            both.setdefault(name, value)  # how fast a queue is is the owner's choice
        elif name in _ONE_OF or type(old) is not type(value):
            both[name] = value
        elif isinstance(value, bool):
            both[name] = value or old
        elif isinstance(value, int):
            both[name] = max(value, integer_or_none(old) or 0)
        else:
            both[name] = value
    return both


def _checks(had: Sequence[Mapping[str, Any]], given: Any) -> list[dict[str, Any]]:
    """The judge's status as wanted, beside whatever else the owner requires."""
    others = [dict(check) for check in had if check.get("context") != CONTEXT]
    return [*(dict(check) for check in items(given)), *others]


def pinned_app(found: Ruleset | None) -> int:
    """The App that a ruleset pins the judge's status to; 0 for none but Actions' own."""
    for rule in found.rules if found else ():
        if rule.get("type") == _STATUS:
            for check in mappings(mapping(rule.get("parameters")).get(_STATUS)):
                pin = integer_or_none(check.get("integration_id"))
                if check.get("context") == CONTEXT and pin and pin != ACTIONS_APP:
                    return pin
    return 0
