"""A report as Markdown, for a comment or a job's summary."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.report import Report
from muster.model.finding import Finding
from muster.render.untrusted import for_markdown, for_markdown_code
from muster.render.words import outcome, spot


def markdown_lines(report: Report, subject: str) -> Iterator[str]:
    """Yield the lines of the document."""
    yield f"**{for_markdown(outcome(report))}** Judged: {for_markdown_code(subject)}."
    for finding in report.findings:
        yield ""
        yield from _finding(finding)
    if report.standing:
        yield ""
        yield f"Already on main, and not this change's doing ({len(report.standing)}):"
        for finding in report.standing:
            yield ""
            yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    place = for_markdown_code(spot(finding.place))
    yield f"- **{finding.verdict}** {finding.code} {finding.name} in {place}"
    yield f"  {for_markdown(finding.message)}"
    yield f"  _{for_markdown(finding.help)}_"
    for related in finding.related:
        yield f"  see {for_markdown_code(spot(related))} {for_markdown(related.note)}".rstrip()
    for command in finding.commands:
        yield f"  {for_markdown_code(command)}"
