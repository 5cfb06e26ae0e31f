"""The orchestrator's ruling: written, signed, and proposed for a human's approval."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from muster.engine.conflict import Conflict
from muster.engine.report import Report
from muster.flows.claiming import require_raced
from muster.flows.conflicts import Conflicts, Proposal, conflicts
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
from muster.model.layout import RecordKind, ruling_path, slot
from muster.model.session import Session
from muster.model.small_records import Ruling
from muster.model.spans import spans
from muster.rules.rulings import RULED_ON

MOST_TRIES = 5


@dataclass(frozen=True)
class Asked:
    """What is to be ruled: the sessions, the rule, and the decision, read from ``source``."""

    sessions: tuple[int, ...]
    code: str
    decision: Decision
    source: str = "FILE"


@dataclass(frozen=True)
class Ruled:
    """The outcome; ``code`` is ruled, already-ruled or dry-run. ``answers`` are the conflicts.

    ``instead`` says that it takes the place of an earlier ruling of this name.
    """

    code: str
    name: str
    branch: str
    commit: str
    path: str
    text: str
    answers: tuple[Conflict, ...]
    report: Report | None = None
    instead: bool = False


class _Place(NamedTuple):
    """Where a ruling goes: its path, and the branch with the tip to build on (empty: main)."""

    path: str
    branch: str
    tip: str = ""
    instead: bool = False


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

    ``key`` is a private key to sign with, by default that of the session. The same decision again
    writes nothing; another one takes the place of a proposal that nobody has approved yet, and of a
    ruling that nothing fits any more. Raises ``UsageError`` for what nobody rules on,
    ``RefusedError`` for who may not rule, or where nothing waits.
    """
    if asked.code not in RULED_ON:
        raise UsageError(
            "no-such-ruling",
            f"Nobody rules on {asked.code}: {', '.join(sorted(RULED_ON))} can be ruled on.",
            "muster conflicts",
        )
    for _ in range(MOST_TRIES):
        desk = Desk.open(repository, remote)
        seen = conflicts(desk, now)
        answers = _answers(seen, asked)
        signing = _signing(desk, asked, session_id, key)
        under_way = _under_way(seen, answers)
        if under_way and _says(under_way, asked):
            return _already(under_way, answers)
        place = _place(seen, asked, under_way)
        files = {place.path: _record(seen, asked, now)}
        made = draft(desk, files, canonical_key(public_key(signing)), now, "the ruling")
        done = Ruled(
            "dry-run", _name(place.path), place.branch, "", place.path, made.text(place.path),
            answers, made.report, place.instead,
        )  # fmt: skip
        made.require_fine(f"Ruling {done.name}")
        if dry_run:
            return done
        ref = f"refs/heads/{place.branch}"
        known = desk.tips.get(ref, "")
        message = f"Rule on {asked.code} between {_told(asked.sessions)}"
        follows = f"\n\nFollows: {known}" if known else ""
        parent = place.tip or desk.main
        commit = write_commit(repository, [parent], made.files, f"{message}{follows}\n", signing)
        pushed = remote.push([Update(commit, ref, known)], atomic=False)
        if pushed.outcome is Outcome.DONE:
            return replace(done, code="ruled", commit=commit)
        if pushed.outcome is Outcome.REFUSED:
            require_raced(desk, pushed)
    raise SurroundingsError(
        "too-many-losses",
        f"The branch of the ruling was taken {MOST_TRIES} times in a row.",
        "muster conflicts",
    )


def _answers(seen: Conflicts, asked: Asked) -> tuple[Conflict, ...]:
    """What the ruling would answer."""
    if strangers := sorted({b.number for b in asked.decision.boundaries} - {*asked.sessions}):
        raise UsageError(
            "unusable-text",
            f"boundaries names number {spans(strangers)}, which --sessions does not.",
            "muster ruling --help",
        )
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
        where = "of" if len(asked.sessions) == 1 else "between"
        raise RefusedError(
            "nothing-to-rule",
            f"No {asked.code} {where} {_told(asked.sessions)} waits for a ruling.",
            "muster conflicts",
        )
    return found


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
    if itself:
        numbers = ",".join(map(str, asked.sessions))
        words = ["muster", "ruling", "--sessions", numbers, "--finding", asked.code]
        words += ["--decision-from", asked.source, "--key", "APPROVER-KEY-FILE"]
        raise RefusedError(
            "needs-approver",
            f"Number {orchestrator} is the orchestrator: a ruling on itself is an approver's. Ask "
            "your human to run:",
            shlex.join(words),
        )
    claim = desk.claims.get(orchestrator or 0)
    who = "held by no session yet"
    if holder:
        who = f"held by {holder.session_id} ({holder.name})"
    elif claim and claim.session and claim.session.registered:
        who = f"claimed by {claim.session.session_id}, which waits for approval"
    raise RefusedError(
        "not-the-orchestrator",
        f"{session_id or 'This key'} may not rule. The orchestrator is number {orchestrator}, "
        f"{who}; an approver may rule too.",
        "muster conflicts",
    )


def _under_way(seen: Conflicts, answers: Sequence[Conflict]) -> Proposal | None:
    """The proposal that would answer one of these conflicts already."""
    branches = {one.branch for one in answers if one.branch}
    return next((one for one in seen.proposals if one.branch in branches), None)


def _says(proposal: Proposal, asked: Asked) -> bool:
    """Whether a proposal has this very decision."""
    ruling = proposal.file.record
    return (
        isinstance(ruling, Ruling)
        and ruling.decision.split() == asked.decision.text.split()
        and ruling.boundaries == asked.decision.boundaries
        and {*ruling.sessions} == {*asked.sessions}
    )


def _already(proposal: Proposal, answers: tuple[Conflict, ...]) -> Ruled:
    """The ruling that waits for approval; the same command again writes no second one."""
    path = proposal.file.path
    text = (proposal.file.source.data or b"").decode("utf-8", "replace")
    name = _name(path)
    return Ruled("already-ruled", name, proposal.branch, proposal.tip, path, text, answers)


def _place(seen: Conflicts, asked: Asked, under_way: Proposal | None) -> _Place:
    """Where the ruling goes: over the proposal that it replaces, over one that is void, or new."""
    if under_way:
        return _Place(under_way.file.path, under_way.branch, under_way.tip, instead=True)
    files = [*seen.registry.files.values(), *(one.file for one in seen.proposals)]
    taken = (file.slot.number or 0 for file in files if file.slot.kind is RecordKind.RULING)
    void = [
        one.file.path
        for one in seen.outdated
        if one.ruling.rule == asked.code and {*one.ruling.sessions} <= {*asked.sessions}
    ]
    path = void[0] if void else ruling_path(max(taken, default=0) + 1)
    return _Place(path, f"proposal/ruling-{_name(path).lower()}", instead=bool(void))


def _name(path: str) -> str:
    """What people call a ruling: ``R001``."""
    return f"R{slot(path).number:03d}"


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
