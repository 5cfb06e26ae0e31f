"""All checks of the gate, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from muster.engine.gate.check_approvers import check_approvers
from muster.engine.gate.check_bypass import check_bypass
from muster.engine.gate.check_here import check_here
from muster.engine.gate.check_merged import check_merged
from muster.engine.gate.check_owners import check_owners
from muster.engine.gate.check_rules import check_rules
from muster.engine.gate.check_settings import check_settings
from muster.engine.gate.check_status import check_status
from muster.engine.gate.check_workflows import check_workflows
from muster.engine.gate.facts import Facts
from muster.engine.gate.finding import Examination, GateFinding

CHECKS: tuple[Callable[[Facts], Iterator[GateFinding]], ...] = (
    check_rules,
    check_bypass,
    check_approvers,
    check_owners,
    check_status,
    check_merged,
    check_workflows,
    check_settings,
    check_here,
)


def examine(facts: Facts) -> Examination:
    """Run every check."""
    found = {finding for check in CHECKS for finding in check(facts)}
    return Examination(tuple(sorted(found, key=lambda finding: finding.order)))
