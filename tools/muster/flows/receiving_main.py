"""Main: it moves by approved merges only, each judged in turn by the charter before it."""

from __future__ import annotations

from muster.engine.judge import judge
from muster.flows.judging_change import read_candidate
from muster.flows.receiving_push import Push, PushRefusedError, Update, refuse_blocked
from muster.git.approvals import landed_since

MOST_COMMITS = 5_000
"""How many commits one push may put on main, the branches that it merges included."""


def judge_main(push: Push, update: Update) -> None:
    """Refuse an update of main unless it adds approved merges and nothing else."""
    if not update.old:
        raise PushRefusedError(
            "main is begun by whoever makes the remote, not by a push.",
            "muster remote init DIR --charter FILE --approver-key FILE",
        )
    _refuse_many(push, update)
    landed = landed_since(push.repository, update.old, update.new, push.registry)
    if landed is None:
        raise PushRefusedError(
            f"main would lose {update.old[:12]} from its first-parent line: a rewind, or a merge "
            "whose parents are swapped. main moves by approved merges only.",
            "git fetch",
            "muster approve N",
        )
    before = update.old
    for told, *_ in landed:
        if not told.verified:
            raise PushRefusedError(
                f"Commit {told.commit[:12]} may not go to main: {told.reason}. main moves by "
                "merges that an approver signs.",
                "muster approve N",
            )
        _judge_approved(push, before, told.head)
        before = told.commit


def _refuse_many(push: Push, update: Update) -> None:
    """Each commit costs a signature to verify."""
    bound = f"--max-count={MOST_COMMITS + 1}"
    told = push.repository.run("rev-list", "--count", bound, update.new, f"^{update.old}")
    if int(told) > MOST_COMMITS:
        raise PushRefusedError(
            f"The push brings more than {MOST_COMMITS:,} commits to main; push fewer at once.",
            "muster approve N",
        )


def _judge_approved(push: Push, before: str, head: str) -> None:
    """Judge what one approved merge brings, against main as it was before that merge."""
    report = judge(read_candidate(push.repository, before, head, push.now).case)
    refuse_blocked(f"The merge of {head[:12]} is approved, and yet blocked.", report)
    if report.empty:
        raise PushRefusedError(
            f"The merge of {head[:12]} brings nothing that main lacks.", "muster approve N"
        )
