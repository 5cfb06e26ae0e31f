"""A report as Markdown, for a comment or a job's summary."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.report import Report
from muster.render.finding_markdown import finding_lines
from muster.render.untrusted import for_markdown, for_markdown_code
from muster.render.words import outcome


def markdown_lines(report: Report, subject: str) -> Iterator[str]:
    """Yield the lines of the document."""
    yield f"**{for_markdown(outcome(report))}** Judged: {for_markdown_code(subject)}."
    for finding in report.findings:
        yield ""
        yield from finding_lines(finding)
    if report.standing:
        yield ""
        yield f"Already on main, and not this change's doing ({len(report.standing)}):"
        for finding in report.standing:
            yield ""
            yield from finding_lines(finding)
