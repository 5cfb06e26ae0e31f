"""After a claim was pushed: its pull request, and whether a lower one has the number.

Source: section 5 of the design, point 3. Forks don't see each other's branches, so two of them can
push a claim of one number. GitHub numbers the pull requests, and of one number the lowest open one
holds it: who has opened its own and then finds no lower one has won, whoever comes later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from muster.flows.claiming import Claimed, Wish, next_number, without_text
from muster.flows.desk import Desk
from muster.flows.lost import lost
from muster.flows.proposing import withdraw
from muster.flows.pull_of_change import proposed
from muster.flows.renumbering import renumber
from muster.git.remote import Remote
from muster.git.repository import Repository
from muster.model.error import LostError
from muster.rules.case import same_id

MOST_MOVES = 50
"""How often a claim goes on to another number; each time somebody else won one."""


def settle(
    repository: Repository,
    remote: Remote,
    wish: Wish,
    done: Claimed,
    now: datetime,
    *,
    wanted: bool,
) -> Claimed:
    """See a claim through: open its pull request, and tell whether the number is lost to another.

    With ``next_free`` a lost claim moves to the next number, with its pull request. Raises
    ``LostError`` where somebody else has the number: a lower pull request, or main.
    """
    for _ in range(MOST_MOVES):
        done = proposed(remote, done, wanted=wanted)
        if done.pull is None:
            return done
        desk = Desk.open(repository, remote, pulls=True)
        if not _overtaken(desk, done):
            return replace(done, unasked=desk.unasked)
        if not wish.next_free:
            break
        moved = _moved(repository, remote, wish, desk, done, now)
        if moved is not None:
            withdraw(remote, done.branch, done.pull.number)  # empty now: it claims nothing
            done = replace(moved, code="claimed", left="")
    own = wish.bid.complete
    raise lost(desk, done.number, without_text(wish.options), "renumber", own_role=own)


def _overtaken(desk: Desk, done: Claimed) -> bool:
    """Whether somebody else holds the number of a claim that is under way."""
    landed = desk.landed_session(done.number)
    if landed is not None:
        return not same_id(landed.session_id, done.session.session_id)
    own, holds = desk.branches.get(done.number), desk.claims.get(done.number)
    return own is not None and holds is not None and holds != own


def _moved(
    repository: Repository, remote: Remote, wish: Wish, desk: Desk, done: Claimed, now: datetime
) -> Claimed | None:
    """The claim on the next number; None where that is lost meanwhile too.

    The losers of a number know their order, so each goes on to a number of its own.
    """
    pulled = desk.pulled.get(done.number, ())
    own = done.pull.number if done.pull else 0
    before = sum(one.pull < own for one in pulled)
    number = next_number(desk, wish, {done.number}, max(before - 1, 0) if own else None)
    options = without_text(wish.options)
    try:
        return renumber(
            repository, remote, wish.session_id, number, wish.bid, wish.key, now, options,
            pulls=False,
        )  # fmt: skip
    except LostError:
        return None
