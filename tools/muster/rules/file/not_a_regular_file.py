"""A record must be a plain file.

## What it does
Refuses symbolic links, submodules and anything else under `registry/` that is not a plain file.

## Why
A symbolic link is read differently by Git, by a checkout and by a web page, and may point
outside the registry. A submodule's content is not in this repository at all.

## How to fix
Remove the path (`git rm --cached PATH`) and commit the record as a plain file.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding
from muster.model.problem import Kind
from muster.rules.case import Case
from muster.rules.reading import told
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    return told(case, Kind.NOT_A_REGULAR_FILE, RULE)


RULE = Rule("M002", "not-a-regular-file", _judge)
