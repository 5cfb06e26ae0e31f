"""The orchestrator's ruling: written, signed, and proposed for a human's approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from muster.engine.conflict import Conflict
from muster.engine.report import Report
from muster.flows.claiming import require_raced
from muster.flows.conflicts import Conflicts, conflicts
from muster.flows.decision import Decision
from muster.flows.desk import Desk
from muster.flows.draft import draft
from muster.git.commit_writer import write_commit
from muster.git.key_store import session_key
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.git.ssh_keygen import public_key
from muster.model.digest import agreement_digest
from muster.model.dump import dump
from muster.model.error import RefusedError, SurroundingsError, UsageError
from muster.model.key import canonical_key
from muster.model.layout import RecordKind, ruling_path
from muster.model.session import Session
from muster.model.spans import spans
from muster.rules.rulings import RULED_ON

MOST_TRIES = 5


@dataclass(frozen=True)
class Asked:
    """What is to be ruled: the sessions, the rule, and the decision."""

    sessions: tuple[int, ...]
    code: str
    decision: Decision


@dataclass(frozen=True)
class Ruled:
    """The outcome; ``code`` is ruled, already-ruled or dry-run. ``answers`` are the findings."""

    code: str
    name: str
    branch: str
    commit: str
    path: str
    text: str
    answers: tuple[Conflict, ...]
    report: Report | None = None


def rule(
    repository: Repository,
    remote: Remote,
    asked: Asked,
    session_id: str | None,
    key: Path | None,
    now: datetime,
    *,
    dry_run: bool = False,
) -> Ruled:
    """Write a ruling on what waits for one, and propose it.

    ``key`` is a private key to sign with, by default that of the session. Raises ``UsageError``
    for what nobody rules on, ``RefusedError`` for who may not rule, or where nothing waits.
    """
    if asked.code not in RULED_ON:
        raise UsageError(
            "no-such-ruling",
            f"Nobody rules on {asked.code}: {', '.join(sorted(RULED_ON))} can be ruled on.",
            "muster conflicts",
        )
    for _ in range(MOST_TRIES):
        desk = Desk.open(repository, remote)
        signing = _signing(desk, asked, session_id, key)
        seen = conflicts(desk, now)
        answers = _answers(seen, asked)
        if under_way := next((one.branch for one in answers if one.branch), ""):
            return _already(desk, seen, under_way, answers)
        number = _next_number(seen)
        path = ruling_path(number)
        name = f"R{number:03d}"
        data = _record(seen, asked, now)
        made = draft(desk, {path: data}, canonical_key(public_key(signing)), now, "the ruling")
        branch = f"proposal/ruling-{name.lower()}"
        done = Ruled("dry-run", name, branch, "", path, made.text(path), answers, made.report)
        made.require_fine(f"Ruling {name}")
        if dry_run:
            return done
        ref = f"refs/heads/{branch}"
        message = f"Rule on {asked.code} between {_told(asked.sessions)}"
        tip = desk.tips.get(ref, "")
        follows = f"\n\nFollows: {tip}" if tip else ""
        commit = write_commit(repository, [desk.main], made.files, f"{message}{follows}\n", signing)
        pushed = remote.push([Update(commit, ref, tip)], atomic=False)
        if pushed.outcome is Outcome.DONE:
            return Ruled("ruled", name, branch, commit, path, made.text(path), answers, made.report)
        if pushed.outcome is Outcome.REFUSED:
            require_raced(desk, pushed)
    raise SurroundingsError(
        "too-many-losses",
        f"The branch of the ruling was taken {MOST_TRIES} times in a row.",
        "muster conflicts",
    )


def _signing(desk: Desk, asked: Asked, session_id: str | None, told: Path | None) -> Path:
    """The key to sign with, which must be the orchestrator's or an approver's."""
    orchestrator = desk.charter.orchestrator
    itself = orchestrator in asked.sessions
    signing = told or (session_key(desk.root, session_id) if session_id else None)
    approvers = {canonical_key(a.key) for a in desk.charter.approvers if a.key}
    holder = desk.landed_session(orchestrator) if orchestrator else None
    own = canonical_key(holder.key) if holder and holder.key else None
    public = canonical_key(public_key(signing)) if signing else None
    if signing and (public in approvers or (public == own and not itself)):
        return signing
    with_key = (
        f"muster ruling --sessions {','.join(map(str, asked.sessions))} --finding {asked.code} "
        "--decision-from FILE --key APPROVER-KEY-FILE"
    )
    if itself:
        raise RefusedError(
            "needs-approver",
            f"Number {orchestrator} is the orchestrator: a ruling on itself needs an approver.",
            with_key,
        )
    who = f"{holder.session_id} ({holder.name})" if holder else "no session yet"
    raise RefusedError(
        "not-the-orchestrator",
        f"{session_id or 'This key'} may not rule. The orchestrator is number {orchestrator}, held "
        f"by {who}; an approver may rule too.",
        "muster conflicts",
        with_key,
    )


def _answers(seen: Conflicts, asked: Asked) -> tuple[Conflict, ...]:
    """What the ruling would answer."""
    known = {session.number for session in seen.registry.sessions}
    if unknown := [number for number in asked.sessions if number not in known]:
        raise UsageError(
            "no-such-number",
            f"Number {spans(sorted(unknown))} has no record and no claim under way.",
            "muster roster --remote",
        )
    found = tuple(
        one
        for one in seen.waiting
        if one.finding.code == asked.code and {*one.sessions} <= {*asked.sessions}
    )
    if not found:
        raise RefusedError(
            "nothing-to-rule",
            f"No {asked.code} between {_told(asked.sessions)} waits for a ruling.",
            "muster conflicts",
        )
    return found


def _already(desk: Desk, seen: Conflicts, branch: str, answers: tuple[Conflict, ...]) -> Ruled:
    """The ruling that waits for approval; the same command again writes no second one."""
    proposal = next(one for one in seen.proposals if one.branch == branch)
    path = proposal.file.path
    return Ruled(
        "already-ruled",
        f"R{proposal.file.slot.number:03d}",
        branch,
        desk.tips[f"refs/heads/{branch}"],
        path,
        (proposal.file.source.data or b"").decode("utf-8", "replace"),
        answers,
    )


def _next_number(seen: Conflicts) -> int:
    files = [*seen.registry.files.values(), *(one.file for one in seen.proposals)]
    taken = (file.slot.number or 0 for file in files if file.slot.kind is RecordKind.RULING)
    return max(taken, default=0) + 1


def _record(seen: Conflicts, asked: Asked, now: datetime) -> bytes:
    data: dict[str, object] = {
        "sessions": list(asked.sessions),
        "rule": asked.code,
        "decision": asked.decision.text,
    }
    if asked.decision.boundaries:
        data["boundaries"] = [boundary._asdict() for boundary in asked.decision.boundaries]
    data["digests"] = [
        {"number": number, "digest": agreement_digest(_session(seen, number))}
        for number in asked.sessions
    ]
    data["timestamp"] = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        return dump(data, kind="ruling").encode("utf-8")
    except ValueError as error:
        raise UsageError(
            "unusable-text", f"The ruling can't be written: {error}.", "muster explain M004"
        ) from error


def _session(seen: Conflicts, number: int) -> Session:
    session = seen.registry.by_number[number][0].session
    assert session is not None  # noqa: S101 - the caller has looked
    return session


def _told(sessions: Sequence[int]) -> str:
    return f"number {sessions[0]}" if len(sessions) == 1 else f"numbers {spans(sorted(sessions))}"
