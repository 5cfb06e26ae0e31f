"""What a plain remote lets in: its pre-receive hook is CI and branch protection at once.

Source: section 8 of the design. Each update of a push is judged against main as it is before the
push. The tip that a judgement rests on is the one that the update names; git compares it again
under a lock, which decides between two pushes that come at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from muster.engine.report import Report
from muster.flows.receiving_activation import judge_activation
from muster.flows.receiving_claim import judge_claim
from muster.flows.receiving_consensus import judge_consensus
from muster.flows.receiving_main import judge_main
from muster.flows.receiving_proposal import judge_proposal
from muster.flows.receiving_push import Push, PushRefusedError, Update
from muster.git.repository import Repository
from muster.model.error import SurroundingsError
from muster.model.refs import RefKind, read_ref

__all__ = ["Refusal", "Update", "receive"]

MOST_UPDATES = 100
"""How many refs one push may move."""


class Refusal(NamedTuple):
    """Why an update is refused, and what to do; ``report`` has the findings where there are any."""

    ref: str
    message: str
    commands: tuple[str, ...] = ()
    report: Report | None = None


def receive(repository: Repository, updates: Sequence[Update], now: datetime) -> list[Refusal]:
    """Judge a push; one refusal refuses it whole.

    Raises ``MusterError`` or ``GitError`` where it can't be judged.
    """
    if repository.shallow:
        raise SurroundingsError(
            "shallow-history", "This remote is shallow, so nothing can be judged by its history."
        )
    if len(updates) > MOST_UPDATES:
        told = f"The push moves {len(updates)} refs; at most {MOST_UPDATES} are taken at once."
        return [Refusal(updates[0].ref, told, ("git push origin BRANCH",))]
    push = Push(repository, updates, now)
    refusals = []
    for update in updates:
        try:
            _judge(push, update)
        except PushRefusedError as error:
            refusals.append(Refusal(update.ref, error.message, error.commands, error.report))
    return refusals


def _judge(push: Push, update: Update) -> None:
    """Raise ``PushRefusedError`` unless the update may happen."""
    ref = read_ref(update.ref)
    if ref is None:
        raise PushRefusedError(
            "There is no place for it: a registry has main, claim/NNN (three digits, as in "
            "claim/007), proposal/NAME, activation, and the tags consensus-K.",
            "muster claim --next",
        )
    if not update.new:
        raise PushRefusedError(
            "Nothing is deleted here: what was claimed and approved stays to be seen. To give up a "
            "claim, release it.",
            "muster release",
        )
    _require_current(push, update)
    if ref.kind is RefKind.CONSENSUS:
        judge_consensus(push, update, ref.number)
        return
    if (kind := push.kind(update.new)) != "commit":
        raise PushRefusedError(
            f"A branch is a line of commits, and {update.new[:12]} is a {kind}.",
            "git push origin BRANCH",
        )
    match ref.kind:
        case RefKind.MAIN:
            judge_main(push, update)
        case RefKind.CLAIM:
            judge_claim(push, update, ref.number)
        case RefKind.PROPOSAL:
            judge_proposal(push, update)
        case _:
            judge_activation(push, update)


def _require_current(push: Push, update: Update) -> None:
    """Judge only what git will compare the ref with.

    Git tells the hook what the pusher says that the ref is. Were another tip judged than the one
    that git finds under its lock, a push could be let in over what came between.
    """
    if sum(other.ref == update.ref for other in push.updates) > 1:
        raise PushRefusedError("The push moves it twice.", "git push origin BRANCH")
    if update.old != push.tips.get(update.ref, ""):
        at = push.tips.get(update.ref, "")[:12]
        raise PushRefusedError(
            f"It has moved since you looked{f', and is at {at} now' if at else ''}: somebody "
            "else was first.",
            "git fetch",
            "muster roster --remote",
        )
