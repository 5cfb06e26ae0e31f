"""What happens next with a pull request: who does what, by which commands."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import NamedTuple

from muster.engine.conflict import Conflict
from muster.engine.pull_verdict import BASE, RELEASES, PullVerdict
from muster.engine.ruling import can_be_ruled, sessions_of
from muster.model.finding import Finding, Verdict
from muster.model.layout import in_registry
from muster.model.refs import ACTIVATION_BRANCH, RefKind, read_ref

AUTHOR, ORCHESTRATOR, HUMAN = "author", "orchestrator", "human"
_MOST_RULINGS = 5


class Step(NamedTuple):
    """What one of them does, a sentence without its full stop; ``commands`` are exact."""

    who: str
    told: str
    commands: tuple[str, ...] = ()


def steps(verdict: PullVerdict) -> Iterator[Step]:
    """Yield the steps in their order."""
    if verdict.blocked:
        yield from _mending(verdict)
        yield Step(HUMAN, "nothing to approve yet")
    elif verdict.report is not None and verdict.report.empty:
        yield Step(AUTHOR, f"close it: it brings nothing that {BASE} lacks")
    else:
        if waiting(verdict):
            yield from _ruling(verdict)
        elif any(asked.verb != RELEASES for asked in verdict.asks):
            yield Step(AUTHOR, "wait for the approval", ("muster watch --until approved",))
        yield _approving(verdict)


def waiting(verdict: PullVerdict) -> list[Finding]:
    """The findings that wait for the orchestrator's ruling.

    None where something blocks: that is mended first, and the conflict may be another one then. On
    a conflict of the orchestrator's own an approver rules.
    """
    if verdict.blocked or verdict.report is None:
        return []
    return [
        finding
        for finding in verdict.report.findings
        if can_be_ruled(finding) and verdict.lead not in sessions_of(finding)
    ]


def _mending(verdict: PullVerdict) -> Iterator[Step]:
    if verdict.astray:
        command = f"gh pr edit {verdict.number} --base {BASE}"
        yield Step(AUTHOR, f"send it to {BASE}", (command,))
    if verdict.report is None:
        commands = verdict.trouble.commands if verdict.trouble else ()
        yield Step(AUTHOR, "mend what keeps it from being judged, and push again", commands)
    elif verdict.report.verdict is Verdict.BLOCK:
        told = (
            "mend what says **block** and push to the same branch; this comment follows by itself"
        )
        yield Step(AUTHOR, told)


def _ruling(verdict: PullVerdict) -> Iterator[Step]:
    open_ = waiting(verdict)
    commands = dict.fromkeys(Conflict(one, sessions_of(one)).ruling_command() for one in open_)
    told = "rule on it, unless a human merges it as it is"
    yield Step(ORCHESTRATOR, told, tuple(commands)[:_MOST_RULINGS])
    told = "wait for the ruling, or mend it without one"
    yield Step(AUTHOR, told, ("muster amend --from FILE",))


def _approving(verdict: PullVerdict) -> Step:
    look = "look at what needs a review; if it is well, " if verdict.needs_look else ""
    ours = bool(verdict.asks) or any(map(in_registry, verdict.others))
    if verdict.forge and verdict.agreement is not None:
        told = f"{look}approve, press Merge (a merge commit), then sign the tag"
        return Step(HUMAN, told, (_approve(verdict),))
    if verdict.forge or not ours:
        return Step(HUMAN, f"{look}approve, then press Merge (a merge commit)")
    return Step(HUMAN, f"{look}approve with your key", (_approve(verdict),))


def _approve(verdict: PullVerdict) -> str:
    """The approver's command: by number where there is one, else by the branch."""
    asked = sorted(verdict.asks, key=lambda one: one.verb == RELEASES)  # who moves goes to a claim
    if asked and asked[0].session.number is not None:
        name = str(asked[0].session.number)
    elif verdict.agreement is not None:
        name = ACTIVATION_BRANCH
    else:
        ref = read_ref(f"refs/heads/{verdict.branch}")
        name = verdict.branch if ref and ref.kind is not RefKind.MAIN else "BRANCH"
    return shlex.join(["muster", "approve", name])
