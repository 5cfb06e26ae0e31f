"""Findings out of what reading a file found; the rules for files are this with a code each."""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.problem import Kind
from muster.rules.case import Case
from muster.rules.rule import Rule


def told(case: Case, kind: Kind, rule: Rule) -> Iterator[Finding]:
    """Tell the problems of one kind, of every file of the case.

    Files that a change does not touch are told too where reading them showed the problem: the
    engine sets those apart.
    """
    for path in sorted(case.after.unsound):
        for problem in case.after.files[path].problems:
            if problem.kind is kind:
                yield rule.finding(
                    Verdict.BLOCK,
                    Place(path, problem.line, problem.column),
                    problem.message,
                    problem.help,
                    subjects=(path, problem.subject),
                )
