"""One session as the overview shows it: the record, how far it is, and what waits for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from muster.engine.request import Request
from muster.engine.waiting import Waiting
from muster.model.approval import Approval, Approvals
from muster.model.registry import Registry
from muster.model.session import Session


class Hold(StrEnum):
    """How firmly a number is held, the least first."""

    PENDING = "pending"
    """Planned, and nobody's."""
    CLAIMED = "claimed"
    """A claim is under way."""
    UNVERIFIED = "unverified"
    """On main, and the approval of it does not verify."""
    REGISTERED = "registered"
    """On main, and nobody could ever have approved it by a signature."""
    ON_FORGE = "on-forge"
    """On main, and the forge's word alone says that it was approved."""
    APPROVED = "approved"
    """On main, and a verified approval covers it."""


class Card(NamedTuple):
    """One session. ``anchor`` is unique on the page; ``session`` is main's record of it, or the
    claim's where nobody holds the number on main.

    ``approval`` is that of main's record, None where nobody holds it or could ever approve.
    ``request`` is what waits for approval on this number, on a branch or out of a fork.
    """

    anchor: str
    session: Session
    hold: Hold
    approval: Approval | None
    request: Request | Waiting | None


def cards(
    registry: Registry, requests: Iterable[Request | Waiting], approvals: Approvals
) -> tuple[Card, ...]:
    """A card for each record of main and each claim under way, by number."""
    under_way = {one.number: one for one in requests if one.number}
    found = list(_on_main(registry, under_way, approvals))
    known = {card.session.number for card in found}
    found += [
        _card(one.session, Hold.CLAIMED, None, one)
        for one in under_way.values()
        if one.session is not None and one.number not in known
    ]
    found.sort(key=lambda card: (card.session.number or 0, card.session.path))
    return tuple(_with_anchors(found))


def anchor(number: int | None) -> str:
    """What the first card of a number is called within the page."""
    return f"number-{number}"


def _on_main(
    registry: Registry, under_way: Mapping[int, Request | Waiting], approvals: Approvals
) -> Iterator[Card]:
    for session in registry.sessions:
        request = under_way.get(session.number or 0)
        if session.registered:
            approval = approvals.of(session.path)
            yield _card(session, _held(approval), approval, request)
        elif request and request.session and request.session.registered:
            yield _card(request.session, Hold.CLAIMED, None, request)
        else:
            yield _card(session, Hold.PENDING, None, request)


def _card(
    session: Session, hold: Hold, approval: Approval | None, request: Request | Waiting | None
) -> Card:
    return Card(anchor(session.number), session, hold, approval, request)


def _held(approval: Approval | None) -> Hold:
    if approval is None:
        return Hold.REGISTERED
    if approval.assumed:
        return Hold.ON_FORGE
    return Hold.APPROVED if approval.verified else Hold.UNVERIFIED


def _with_anchors(found: Sequence[Card]) -> Iterator[Card]:
    """Cards of one number each get an anchor of their own."""
    seen: Counter[str] = Counter()
    for card in found:
        seen[card.anchor] += 1
        times = seen[card.anchor]
        yield card if times == 1 else card._replace(anchor=f"{card.anchor}-{times}")
