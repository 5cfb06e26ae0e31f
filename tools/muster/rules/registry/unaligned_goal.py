"""A goal must serve an objective of the charter.

## What it does
Where the charter declares objectives, asks for review of a goal whose `serves` is missing or names
none of them. A charter without objectives asks for nothing.

## Why
A session can be busy and reach all its figures without moving the team an inch. `serves` says what
its work is for, and `muster goals` adds it up.

## How to fix
Set `goal.serves` to the id of the objective that the session works for. If it serves none, the
charter lacks an objective, or the team does not need the session.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from muster.model.charter import Objective
from muster.model.finding import Finding, Verdict
from muster.model.lenient import mapping, text_or_none
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.holder import called
from muster.rules.rule import Rule

_LONGEST_ID = 32  # by the schema; a longer text is close to none
_MOST_TOLD = 8


def _judge(case: Case) -> Iterator[Finding]:
    objectives = [each for each in (case.charter.objectives if case.charter else ()) if each.id]
    if not objectives:
        return
    ids = {objective.id for objective in objectives}
    for _, session in case.sessions:
        serves = text_or_none(mapping(session.raw.get("goal")).get("serves"))
        if serves not in ids:
            yield _unaligned(session, serves, objectives)


def _unaligned(session: Session, serves: str | None, objectives: Sequence[Objective]) -> Finding:
    if serves:
        message = f"The goal of {called(session)} serves {serves}, which is no objective."
        close = get_close_matches(serves[:_LONGEST_ID], [each.id for each in objectives], n=1)
        meant = f"Did you mean {close[0]}? " if close else ""
    else:
        message = f"The goal of {called(session)} serves no objective of the charter."
        meant = ""
    known = [f"{each.id} ({each.statement})" for each in objectives[:_MOST_TOLD]]
    rest = len(objectives) - len(known)
    more = f" and {rest} more" if rest else ""
    return RULE.finding(
        Verdict.REVIEW,
        session.place("goal", "serves"),
        message,
        f"{meant}Set goal.serves to one of the objectives: {', '.join(known)}{more}.",
        subjects=(session.path, serves or ""),
    )


RULE = Rule("M210", "unaligned-goal", _judge)
