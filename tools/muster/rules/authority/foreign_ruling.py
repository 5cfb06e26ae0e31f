"""A ruling must be the orchestrator's, and fit what it was made on.

## What it does
Refuses a branch that brings, replaces or removes a ruling while any of its commits is signed
neither by the orchestrator's key nor by an approver's; where the orchestrator itself is concerned,
before or after, an approver's is needed. On main it asks for a look at rulings that came in
otherwise. A ruling that counts is reviewed when it is replaced or removed, with what it said.

A ruling turns the review findings that it names into notes. It decides nothing any more, and a note
says so, once role, scope, goal, responsibilities or schedule of one of its sessions, or what its
rule reads of the charter, differ from what it was made on; nothing about rules other than M204 to
M211; and nothing where it draws a boundary for a session that it is not about. In an
`identity: open` registry nobody can tell who wrote it, and a human looks at every ruling (M307).

## Why
Who could rule on their own conflict would have none. And a boundary was drawn between two roles as
they were: a session that takes on other work must not keep the leave that it got for the old.

## How to fix
`muster conflicts` lists what waits for a ruling; the orchestrator writes one with `muster ruling`,
which adds the digests and takes the place of one that nothing fits any more.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import CHARTER, RecordKind
from muster.rules.case import Case, Delta
from muster.rules.rule import Rule
from muster.rules.rulings import (
    Decided,
    Fault,
    charter_differs,
    earlier,
    rulings,
    signed_by_another,
)


def _judge(case: Case) -> Iterator[Finding]:
    for one in rulings(case):
        if one.fault is not None:
            yield _worthless(case, one)
        elif case.touches(CHARTER) and charter_differs(one.ruling, case.after.charter):
            yield RULE.finding(
                Verdict.NOTE,
                one.file.place("rule"),
                f"Ruling {one.name} decides nothing any more with the charter of this branch.",
                "Rule again once it is merged.",
                subjects=(one.file.path, "charter"),
                related=(Place(CHARTER, note="is not what it was made on"),),
                commands=("muster conflicts",),
            )
    for delta in case.deltas:
        yield from _replaced(case, delta)


def _worthless(case: Case, one: Decided) -> Finding:
    brought = case.change is not None and case.touches(one.file.path)
    message = f"Ruling {one.name} decides nothing: {one.reason}."
    verdict, help_ = Verdict.NOTE, "Rule again on what is there now."
    field = "rule"
    if one.fault is Fault.EARLY:
        message = f"Ruling {one.name} was made on {one.reason}, and counts once that is merged."
        help_ = "Approve the claim too."
    elif one.fault is Fault.FOREIGN:
        verdict, field = Verdict.BLOCK if brought else Verdict.REVIEW, "decision"
        help_ = "The orchestrator writes it, signed with the key of its record."
    elif brought:
        verdict = Verdict.REVIEW
    return RULE.finding(
        verdict,
        one.file.place(field),
        message,
        help_,
        subjects=(one.file.path, str(one.fault)),
        related=tuple(file.place("role", note="has changed since") for file in one.changed),
        commands=() if one.fault is Fault.EARLY else ("muster conflicts",),
    )


def _replaced(case: Case, delta: Delta) -> Iterator[Finding]:
    was = earlier(case, delta)
    if was is None or delta.before is None:
        return
    gone = delta.after is None or delta.after.slot.kind is not RecordKind.RULING
    if gone and (reason := signed_by_another(case, was.ruling)):
        yield RULE.finding(
            Verdict.BLOCK,
            Place(delta.path),
            f"Ruling {was.name} is removed, and {reason}.",
            "The orchestrator or an approver removes it.",
            subjects=(delta.path, "removed"),
            commands=("muster conflicts",),
        )
    elif was.fault is None:
        yield RULE.finding(
            Verdict.REVIEW,
            delta.after.place("decision") if delta.after else Place(delta.path),
            f"Ruling {was.name} stands on main and {'is removed' if gone else 'changes'}. It says: "
            f"“{' '.join(was.ruling.decision.split())}”.",
            "Look whether the earlier decision is to fall; merging is the answer.",
            subjects=(delta.path, "replaced"),
            related=(was.file.place("decision", note="as it is on main"),),
        )


RULE = Rule("M407", "foreign-ruling", _judge)
