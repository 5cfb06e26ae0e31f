"""A document's lines, in sections below its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_HEADING = re.compile(r" {0,3}#{1,6}(?![^ \t#])")
_BOLD_SESSION = re.compile(r"[ >]{0,8}\*\*Session ?#? ?[0-9]{1,9}[^*]{0,200}\*\*:?[ \t]*\Z", re.I)


@dataclass
class Section:
    """The numbered lines below one heading, which stands on line ``first``."""

    heading: str
    first: int
    shared: list[tuple[int, str]] = field(default_factory=list)
    begin: int = 0
    end: int | None = None
    is_block: bool = False
    rest: Section | None = None

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The lines with their numbers."""
        return self.shared[self.begin : self.end]

    def cut(self, index: int) -> None:
        """Make the lines from an index on a section of their own, ``rest``."""
        # They share the list: copying it at every cut would cost quadratic time.
        self.rest = Section("", self.shared[index][0], self.shared, index)
        self.end = index


def read_sections(lines: Sequence[str]) -> list[Section]:
    """Cut a text at its headings, but not inside fences; the first section has none."""
    sections = [Section("", 1)]
    fenced = False
    for number, line in enumerate(lines, start=1):
        if line.lstrip(" >").startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and (_HEADING.match(line) or _BOLD_SESSION.match(line)):
            sections.append(Section(line.strip(" >"), number))
        else:
            sections[-1].shared.append((number, line))
    return sections
