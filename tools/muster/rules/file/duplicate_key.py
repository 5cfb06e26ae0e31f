"""A key must stand once in its mapping.

## What it does
Refuses a mapping that has one key twice, however the two are quoted or escaped.

## Why
Readers disagree on which of the two counts: a person sees the first goal, the parser takes the
last.

## How to fix
Keep one of the two lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding
from muster.model.problem import Kind
from muster.rules.case import Case
from muster.rules.reading import told
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    return told(case, Kind.DUPLICATE_KEY, RULE)


RULE = Rule("M006", "duplicate-key", _judge)
