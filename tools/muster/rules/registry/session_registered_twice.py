"""A session must be registered once: one id, one name, one key for one number.

## What it does
Refuses records that share a session id (among those that are registered), a name or a key
(among all). Ids are compared without regard to case. The session id of a pending record is only
a hint and is not looked at.

## Why
A session that holds two numbers makes "twelve are registered" mean eleven. Two records with one
key can each be changed by the other's holder.

## How to fix
Keep one number and release the other; a restarted session that wants its number back takes over
its own record instead of claiming a second one.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.model.key import canonical_key
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.holder import arrival, called
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    for key, name in (("session_id", "session id"), ("name", "name"), ("key", "key")):
        seen: dict[str, list[Session]] = {}
        for session in case.after.sessions:
            value = getattr(session, key)
            if value is not None and (key != "session_id" or session.registered):
                seen.setdefault(_same(key, value), []).append(session)
        for value, sessions in seen.items():
            if len(sessions) > 1:
                yield _twice(case, key, name, value, sessions)


def _same(key: str, value: str) -> str:
    """What equal values have in common: case tells no ids apart, spare bits no keys."""
    return canonical_key(value) if key == "key" else value.casefold()


def _order(case: Case, session: Session) -> tuple[bool, int, str]:
    if case.change is not None:
        return case.touches(session.path), 0, session.path
    return False, arrival(case, case.after.files[session.path]).position, session.path


def _twice(case: Case, key: str, name: str, value: str, sessions: list[Session]) -> Finding:
    # What the change brings stands accused; what main has is what it collides with.
    ordered = sorted(sessions, key=lambda session: _order(case, session))
    *others, accused = ordered
    numbers = ", ".join(called(other) for other in others)
    shown = "" if key == "key" else f" {getattr(accused, key)}"
    return RULE.finding(
        Verdict.BLOCK,
        accused.place(key),
        f"The {name}{shown} of {called(accused)} stands in {numbers} already.",
        f"Keep one of the numbers; give the other record a {name} of its own, or release it.",
        subjects=(key, value, *sorted(session.path for session in sessions)),
        related=tuple(other.place(key, note=f"the same {name}") for other in others),
        commands=tuple(f"muster show {other.number}" for other in others[:1] if other.number),
    )


RULE = Rule("M202", "session-registered-twice", _judge)
