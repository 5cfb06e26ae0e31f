"""A number must lie within the team's size.

## What it does
Refuses a session's record whose number is above the charter's `size`, or 0.

## Why
The size is what consensus counts to. A thirteenth session in a team of twelve would make "all
have registered" mean something else.

## How to fix
Claim a free number (`muster status` lists them). A larger team is a change of the charter,
which is the maintainers'.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.model.layout import CHARTER
from muster.rules.case import Case
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    charter = case.charter
    if charter is None or charter.size is None:
        return
    for file in case.files:
        held = file.held
        if held is None or 1 <= held <= charter.size:
            continue
        yield RULE.finding(
            Verdict.BLOCK,
            file.place("number"),
            f"Number {held} is outside of 1-{charter.size}, the size that the charter sets.",
            f"{case.choices} A larger team needs a change of {CHARTER} first.",
            subjects=(str(held), file.path),
            related=(charter.place("size", note="the size"),),
        )


RULE = Rule("M103", "number-out-of-range", _judge)
