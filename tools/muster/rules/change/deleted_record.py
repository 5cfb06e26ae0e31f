"""A record must not be deleted.

## What it does
Refuses the deletion of a record that a session holds, and of the charter. Deleting a ruling needs a
review; what becomes of the activation and acknowledgements is told by M405 and M406. A second file
for a number that another file still holds may go: that is how a duplicate is mended (a maintainer's
change, M307).

## Why
A number without a record is free: whoever deletes one frees it for somebody else. A release
says who gave the number up, and leaves the role for the next.

## How to fix
Restore the file (`git checkout main -- PATH`). To give a number up, turn the record to pending.
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import CHARTER, RecordKind
from muster.rules.case import Case, Delta
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    main = quote(case.change.base) if case.change else "main"
    for delta in case.deltas:
        if delta.before is None or delta.after is not None:
            continue
        if (verdict := _verdict(case, delta)) is None:
            continue
        yield RULE.finding(
            verdict,
            Place(delta.path),
            f"{delta.path} is deleted.",
            "Restore it; to give a number up, turn its record to pending instead.",
            subjects=(delta.path,),
            commands=(f"git checkout {main} -- {quote(delta.path)}",),
        )


def _verdict(case: Case, delta: Delta) -> Verdict | None:
    if delta.path == CHARTER:
        return Verdict.BLOCK
    if delta.before and delta.before.slot.kind is RecordKind.RULING:
        return Verdict.REVIEW
    if (
        delta.before
        and delta.was_registered
        and not case.after.by_number.get(delta.before.held or 0)
    ):
        return Verdict.BLOCK
    return None


RULE = Rule("M305", "deleted-record", _judge)
