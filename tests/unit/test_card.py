"""A card says how firmly its number is held, and no more."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from muster.engine.card import Card, Hold, cards
from muster.engine.report import Report
from muster.engine.request import Request
from muster.model.approval import Approval, NoApprovals, Offence
from muster.model.registry import read_file
from muster.model.session import Session
from rules.cases import at, claimed, planned, source, whole

ANN = Approval("c" * 40, "Ann")


class Known:
    """The same approval of everything."""

    def __init__(self, approval: Approval | None) -> None:
        self.approval = approval

    def of(self, path: str) -> Approval | None:
        return self.approval

    def uncounted(self) -> Mapping[str, Approval]:
        return {}


def session(number: int, text: str) -> Session:
    found = read_file(source(at(number), text), by_schema=False).session
    assert found is not None
    return found


def request(number: int, text: str) -> Request:
    becomes = session(number, text)
    return Request(
        f"claim/{number:03d}", number, "b" * 40, "x", becomes, None, Report(()), "", first_seen=True
    )


def only(*requests: Request, approval: Approval | None = ANN, **main: str) -> Card:
    registry = whole({at(int(name[1:])): text for name, text in main.items()}).after
    (found,) = cards(registry, requests, Known(approval))
    return found


@pytest.mark.parametrize(
    ("approval", "hold"),
    [
        (ANN, Hold.APPROVED),
        (Approval("c" * 40, origin=True), Hold.APPROVED),
        (Approval("c" * 40, offence=Offence.UNAPPROVED, reason="nobody"), Hold.UNVERIFIED),
        (Approval("", offence=Offence.HIDDEN), Hold.UNVERIFIED),
        (Approval("c" * 40, forge=True), Hold.ON_FORGE),
        (Approval("c" * 40, "ada", forge=True), Hold.APPROVED),
        (None, Hold.REGISTERED),
    ],
)
def test_what_main_has_is_held_as_its_approval_says(approval: Approval | None, hold: Hold) -> None:
    card = only(n2=claimed(2), approval=approval)
    assert (card.hold, card.approval, card.anchor) == (hold, approval, "number-2")


def test_a_slot_that_nobody_claims_is_pending_whoever_approved_the_plan() -> None:
    card = only(n2=planned(2))
    assert (card.hold, card.approval, card.request) == (Hold.PENDING, None, None)


def test_a_slot_under_claim_shows_who_claims_it() -> None:
    asks = request(2, claimed(2, "session-x"))
    card = only(asks, n2=planned(2))
    assert (card.hold, card.request) == (Hold.CLAIMED, asks)
    assert card.session.session_id == "session-x"


def test_a_plan_that_is_to_change_is_no_claim() -> None:
    asks = request(2, planned(2, title="Another plan"))
    card = only(asks, n2=planned(2, title="The plan"))
    assert (card.hold, card.session.title, card.request) == (Hold.PENDING, "The plan", asks)


def test_a_claim_of_a_free_number_has_a_card() -> None:
    card = only(request(7, claimed(7)))
    assert (card.session.number, card.hold) == (7, Hold.CLAIMED)


def test_a_change_of_what_is_held_shows_what_main_has() -> None:
    asks = request(2, claimed(2, "session-other"))
    card = only(asks, n2=claimed(2, "session-mine"))
    assert (card.hold, card.session.session_id) == (Hold.APPROVED, "session-mine")
    assert card.request == asks


def test_a_release_under_way_leaves_the_number_held() -> None:
    card = only(request(2, planned(2)), n2=claimed(2, "session-mine"))
    assert (card.hold, card.session.session_id) == (Hold.APPROVED, "session-mine")


def test_cards_come_by_number_each_with_an_anchor_of_its_own() -> None:
    twice = claimed(2).replace("number: 2", "number: 1")
    registry = whole({at(10): planned(10), at(1): claimed(1), at(2): twice}).after
    found = cards(registry, [request(7, claimed(7))], NoApprovals())
    assert [(card.session.number, card.anchor) for card in found] == [
        (1, "number-1"), (1, "number-1-2"), (7, "number-7"), (10, "number-10"),
    ]  # fmt: skip
