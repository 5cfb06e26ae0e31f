"""A registered record must not fall back to pending, but by a release.

## What it does
A release turns a record to pending and takes `session_id`, `ready`, `timestamp` and `key` out.
Refused is one that leaves any of them, and one that neither the holder nor an approver signed
(in an `identity: open` registry a human must look).

## Why
Whoever could turn another's record to pending could take its number next.

## How to fix
Release with all four fields removed, signed by the holder's key; or leave the record as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.model.session import HOLDER_FIELDS
from muster.rules.case import Case
from muster.rules.holder import named
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    for delta in case.deltas:
        was, becomes = delta.was, delta.becomes
        if was is None or becomes is None or not was.registered or becomes.registered:
            continue
        left = [key for key in HOLDER_FIELDS if key in becomes.raw]
        if left:
            verdict, what = Verdict.BLOCK, f"but still has {', '.join(left)}"
            help_ = f"Remove {', '.join(left)}, or set status: registered again."
        elif delta.rewritten:
            verdict, what = Verdict.BLOCK, f"and changes {', '.join(delta.rewritten)} by the way"
            help_ = "A release leaves the role and the goal for the next: put them back."
        elif case.authorised(delta):
            continue
        else:
            verdict = Verdict.REVIEW if case.open else Verdict.BLOCK
            what = "and no signature shows that its holder releases it"
            help_ = (
                "Its holder releases it, or an approver; otherwise set status: registered again."
            )
        yield RULE.finding(
            verdict,
            becomes.place("status"),
            f"The record of {named(was)} turns to pending, {what}.",
            help_,
            subjects=(delta.path,),
        )


RULE = Rule("M304", "status-regression", _judge)
