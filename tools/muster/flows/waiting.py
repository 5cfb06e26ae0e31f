"""Waiting for the remote: until it changes at all, or until a state is reached."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from muster.flows.agreed import Agreed
from muster.flows.desk import Desk
from muster.flows.lost import lost
from muster.flows.self_knowledge import Self, Stage, know_self
from muster.git.remote import Remote
from muster.git.repository import Repository
from muster.model.error import LostError, SurroundingsError

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 5.0
"""Seconds between two looks: soon at first, then less often."""


class Goal(StrEnum):
    """What can be waited for: two states of the session, two of the team."""

    REGISTERED = "registered"
    APPROVED = "approved"
    CONFIRMED = "confirmed"
    ACTIVE = "active"


class Seen(NamedTuple):
    """One look. ``moved`` are the branches that differ from the look before, sorted."""

    moved: tuple[str, ...]
    itself: Self
    reached: bool
    desk: Desk


def wait(
    repository: Repository,
    remote: Remote,
    session_id: str | None,
    until: Goal | None,
    limit: float,
    told: Callable[[str], None],
    again: str = "muster watch",
    options: tuple[str, ...] = (),
) -> Seen:
    """Look at the remote until it changes, or until the state ``until`` is reached.

    ``limit`` is in seconds; ``told`` gets a line when the watch begins, whenever something moved,
    or where the remote could not be reached for a moment; ``again`` is the command that goes on
    waiting, ``options`` are those of another next one. Raises ``LostError`` where the claim that is
    waited for is gone, ``SurroundingsError`` when the time is over.
    """
    end = time.monotonic() + limit
    had = False
    pauses = _pauses()
    before: Desk | None = None
    while True:
        try:
            desk = Desk.open(repository, remote)
        except SurroundingsError as error:
            pause = min(next(pauses), end - time.monotonic())
            if before is None or error.code != "remote-unreachable" or pause <= 0:
                raise
            told(error.message)
            time.sleep(pause)
            continue
        seen = _look(desk, before, session_id, until)
        if seen.moved and before is not None:
            told(f"{', '.join(seen.moved)} moved")
        if seen.reached:
            return seen
        if until is Goal.APPROVED and (number := _taken(desk, seen.itself)):
            raise lost(desk, number, options, "renumber")
        held = seen.itself.holds
        if had and not held and until is Goal.APPROVED:
            raise LostError(
                "claim-gone",
                f"{session_id} holds no number any more: its claim was released.",
                "muster roster --remote",
                "muster claim --next",
            )
        had = had or held
        if before is None:
            told(f"Watching {remote.name}. {_where(seen.itself) if session_id else ''}".rstrip())
        before = desk
        pause = min(next(pauses), end - time.monotonic())
        if pause <= 0:
            wanted = until.value if until else "a change"
            raise SurroundingsError(
                "time-limit",
                f"{limit:g} seconds went by without {wanted}. {_where(seen.itself)}",
                again,
            )
        time.sleep(pause)


def _taken(desk: Desk, itself: Self) -> int:
    """The number that the session still claims and that main gave to another; 0 for none."""
    number = (itself.session.number if itself.session else 0) or 0
    if itself.stage is not Stage.WAITING or desk.landed_session(number) is None:
        return 0
    return number


def _look(desk: Desk, before: Desk | None, session_id: str | None, until: Goal | None) -> Seen:
    itself = know_self(desk, session_id) if session_id else Self(Stage.NONE)
    moved: tuple[str, ...] = ()
    if before is not None:
        now, then = desk.all_tips, before.all_tips
        moved = tuple(
            ref.removeprefix("refs/heads/")
            for ref in sorted({*now, *then})
            if now.get(ref) != then.get(ref)
        )
    return Seen(moved, itself, _reached(desk, itself, until, moved), desk)


def _reached(desk: Desk, itself: Self, until: Goal | None, moved: tuple[str, ...]) -> bool:
    match until:
        case None:
            return bool(moved)
        case Goal.REGISTERED:
            return itself.holds
        case Goal.APPROVED:
            return itself.stage is Stage.APPROVED and not itself.amending
    agreed = Agreed(desk, datetime.now(UTC))
    branch = agreed.round
    if branch and not branch.agreement.flaws:
        return until is Goal.CONFIRMED  # who waits for it to be active waits for this round
    if until is Goal.ACTIVE:
        return agreed.active is not None
    return branch is None and agreed.settled


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 1.5, LONGEST_PAUSE)


def _where(itself: Self) -> str:
    if itself.session is None:
        return "This session holds no number."
    return f"Number {itself.session.number}: {itself.stage.value.replace('-', ' ')}."
