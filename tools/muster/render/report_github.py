"""A report as annotations in GitHub's log: workflow commands, one a line."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.report import Report
from muster.model.finding import Verdict
from muster.render.untrusted import for_terminal, for_workflow, for_workflow_property
from muster.render.words import outcome

_LEVELS = {Verdict.BLOCK: "error", Verdict.REVIEW: "warning", Verdict.NOTE: "notice"}


def github_lines(report: Report, subject: str) -> Iterator[str]:
    """Yield the lines; findings that main already has are notices."""
    for findings, standing in ((report.findings, False), (report.standing, True)):
        for finding in findings:
            level = "notice" if standing else _LEVELS[finding.verdict]
            place = finding.place
            where = f"file={for_workflow_property(place.path)}"
            if place.line:
                where += f",line={place.line},col={place.column}"
            title = f"{finding.code} {finding.name}" + (" (already on main)" if standing else "")
            told = f"{finding.message} {finding.help}"
            yield (f"::{level} {where},title={for_workflow_property(title)}::{for_workflow(told)}")
    yield for_terminal(f"{outcome(report)} Judged: {subject}.")
