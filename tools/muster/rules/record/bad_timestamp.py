"""A timestamp must be a moment that exists.

## What it does
Refuses a `timestamp` that no calendar has (February 30th), and notes one that lies more than a
day in the future. It never compares timestamps with each other.

## Why
Timestamps are for people and decide nothing here, since agents invent them. One that can't be
is a sign that the record was made up; one in the future, that a clock is wrong.

## How to fix
Write the time at which the record was written, in UTC: `date -u +%Y-%m-%dT%H:%M:%SZ`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from muster.model.finding import Finding, Verdict
from muster.rules.case import Case
from muster.rules.rule import Rule

_COMMANDS = ("date -u +%Y-%m-%dT%H:%M:%SZ",)


def _judge(case: Case) -> Iterator[Finding]:
    for file, session in case.sessions:
        written = session.timestamp
        if written is None:
            continue
        try:
            if written[11:13] == "24":  # newer Pythons read it as the next midnight
                raise ValueError(written)
            moment = datetime.fromisoformat(written.removesuffix("Z")).replace(tzinfo=UTC)
        except ValueError:
            verdict, message = Verdict.BLOCK, "timestamp is no moment of any calendar."
        else:
            if moment <= case.now + timedelta(days=1):
                continue
            verdict, message = Verdict.NOTE, "timestamp lies more than a day in the future."
        yield RULE.finding(
            verdict,
            session.place("timestamp"),
            message,
            "Write the time at which the record was written, in UTC.",
            subjects=(file.path,),
            commands=_COMMANDS,
        )


RULE = Rule("M108", "bad-timestamp", _judge)
