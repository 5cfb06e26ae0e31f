"""A record must fit the schema of its kind.

## What it does
Judges each record by `schema/<kind>.schema.json`: the keys that must be there, the keys that
may, and the form of each value. It also refuses a scope whose extents can't be read by the
charter's dimensions.

## Why
Everything that follows (numbers, roles, goals) is read out of these fields. A misspelled key is
a promise that nobody sees.

## How to fix
Change the key that the finding names. Editors that read the first line of the record
(`yaml-language-server`) show the description of each key and mark mistakes while you type.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.model.problem import Kind
from muster.rules.case import Case
from muster.rules.reading import told
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    yield from told(case, Kind.SCHEMA_VIOLATION, RULE)
    declared = case.charter.dimensions if case.charter else {}
    for file, session in case.sessions:
        for name in sorted(session.raw_scope.keys() - declared.keys() if case.charter else ()):
            yield RULE.finding(
                Verdict.NOTE,
                session.place("role", "scope", name),
                f"role.scope.{name} is no dimension of the charter, so it separates nothing.",
                f"The charter's dimensions: {', '.join(declared) or 'none yet'}.",
                subjects=(file.path, f"role.scope.{name}", "undeclared"),
            )
        for dimension, problem in sorted(case.scope(session).problems.items()):
            yield RULE.finding(
                Verdict.BLOCK,
                session.place("role", "scope", dimension),
                f"role.scope.{dimension} {problem}.",
                "Write the extent as the charter's dimension takes it.",
                subjects=(file.path, f"role.scope.{dimension}"),
            )


RULE = Rule("M101", "schema-violation", _judge)
