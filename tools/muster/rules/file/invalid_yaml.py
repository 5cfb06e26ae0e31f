"""A record must be YAML that every reader understands alike.

## What it does
Refuses files that are not YAML, empty files, keys that are not texts, and numbers of more than
18 digits or without a finite value. Scalars are read by YAML 1.2: `012` is the number 12, `no`
is a text.

## Why
A record that can't be read claims nothing, and one that two readers read differently claims two
things.

## How to fix
Mend the line that the finding names; often a text with a colon or a leading special character
needs quotes.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding
from muster.model.problem import Kind
from muster.rules.case import Case
from muster.rules.reading import told
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    return told(case, Kind.INVALID_YAML, RULE)


RULE = Rule("M007", "invalid-yaml", _judge)
