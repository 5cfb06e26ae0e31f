"""The number in a record must be the number of its file name.

## What it does
Compares `number` with the file name of a session's record or acknowledgement.

## Why
The file name is what Git guards; the field is what people read. Two records that say 7 under
the names `007.yaml` and `008.yaml` would both be merged.

## How to fix
Set `number` to the number of the file name, or rename the file if that number is free.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.model.session import Session
from muster.model.small_records import Ack
from muster.rules.case import Case
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    for file in case.files:
        record, named = file.record, file.slot.number
        if not isinstance(record, Session | Ack) or named is None or record.number is None:
            continue
        if record.number != named:
            yield RULE.finding(
                Verdict.BLOCK,
                record.place("number"),
                f"The record says number {record.number}, its file name says {named}.",
                f"Set number: {named}, or rename the file if {record.number} is free.",
                subjects=(file.path,),
            )


RULE = Rule("M102", "number-mismatch", _judge)
