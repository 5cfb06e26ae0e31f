"""The judge: every rule over one case."""

from __future__ import annotations

from muster.engine.report import Report
from muster.model.finding import Finding
from muster.model.layout import in_registry
from muster.rules.case import Case
from muster.rules.catalog import catalog


def judge(case: Case) -> Report:
    """Judge a case by all rules.

    The same function runs at the desk, in the hook and in CI; the same case gives the same report.
    """
    found = sorted(
        (finding for rule in catalog().values() for finding in rule.judge(case)),
        key=lambda finding: finding.order,
    )
    standing = [finding for finding in found if _stands(case, finding)]
    return Report(tuple(finding for finding in found if finding not in standing), tuple(standing))


def _stands(case: Case, finding: Finding) -> bool:
    """Whether a finding is main's own and the change touches nothing of it."""
    if case.change is None:
        return False
    touched = case.change.paths.union(*(step.paths for step in case.change.steps))
    places = (finding.place, *finding.related)
    return in_registry(finding.place.path) and all(
        place.path in case.before.files and place.path not in touched for place in places
    )
