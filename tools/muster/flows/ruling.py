"""The orchestrator's ruling: written, signed, and proposed for a human's approval."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from muster.engine.conflict import Conflict
from muster.engine.report import Report
from muster.flows.claiming import require_raced
from muster.flows.conflicts import Conflicts, Proposal, conflicts
from muster.flows.decision import Decision
from muster.flows.desk import Desk
from muster.flows.draft import draft
from muster.flows.orchestrator import acts, not_the_orchestrator
from muster.git.commit_writer import write_commit
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.git.ssh_keygen import public_key
from muster.model.digest import agreement_digest, charter_digest, finding_digest
from muster.model.dump import dump
from muster.model.error import RefusedError, SurroundingsError, UsageError
from muster.model.key import canonical_key
from muster.model.layout import RecordKind, ruling_path, slot
from muster.model.session import Session
from muster.model.spans import numbered, spans
from muster.rules.rest import stands_for_more
from muster.rules.rulings import RULED_ON, Decided

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
        if under_way and _says(under_way.decided, asked):
            return _already(under_way.decided, answers, under_way.branch, under_way.tip)
        standing = next((one for one in seen.ruled if one.name == answers[0].answered_by), None)
        if standing and _says(standing, asked):
            return _already(standing, answers, desk.base, desk.main)
        if standing and {*standing.ruling.sessions} != {*asked.sessions}:
            raise _partly(standing, asked)
        place = _place(desk, seen, asked, under_way, standing)
        files = {place.path: _record(desk, seen, asked, answers, now)}
        made = draft(desk, files, canonical_key(public_key(signing)), now, "the ruling")
        done = Ruled(
            "dry-run", _name(place.path), place.branch, "", place.path, made.text(place.path),
            answers, made.report, place.instead,
        )  # fmt: skip
        made.require_fine(f"Ruling {done.name}")
        if dry_run:
            return done
        ref = f"refs/heads/{place.branch}"
        known = desk.lease(ref)
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
            f"{numbered(sorted(unknown))} {'has' if len(unknown) == 1 else 'have'} no record and "
            "no claim under way.",
            "muster roster --remote",
        )
    known_ones = (*seen.waiting, *seen.answered)
    fitting = [
        one
        for one in known_ones
        if one.finding.code == asked.code
        and {*one.sessions} <= {*asked.sessions}
        # What stands for sessions that it does not list is answered on its own, knowingly.
        and (not stands_for_more(one.finding) or {*one.sessions} == {*asked.sessions})
    ]
    open_ = [one for one in fitting if one in seen.waiting]
    found = tuple(open_ or fitting)  # what is answered already is asked for to be answered anew
    if found and (idle := {*asked.sessions} - {n for one in found for n in one.sessions}):
        raise UsageError(
            "no-part-in-it",
            f"{numbered(sorted(idle))} {'has' if len(idle) == 1 else 'have'} no part in what "
            f"{asked.code} tells of the others.",
            found[0].ruling_command(),
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
    may, signing = acts(desk, session_id, told, approver_only=itself)
    if may and signing:
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
    raise not_the_orchestrator(desk, session_id, "rule", "muster conflicts")


def _under_way(seen: Conflicts, answers: Sequence[Conflict]) -> Proposal | None:
    """The proposal that would answer one of these conflicts already."""
    branches = {one.branch for one in answers if one.branch}
    return next((one for one in seen.proposals if one.branch in branches), None)


def _says(known: Decided, asked: Asked) -> bool:
    """Whether a ruling has this very decision."""
    ruling = known.ruling
    return (
        ruling.decision.split() == asked.decision.text.split()
        and ruling.boundaries == asked.decision.boundaries
        and {*ruling.sessions} == {*asked.sessions}
    )


def _already(known: Decided, answers: tuple[Conflict, ...], branch: str, tip: str) -> Ruled:
    """The ruling that says so; the same command again writes no second one."""
    text = (known.file.source.data or b"").decode("utf-8", "replace")
    return Ruled("already-ruled", known.name, branch, tip, known.file.path, text, answers)


def _partly(standing: Decided, asked: Asked) -> UsageError:
    """The error for an answer to a part of what a ruling on main answers as a whole."""
    numbers = ",".join(map(str, sorted({*standing.ruling.sessions})))
    words = ["muster", "ruling", "--sessions", numbers, "--finding", asked.code]
    return UsageError(
        "ruled-together",
        f"Ruling {standing.name} answers this for numbers {numbers} together: rule on all of them.",
        shlex.join([*words, "--decision-from", asked.source]),
    )


def _place(
    desk: Desk, seen: Conflicts, asked: Asked, under_way: Proposal | None, standing: Decided | None
) -> _Place:
    """Where the ruling goes: over the one that it replaces or that is void, or on a new number."""
    if under_way:
        path = under_way.decided.file.path
        return _Place(path, under_way.branch, under_way.tip, instead=True)
    void = [
        one
        for one in seen.outdated
        if one.ruling.rule == asked.code and {*one.ruling.sessions} <= {*asked.sessions}
    ]
    earlier = standing or next(iter(void), None)
    files = [*seen.registry.files.values(), *(one.decided.file for one in seen.proposals)]
    taken = {file.slot.number for file in files if file.slot.kind is RecordKind.RULING}
    free = (number for number in count(1) if number not in taken)
    for path in chain([earlier.file.path] if earlier else [], map(ruling_path, free)):
        branch = f"proposal/ruling-{_name(path).lower()}"
        if branch not in desk.proposals:  # else somebody has put something else there
            return _Place(path, branch, instead=earlier is not None and path == earlier.file.path)
    raise AssertionError("numbers do not end")


def _name(path: str) -> str:
    """What people call a ruling: ``R001``."""
    return f"R{slot(path).number:03d}"


def _record(
    desk: Desk, seen: Conflicts, asked: Asked, answers: Sequence[Conflict], now: datetime
) -> bytes:
    data: dict[str, object] = {
        "sessions": list(asked.sessions),
        "rule": asked.code,
        "decision": asked.decision.text,
    }
    if asked.decision.boundaries:
        data["boundaries"] = [boundary._asdict() for boundary in asked.decision.boundaries]
    data["findings"] = sorted({finding_digest(one.finding) for one in answers})
    data["charter"] = charter_digest(desk.charter, RULED_ON[asked.code])
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
