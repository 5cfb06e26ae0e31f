"""A record must be plain, visible UTF-8 text.

## What it does
Refuses bytes that are not UTF-8, a byte order mark, NUL, tabs, lone carriage returns, the line
separators of Unicode, control characters, direction marks and other unseen characters; raw, or
written as an escape sequence.

## Why
What a person approves must be what the parser reads. Unseen characters reorder a line, hide a
word or carry instructions to the next agent that reads the record.

## How to fix
Remove the character at the line and column of the finding. Use spaces to indent and line feeds
to end lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding
from muster.model.problem import Kind
from muster.rules.case import Case
from muster.rules.reading import told
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    return told(case, Kind.UNREADABLE_TEXT, RULE)


RULE = Rule("M004", "unreadable-text", _judge)
