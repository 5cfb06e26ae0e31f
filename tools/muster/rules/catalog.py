"""All rules, found by looking into this package; two with one code are refused."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import muster.rules as package
from muster.rules.rule import Rule

_GROUPS = ("file", "record", "registry", "change", "authority", "history")


class DuplicateRuleError(RuntimeError):
    """Two rules have one code or one name: a defect of muster itself."""


@cache
def catalog() -> dict[str, Rule]:
    """Every rule by its code, in the order of the codes."""
    return collect(
        importlib.import_module(f"{package.__name__}.{group}.{module.name}").RULE
        for group in _GROUPS
        for module in pkgutil.iter_modules([f"{path}/{group}" for path in package.__path__])
    )


def collect(rules: object) -> dict[str, Rule]:
    """Order rules by code.

    Raises ``DuplicateRuleError`` where a code or a name stands twice.
    """
    found: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.code):  # type: ignore[call-overload]
        if rule.code in found or any(rule.name == other.name for other in found.values()):
            raise DuplicateRuleError(f"{rule.code} {rule.name} stands twice")
        found[rule.code] = rule
    return found
