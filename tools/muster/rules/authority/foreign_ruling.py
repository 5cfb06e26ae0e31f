"""A ruling must be the orchestrator's, and fit what it was made on.

## What it does
Refuses a ruling in a branch of which any commit is signed neither by the orchestrator's key nor by
an approver's; one about the orchestrator itself needs an approver's. On main it asks for a look at
rulings that came in otherwise. A ruling that counts turns the review findings of its rule among its
sessions into notes. It decides nothing any more once role, scope, goal, responsibilities or
schedule of one of its sessions differ from what it was made on, and nothing about rules other than
M204 to M211: then a note says so. In an `identity: open` registry nobody can tell who wrote it, and
a human looks at every ruling (M307).

## Why
Who could rule on their own conflict would have none. And a boundary was drawn between two roles as
they were: a session that takes on other work must not keep the leave that it got for the old.

## How to fix
`muster conflicts` lists what waits for a ruling; the orchestrator writes one with `muster ruling`,
which adds the digests. A ruling that is void is made again, or removed.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.rules.case import Case
from muster.rules.rule import Rule
from muster.rules.rulings import Fault, rulings


def _judge(case: Case) -> Iterator[Finding]:
    for one in rulings(case):
        if one.fault is None:
            continue
        if one.fault is Fault.EARLY:
            yield RULE.finding(
                Verdict.NOTE,
                one.file.place("rule"),
                f"Ruling {one.name} was made on {one.reason}, and counts once that is merged.",
                "Approve the claim too.",
                subjects=(one.file.path, one.fault.value),
            )
            continue
        verdict, help_ = Verdict.NOTE, "Rule again on what is there now, or remove the ruling."
        if one.fault is Fault.FOREIGN:
            brought = case.change is not None and case.touches(one.file.path)
            verdict = Verdict.BLOCK if brought else Verdict.REVIEW
            help_ = "The orchestrator writes it, signed with the key of its record."
        yield RULE.finding(
            verdict,
            one.file.place("rule" if one.fault is Fault.VOID else "decision"),
            f"Ruling {one.name} decides nothing: {one.reason}.",
            help_,
            subjects=(one.file.path, one.fault.value),
            related=tuple(file.place("role", note="has changed since") for file in one.changed),
            commands=("muster conflicts",),
        )


RULE = Rule("M407", "foreign-ruling", _judge)
