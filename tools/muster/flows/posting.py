"""Telling GitHub the verdicts: one status on each head, one comment on each pull request.

It sees nothing of a pull request but the judge's report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from muster.engine.gate.facts import CONTEXT
from muster.engine.pull_verdict import BASE
from muster.flows.told_verdict import ToldVerdict
from muster.forge.address import Address
from muster.forge.branches import tip
from muster.forge.comments import (
    Comment,
    add_comment,
    comments,
    delete_comment,
    edit_comment,
)
from muster.forge.gh import ForgeError
from muster.forge.pulls import pull
from muster.forge.statuses import set_status, statuses
from muster.render.comment import MARKER

MOST_STATUSES = 900
"""How many statuses one commit gets, of the thousand that GitHub takes."""

WORN_OUT = ("failure", "Blocked: this commit was judged too often; push another one")


class Outcome(StrEnum):
    """What became of one verdict."""

    TOLD = "told"
    SAME = "said-before"
    MAIN_MOVED = "main-moved"
    HEAD_MOVED = "head-moved"
    CLOSED = "closed"
    REFUSED = "refused"


class Posted(NamedTuple):
    """One verdict and its outcome; ``why`` is GitHub's reason where it refused."""

    verdict: ToldVerdict
    outcome: Outcome
    why: str = ""


def post(address: Address, verdicts: Iterable[ToldVerdict], account: str) -> Iterator[Posted]:
    """Post verdicts as ``account``, which is the login that the comments are by.

    What was judged against a main that has moved is left to the run that main's move began. Goes
    on where GitHub refuses one.
    """
    for verdict in verdicts:
        try:
            yield Posted(verdict, _post(address, verdict, account))
        except ForgeError as error:
            yield Posted(verdict, Outcome.REFUSED, error.message)


def _post(address: Address, verdict: ToldVerdict, account: str) -> Outcome:
    if verdict.pull:
        now = pull(address, verdict.pull)
        if not now.is_open:
            return Outcome.CLOSED
        if now.head != verdict.head:
            return Outcome.HEAD_MOVED
    if tip(address, BASE) != verdict.main:
        return Outcome.MAIN_MOVED
    changed = _status(address, verdict, account)
    if verdict.pull:
        changed |= _comment(address, verdict, account)
    return Outcome.TOLD if changed else Outcome.SAME


def _status(address: Address, verdict: ToldVerdict, account: str) -> bool:
    """Set the status, unless it stands already.

    GitHub takes a thousand for one commit, and who opens and closes a rival again and again makes
    one each time. So the last word on a commit is said before that, and is no success: what could
    not be taken back any more must not stand there.
    """
    state, description = verdict.state, verdict.description
    given = [one for one in statuses(address, verdict.head) if one.context.casefold() == CONTEXT]
    if len(given) >= MOST_STATUSES:
        state, description = WORN_OUT
    if given:  # the newest one counts
        said = (given[0].state, given[0].description, given[0].creator.casefold())
        if said == (state, description, account.casefold()):
            return False
    set_status(address, verdict.head, state, description)
    return True


def _comment(address: Address, verdict: ToldVerdict, account: str) -> bool:
    """Write the comment, or edit the one that is there; of several the first stays."""
    if not verdict.comment:
        return False
    ours = _ours(address, verdict.pull, account)
    if not ours:
        if verdict.quiet:
            return False
        add_comment(address, verdict.pull, verdict.comment)
        return True
    for more in ours[1:]:
        delete_comment(address, more.id)
    if ours[0].text == verdict.comment:
        return len(ours) > 1
    edit_comment(address, ours[0].id, verdict.comment)
    return True


def _ours(address: Address, number: int, account: str) -> list[Comment]:
    """Our comments on a pull request, oldest first: anybody can write the marker, not as us."""
    return [
        one
        for one in comments(address, number)
        if one.author.casefold() == account.casefold() and one.text.startswith(MARKER)
    ]
