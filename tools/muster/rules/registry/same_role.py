"""Two sessions must not have the same role.

## What it does
Refuses two records whose title and work are the same text (apart from case, spacing and
punctuation), unless a dimension of the charter separates their scopes. Of a range or windows only
what the charter's `coverage` wants separates, where it says that. Planned slots count too.

## Why
Two sessions with one role do the same work twice and each takes the other's for done.

## How to fix
Say in `role.does` what this session does that the other does not, or give each its part of a
dimension of the charter under `role.scope` (prospects 1-25 and 26-50). If the work is the other
session's, claim another slot.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.model.plain_text import plain
from muster.model.scope import may_meet
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.holder import called
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    alike: dict[tuple[str, str], list[Session]] = {}
    for session in case.after.sessions:
        title, does = session.title, session.does
        if title or does:
            alike.setdefault((plain(title), plain(does)), []).append(session)
    for sessions in alike.values():
        if len(sessions) == 1:
            continue
        ordered = sorted(sessions, key=lambda session: (case.touches(session.path), session.path))
        scopes = [case.separating_scope(session) for session in ordered]
        told: set[int] = set()
        for first, second in sorted(may_meet(scopes), key=lambda pair: pair[::-1]):
            if ordered[first].number == ordered[second].number:
                continue  # a number that stands twice is told elsewhere
            if second not in told:
                told.add(second)
                yield _same(case, ordered[second], ordered[first])


def _same(case: Case, accused: Session, other: Session) -> Finding:
    dimensions = ", ".join(case.charter.dimensions) if case.charter else ""
    return RULE.finding(
        Verdict.BLOCK,
        accused.place("role"),
        f"The role of {called(accused)} is that of {called(other)}, "
        "and no scope separates the two.",
        "Say in role.does what differs, or give each its part of a dimension in role.scope"
        + (f" ({dimensions})." if dimensions else "; the charter declares no dimension yet."),
        subjects=tuple(sorted((accused.path, other.path))),
        related=(other.place("role", note="the same role"),),
        commands=(f"muster show {other.number}",) if other.number else (),
    )


RULE = Rule("M203", "same-role", _judge)
