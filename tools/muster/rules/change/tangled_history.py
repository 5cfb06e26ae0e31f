"""A branch must be a plain line of commits that begins on main.

## What it does
Refuses a branch that has a merge commit or a root commit of its own, that shares no history
with main, or that has more than one merge base with it.

## Why
A claim branch that has merged another claim with `-s ours` makes that other claim impossible to
land: Git calls it "already up to date". A history that has no common beginning can't be judged
against main at all.

## How to fix
Start a new branch from main and bring your record in one commit.
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from muster.model.change import Change
from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import ROOT
from muster.rules.case import Case
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    change = case.change
    if change is None:
        return
    if change.bases == 0:
        yield _tangled(change, "The branch shares no history with main.", "unrelated")
        return
    if change.bases > 1:
        yield _tangled(change, f"The branch has {change.bases} merge bases with main.", "bases")
    for step in change.steps:
        if len(step.parents) != 1:
            what = (
                f"has {len(step.parents)} parents"
                if step.parents
                else "begins a history of its own"
            )
            told = f"Commit {step.commit[:12]} of the branch {what}."
            yield _tangled(change, told, step.commit)


def _tangled(change: Change, message: str, subject: str) -> Finding:
    return RULE.finding(
        Verdict.BLOCK,
        Place(ROOT),
        message,
        "Start a new branch from main and bring your record in one commit.",
        subjects=(subject,),
        commands=("git fetch", f"git switch -c claim-again {quote(change.base)}"),
    )


RULE = Rule("M309", "tangled-history", _judge)
