"""What others wait for must be ready before they begin.

## What it does
Looks for a schedule item about an approval, a review or a sign-off (`do` has such a word), in a
session one of whose duties says that the outcome goes to another role: "Collect approvals and
distribute to outreach team". The roles meant are those whose title has one of these words
(Outreach AI). Where the item is due (`by`, or the end of `at`) after such a session begins to send,
publish, post, contact, call, submit, launch, release, deploy, ship or deliver something on a day
that both have, that asks for review. Nothing else is compared: an item of theirs without a time,
or about other work, needs no approval. An item "for the next day" may be late.

All times are in the charter's time zone. A window over midnight ends on the next day, so it is late
for what begins on the day on which it began.

## Why
Ten sessions that wait for one queue stand still, or go ahead with what nobody approved.

## How to fix
Move the deadline before the others begin, or their beginning behind it. If it is for the next day,
say so in `do`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from muster.model.boundary import Boundary
from muster.model.clock import DAY, clock, read_clock
from muster.model.days import WEEK, days_of
from muster.model.figures.words import singular
from muster.model.finding import Finding, Verdict
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.holder import called
from muster.rules.rule import Rule

_APPROVES = re.compile(r"\b(?:approv|review|sign[- ]?offs?\b)", re.I)
_NEXT_DAY = re.compile(
    r"\b(?:tomorrow|(?:next|following) (?:work(?:ing)? )?(?:day|morning))\b", re.I
)
_GOES_OUT = re.compile(
    r"\b(?:send|publish|post|contact|call|submit|launch|release|deploy|ship|deliver)(?:s|es|ing)?\b",
    re.I,
)
_HANDS_ON = re.compile(
    r"\b(?:distribut|hand|pass|forward|deliver|rout|send|giv|releas|assign|return|report)(?:e|es|s|ing)?\b",
    re.I,
)
_TO = re.compile(r"\bto ([A-Za-z][A-Za-z -]{1,80})", re.I)
_WORD = re.compile(r"[a-z]{3,}")
_ANY_ROLE = frozenset({
    "agent", "all", "and", "assistant", "bot", "coordinator", "each", "for", "human", "lead",
    "manager", "member", "other", "our", "role", "session", "specialist", "team", "the", "their",
})  # fmt: skip


class _Item(NamedTuple):
    """A schedule item with its times in minutes of the day."""

    session: Session
    at: int
    do: str
    start: int
    end: int
    days: frozenset[str]


def _may_approve(data: bytes) -> bool:
    """Whether a record's file, in lower case, has a schedule and a word of approval."""
    return b"schedule" in data and (b"approv" in data or b"review" in data or b"sign" in data)


def _judge(case: Case) -> Iterator[Finding]:
    deadlines = [
        (item, roles)
        for session in case.sessions_saying(_may_approve)
        if session.raw.get("schedule") and _APPROVES.search(session.prose())
        for roles in [_roles_served(session)]
        if roles
        for item in _items(session)
        if _APPROVES.search(item.do) and not _NEXT_DAY.search(item.do)
    ]
    if not deadlines:
        return
    waiting = _waiting(case, frozenset().union(*(roles for _, roles in deadlines)))
    ours = {
        role: [
            item for items in found.values() for item in items if case.touches(item.session.path)
        ]
        for role, found in waiting.items()
    }
    told: set[tuple[str, int]] = set()
    for item, roles in deadlines:
        if case.touches(item.session.path):
            late = [other for role in roles for other in _first_late(item, waiting.get(role, {}))]
            if late:
                yield _late(item, min(late, key=_first), accused=item)
        else:
            brought = {
                (other.session.path, other.at): other
                for role in roles
                for other in ours.get(role, ())
                if _waits(other, item)
            }
            for place, other in sorted(brought.items()):
                if place not in told:  # one of those that it can't wait for says enough
                    told.add(place)
                    yield _late(item, other, accused=other)


_Waiting = dict[frozenset[str], list["_Item"]]
"""What waits by its days, the earliest first: thousands may wait for thousands."""


def _first_late(item: _Item, waiting: _Waiting) -> Iterator[_Item]:
    """The earliest on each set of days that begins before an item is due."""
    for others in waiting.values():
        early = takewhile(lambda other: other.start < item.end, others)
        yield from islice((other for other in early if _waits(other, item)), 1)


def _waits(other: _Item, item: _Item) -> bool:
    """Whether another session's item begins too early for what it needs."""
    return (
        other.start < item.end
        and other.session.number != item.session.number
        and not other.days.isdisjoint(item.days)
    )


def _roles_served(session: Session) -> frozenset[str]:
    """The words for those that get what is approved, by the session's duties and work."""
    return frozenset(
        word
        for text in (session.does, *session.responsibilities)
        if _APPROVES.search(text) and _HANDS_ON.search(text)
        for found in _TO.finditer(text)
        for word in _telling(found[1])
    )


def _telling(text: str) -> list[str]:
    words = [singular(word) for word in _WORD.findall(text.lower())]
    return [word for word in words if word not in _ANY_ROLE]


def _items(session: Session) -> Iterator[_Item]:
    """The items that have a time; ``by`` is when it ends, and it begins at no known time."""
    for at, item in enumerate(session.schedule):
        times = read_clock(item.by or item.at)
        if times is not None:
            start = times[0] if item.by is None else DAY
            yield _Item(session, at, item.do, start, times[1], days_of(item.days))


def _waiting(case: Case, roles: frozenset[str]) -> dict[str, _Waiting]:
    """The items that send or publish something, by the words of their session's title."""
    found: dict[str, _Waiting] = {}
    for session in case.after.sessions:
        if not session.raw.get("schedule"):
            continue
        for role in roles.intersection(_telling(session.title)):
            for item in _items(session):
                if item.start < DAY and _GOES_OUT.search(item.do):
                    found.setdefault(role, {}).setdefault(item.days, []).append(item)
    for waiting in found.values():
        for items in waiting.values():
            items.sort(key=_first)
    return found


def _first(item: _Item) -> tuple[int, str, int]:
    return item.start, item.session.path, item.at


def _late(item: _Item, first: _Item, accused: _Item) -> Finding:
    other = first if accused is item else item
    both = [day for day in WEEK if day in first.days & item.days]
    days = "every day" if len(both) == len(WEEK) else f"on {', '.join(both)}"
    return RULE.finding(
        Verdict.REVIEW,
        accused.session.place("schedule", accused.at),
        f"{item.do} is due by {clock(item.end)} in {called(item.session)}, but "
        f"{called(first.session)}, which gets what is approved, begins with {first.do} at "
        f"{clock(first.start)} {days}.",
        f"Have it ready by {clock(first.start)}, or let the others begin at {clock(item.end)}.",
        subjects=tuple(sorted({item.session.path, first.session.path})),
        related=(other.session.place("schedule", other.at, note=f"{called(other.session)}"),),
        commands=(f"muster show {other.session.number}",) if other.session.number else (),
        boundaries=tuple(
            sorted(
                Boundary(number, does)
                for number, does in (
                    (item.session.number, f"has {item.do} ready by {clock(first.start)}"),
                    (first.session.number, f"begins with {first.do} at {clock(first.start)}"),
                )
                if number is not None
            )
        ),
    )


RULE = Rule("M211", "schedule-order", _judge)
