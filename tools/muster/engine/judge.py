"""The judge: every rule over one case."""

from __future__ import annotations

from muster.engine.report import Report
from muster.engine.ruling import answered
from muster.model.finding import Finding
from muster.rules.case import Case
from muster.rules.catalog import catalog


def judge(case: Case) -> Report:
    """Judge a case by all rules.

    The same function runs at the desk, in the hook and in CI; the same case gives the same report.
    """
    told = (finding for rule in catalog().values() for finding in rule.judge(case))
    found = sorted(answered(case, told), key=lambda finding: finding.order)
    if case.change is None:
        return Report(tuple(found), signatures_judged=_signatures_judged(case))
    touched = case.change.paths.union(*(step.paths for step in case.change.steps))
    sides: dict[bool, list[Finding]] = {False: [], True: []}
    for finding in found:
        sides[_stands(case, finding, touched)].append(finding)
    return Report(
        tuple(sides[False]),
        tuple(sides[True]),
        empty=not touched,
        signatures_judged=_signatures_judged(case),
    )


def _stands(case: Case, finding: Finding, touched: frozenset[str]) -> bool:
    """Whether a finding is main's own and the change touches nothing of it."""
    places = (finding.place, *finding.related)
    return all(place.path in case.before.files and place.path not in touched for place in places)


def _signatures_judged(case: Case) -> bool:
    """Whether signatures were looked at: what is not committed yet can't have one."""
    return case.charter is None or case.charter.open or case.change is None or case.signed
