"""A record must be plain YAML: no aliases, anchors, tags or merge keys.

## What it does
Refuses aliases, anchors, tags, merge keys, directives, several documents in one file, more than
16 levels, more than 4,000 values and lists of more than 256 items.

## Why
These are the parts of YAML with which a small file becomes a huge one, or means something else
to another reader. A record needs none of them.

## How to fix
Write each value out where it is needed; keep one document to a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding
from muster.model.problem import Kind
from muster.rules.case import Case
from muster.rules.reading import told
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    return told(case, Kind.UNSAFE_YAML, RULE)


RULE = Rule("M005", "unsafe-yaml", _judge)
