"""The orchestrator's confirmation: the roster's digest, signed, on the branch ``activation``.

Source: section 7 of the design. Pushing it is the broadcast: from then on every session can see
which roster it is to acknowledge.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from muster.engine.judge import judge
from muster.engine.progress import UnderWay
from muster.engine.report import Report
from muster.engine.ruling import can_be_ruled
from muster.flows.agreed import Agreed
from muster.flows.claiming import require_raced
from muster.flows.desk import Desk
from muster.flows.draft import BlockedError
from muster.flows.judging_change import read_candidate
from muster.flows.orchestrator import acts, not_the_orchestrator
from muster.flows.readiness import obstacles
from muster.git.commit_writer import write_commit
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.model.dump import dump
from muster.model.error import RefusedError, SurroundingsError
from muster.model.finding import Verdict
from muster.model.layout import ACTIVATION
from muster.model.refs import ACTIVATION as BRANCH
from muster.model.small_records import Ack
from muster.model.spans import numbered, spans
from muster.rules.agreement import activation_of, strays
from muster.rules.roster import team

MOST_TRIES = 5


@dataclass(frozen=True)
class Confirmed:
    """The outcome; ``code`` is confirmed, already-confirmed, already-active or dry-run.

    ``commit`` has the confirmation, empty with dry-run; ``voids`` are the numbers whose earlier
    acknowledgement does not count any more.
    """

    code: str
    consensus: int
    digest: str
    commit: str
    text: str = ""
    voids: tuple[int, ...] = ()


def confirm(
    repository: Repository,
    remote: Remote,
    session_id: str | None,
    key: Path | None,
    now: datetime,
    *,
    dry_run: bool = False,
) -> Confirmed:
    """Confirm the roster that main has, and push it to ``activation``.

    ``key`` is a private key to sign with, by default that of the session. The same command again
    changes nothing; where the roster has changed it confirms that, on top of what is there.

    Raises ``BlockedError`` where not everybody has registered, or main has findings that wait;
    ``RefusedError`` for who may not confirm.
    """
    for _ in range(MOST_TRIES):
        desk = Desk.open(repository, remote)
        may, signing = acts(desk, session_id, key)
        if not may:
            raise not_the_orchestrator(desk, session_id, "confirm", "muster status")
        agreed = Agreed(desk, now)
        branch, digest = agreed.under_way, agreed.digest
        if done := _already(agreed):
            return done
        before = activation_of(desk.registry)
        consensus = ((before.consensus or 0) if before else 0) + 1
        text = _record(desk, consensus, digest, now)
        _require_ready(desk, now)
        voids = _voided(branch, digest) if branch else ()
        gone = dict.fromkeys(strays(branch.case)) if branch else {}
        made = Confirmed("dry-run", consensus, digest, "", text, voids)
        if dry_run:
            return made
        parent = branch.tip if branch else desk.main
        commit = write_commit(
            repository, [parent], {ACTIVATION: text.encode("utf-8"), **gone},
            f"Confirm the roster for consensus-{consensus}\n", signing,
        )  # fmt: skip
        _require_fine(desk, commit, now)
        seen = desk.lease(BRANCH)
        pushed = remote.push([Update(commit, BRANCH, seen)], atomic=False)
        if pushed.outcome is Outcome.DONE:
            return Confirmed("confirmed", consensus, digest, commit, text, voids)
        if pushed.outcome is Outcome.REFUSED:
            require_raced(desk, pushed)
    raise SurroundingsError(
        "too-many-losses",
        f"activation moved {MOST_TRIES} times in a row before the confirmation arrived.",
        "muster confirm",
    )


def _voided(branch: UnderWay, digest: str) -> tuple[int, ...]:
    """The numbers whose acknowledgement on the branch is of another roster."""
    acks = {one.number: one.file.record for one in branch.agreement.acks if one.file}
    return tuple(n for n, ack in acks.items() if isinstance(ack, Ack) and ack.digest != digest)


def _already(agreed: Agreed) -> Confirmed | None:
    """The confirmation that says so already: under way, or in force on main."""
    branch, main = agreed.under_way, agreed.active
    if branch and not branch.agreement.flaws and not strays(branch.case):
        step, activation = branch.agreement.step, branch.agreement.activation
        commit = step.commit if step else branch.tip
        return Confirmed("already-confirmed", activation.consensus or 0, agreed.digest, commit)
    if main and agreed.settled:
        return Confirmed("already-active", main.consensus, agreed.digest, main.merge)
    return None


def _record(desk: Desk, consensus: int, digest: str, now: datetime) -> str:
    return dump(
        {
            "consensus": consensus,
            "digest": digest,
            "confirmed_by": desk.charter.orchestrator,
            "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        kind="activation",
    )


def _require_ready(desk: Desk, now: datetime) -> None:
    """Raise unless everybody has registered and nothing on main waits."""
    away = [n for n, session in team(desk.registry, desk.charter).items() if session is None]
    if away:
        raise _incomplete(desk, away)
    waits = Report(obstacles(desk.repository, desk.main, desk.registry, now))
    if waits.findings:
        more = ("muster conflicts",) if any(map(can_be_ruled, waits.findings)) else ()
        raise BlockedError("The confirmation", waits, *more)


def _incomplete(desk: Desk, away: list[int]) -> RefusedError:
    waiting = [number for number in away if number in desk.claims]
    told = f"{numbered(away)} {'has' if len(away) == 1 else 'have'} not registered on main"
    if waiting:
        wait = "waits" if len(waiting) == 1 else "wait"
        told += f"; {spans(waiting)} {wait} for a human's approval"
    commands = ("muster approve --all",) if waiting else ("muster status",)
    return RefusedError("incomplete", f"{told}. Nothing is confirmed before.", *commands)


def _require_fine(desk: Desk, commit: str, now: datetime) -> None:
    """Look at the branch as it will be: what is below the confirmation must be fine too."""
    case = read_candidate(desk.repository, desk.main, commit, now, before=desk.registry).case
    report = judge(case)
    own = Report(tuple(f for f in report.findings if f.code != "M406"))
    if own.verdict is Verdict.BLOCK:
        raise BlockedError("The branch activation", own)
