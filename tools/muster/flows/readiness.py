"""Whether main is ready to be confirmed: nothing on it waits for a mend, a look or a ruling."""

from __future__ import annotations

from datetime import datetime

from muster.engine.judge import judge
from muster.engine.report import Report
from muster.git.approvals import MainApprovals
from muster.git.main_history import MainHistory
from muster.git.repository import Repository
from muster.model.finding import Finding, Verdict
from muster.model.registry import Registry
from muster.rules.case import Case


def obstacles(
    repository: Repository, main: str, registry: Registry, now: datetime
) -> tuple[Finding, ...]:
    """The findings on main that no confirmation may be built on: all but notes.

    ``registry`` is that of the commit ``main``; who approved what it has is verified anew.
    """
    case = Case(
        registry,
        registry.charter,
        now,
        history=MainHistory(repository, main),
        approvals=MainApprovals(repository, main),
    )
    return tuple(f for f in judge(case).findings if f.verdict is not Verdict.NOTE)


def open_findings(report: Report, more: tuple[Finding, ...]) -> Report:
    """A report with what is open on main among its findings."""
    found = sorted({*report.findings, *more}, key=lambda finding: finding.order)
    return Report(tuple(found), report.standing, report.empty, report.signatures_judged)
