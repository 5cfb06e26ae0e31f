"""A branch must be newer than main's last change of the files that it changes.

## What it does
Refuses a branch that changes a file of the registry which main has changed, to something else,
since the branch began; also where Git would merge the two cleanly. Where both sides bring a
claim of one number, that is a number that is taken (M201) instead.

## Why
What was judged is the branch's own version. Merged by lines, the result would be a record that
nobody wrote and nobody judged.

## How to fix
Bring the branch up to date: fetch, rebase onto main, and keep main's version of what is not
yours.
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from muster.model.finding import Finding, Place, Verdict
from muster.rules.case import Case
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    if case.change is None:
        return
    for delta in case.deltas:
        if delta.path not in case.change.conflicts:
            continue
        if delta.taken_over and not case.authorised(delta):
            continue  # a number that is taken (M201)
        yield RULE.finding(
            Verdict.BLOCK,
            Place(delta.path),
            "Both this branch and main have changed the file since the branch began.",
            "Bring the branch up to date and propose it again.",
            subjects=(delta.path,),
            commands=("git fetch", f"git rebase {quote(case.change.base)}"),
        )


RULE = Rule("M308", "stale-branch", _judge)
