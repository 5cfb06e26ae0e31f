"""A record must not be larger than 64 KiB.

## What it does
Refuses files of more than 65,536 bytes, without reading them.

## Why
A record says what is agreed. Nobody reviews 64 KiB before a merge, and large files are how
parsers are attacked.

## How to fix
Shorten the texts; put working notes elsewhere and keep the role and the goal.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding
from muster.model.problem import Kind
from muster.rules.case import Case
from muster.rules.reading import told
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    return told(case, Kind.OVERSIZED_FILE, RULE)


RULE = Rule("M003", "oversized-file", _judge)
