"""In what a ruleset differs from the one that is wanted, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from muster.engine.gate.facts import Ruleset
from muster.model.lenient import items, mapping, mappings

UNSEEN = "not to be seen with this login"
MISSING = "missing"


class Change(NamedTuple):
    """One difference: what, as it is, and as it should be."""

    what: str
    now: str
    wanted: str


def ruleset_changes(
    found: Ruleset | None, body: Mapping[str, Any], *, seen: bool = True
) -> tuple[Change, ...]:
    """Every difference between a ruleset and the request that would make it right."""
    told = list(_changes(found, body, MISSING if seen else UNSEEN))
    return tuple(change for change in told if change.now != change.wanted)


def _changes(found: Ruleset | None, body: Mapping[str, Any], none: str) -> list[Change]:
    names = body["conditions"]["ref_name"]
    told = [
        Change("enforcement", found.enforcement if found else none, body["enforcement"]),
        Change("refs", _joined(found.include) if found else none, _joined(names["include"])),
    ]
    if found:
        told.append(Change("refs left out", _joined(found.exclude), _joined(names["exclude"])))
        told.append(Change("who may bypass", _bypass(found), "nobody"))
    there = {str(rule.get("type")): rule for rule in (found.rules if found else ())}
    for rule in body["rules"]:
        told += _rule(there.get(rule["type"]), rule, none)
    return told


def _rule(found: Mapping[str, Any] | None, wanted: Mapping[str, Any], none: str) -> list[Change]:
    kind, parameters = wanted["type"], mapping(wanted.get("parameters"))
    if found is None:
        shown = [f"{name} {_shown(value)}" for name, value in parameters.items()]
        return [Change(kind, none, _joined(shown) or "in force")]
    had = mapping(found.get("parameters"))
    return [
        Change(f"{kind}.{name}", _shown(had[name]) if name in had else none, _shown(value))
        for name, value in parameters.items()
    ]


def _bypass(found: Ruleset) -> str:
    if found.bypass is None:
        return UNSEEN
    return _joined([f"{one.kind} {one.id or ''}".strip() for one in found.bypass]) or "nobody"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    checks = mappings(value)
    if checks and all("context" in check for check in checks):
        return _joined([_check(check) for check in checks])
    return _joined([str(one) for one in items(value)]) if isinstance(value, list) else str(value)


def _check(check: Mapping[str, Any]) -> str:
    pin = check.get("integration_id")
    return f"{check['context']} by {'anybody' if pin is None else f'App {pin}'}"


def _joined(texts: Sequence[str]) -> str:
    return ", ".join(texts)
