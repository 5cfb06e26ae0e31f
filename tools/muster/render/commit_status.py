"""A verdict on a pull request as a commit status: what stands beside the merge button."""

from __future__ import annotations

from muster.engine.pull_verdict import BASE, PullVerdict
from muster.engine.report import Report
from muster.model.finding import Verdict
from muster.render.words import outcome

MOST_DESCRIPTION = 140
"""Characters that GitHub takes. Source: its API, "Create a commit status"."""


def status(verdict: PullVerdict) -> tuple[str, str]:
    """The state, ``success`` or ``failure``, and a description in plain ASCII.

    No text of a record is in it. A review is a success: merging is the human's answer to it.
    """
    told = "".join(c for c in _description(verdict) if c.isascii() and c.isprintable())
    return "failure" if verdict.blocked else "success", told[:MOST_DESCRIPTION]


def _description(verdict: PullVerdict) -> str:
    report = verdict.report
    if report is None:
        return "Blocked: it can't be judged; the comment says why"
    if verdict.astray:
        return f"Blocked: it goes to another branch than {BASE}"
    match report.verdict:
        case Verdict.BLOCK | Verdict.REVIEW as worst:
            start = "Blocked" if worst is Verdict.BLOCK else "A human must look"
            return f"{start}: {_first_of(report, worst)}"
        case _:
            return outcome(report).rstrip(".")


def _first_of(report: Report, worst: Verdict) -> str:
    count, first = report.count(worst), report.findings[0]
    if count == 1:
        return f"1 finding, {first.code} {first.name}"
    return f"{count} findings, {first.code} {first.name} first"
