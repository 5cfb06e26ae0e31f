"""One finding as an item of a Markdown list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from muster.model.finding import Finding
from muster.render.untrusted import for_markdown, for_markdown_code, for_markdown_fence
from muster.render.words import spot


def finding_lines(finding: Finding, *, fenced: bool = False) -> Iterator[str]:
    """Yield its lines; with ``fenced`` its commands as one block, which GitHub lets people copy."""
    place = for_markdown_code(spot(finding.place))
    yield f"- **{finding.verdict}** {finding.code} {finding.name} in {place}"
    yield f"  {for_markdown(finding.message)}"
    if finding.help:
        yield f"  _{for_markdown(finding.help)}_"
    for boundary in finding.boundaries:
        yield f"  number {boundary.number}: {for_markdown(boundary.does)}"
    for related in finding.related:
        yield f"  see {for_markdown_code(spot(related))} {for_markdown(related.note)}".rstrip()
    if fenced:
        yield from (f"  {line}" for line in command_lines(finding.commands))
    else:
        yield from (f"  {for_markdown_code(command)}" for command in finding.commands)


def command_lines(commands: Iterable[str]) -> Iterator[str]:
    """Yield a block of commands, nothing where there are none."""
    given = tuple(commands)
    if given:
        yield from for_markdown_fence(given, "sh")
