"""What waits for the orchestrator's ruling: on main, and with the claims that are under way.

Two claims that are both under way are each fine beside main; judged together they show what will
be in each other's way before anything is merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from muster.engine.conflict import Conflict
from muster.engine.judge import judge
from muster.engine.ruling import can_be_ruled, ruling_on, sessions_of
from muster.flows.desk import Desk
from muster.git.approval_cache import KeptApprovals
from muster.model.boundary import Boundary
from muster.model.change import Change
from muster.model.finding import Finding
from muster.model.layout import RecordKind, session_path, slot
from muster.model.registry import Registry, RegistryFile, read_file
from muster.rules.case import Case
from muster.rules.rulings import Decided, rulings

_PROPOSAL = "refs/heads/proposal/"


class Proposal(NamedTuple):
    """A ruling that waits for approval: its branch, and the file as the branch has it."""

    branch: str
    file: RegistryFile


class Conflicts(NamedTuple):
    """What waits, and what was ruled. ``registry`` is main's with the claims under way in it."""

    waiting: tuple[Conflict, ...]
    ruled: tuple[Decided, ...]
    registry: Registry
    proposals: tuple[Proposal, ...]

    def boundaries(self, number: int) -> Iterator[tuple[Decided, Boundary]]:
        """What the rulings that count say of one session."""
        for one in self.ruled:
            for boundary in one.ruling.boundaries:
                if boundary.number == number:
                    yield one, boundary


def conflicts(desk: Desk, now: datetime, *, only: int | None = None) -> Conflicts:
    """Judge main with all claims under way, and tell what waits for a ruling.

    ``only`` a session's number: what is between others is neither looked at nor told.
    """
    merged = desk.registry.overlaid(
        {claim.file.path: claim.file for claim in desk.claims.values() if claim.file}
    )
    approvals = KeptApprovals(desk.repository, desk.main)
    case = Case(merged, desk.charter, now, approvals=approvals)
    if only is not None:  # as if that session had come last
        path = session_path(only)
        change = Change((), frozenset({path}), committed=False)
        case = replace(case, before=merged.overlaid({path: None}), change=change)
    proposed = tuple(_proposals(desk))
    planned = [
        (one, Case(merged.overlaid({one.file.path: one.file}), desk.charter, now))
        for one in proposed
    ]
    waiting = []
    for finding in judge(case).findings:
        if can_be_ruled(finding) and (only is None or only in sessions_of(finding)):
            answers = (one.branch for one, ruled in planned if _answers(ruled, one, finding))
            waiting.append(Conflict(finding, sessions_of(finding), next(answers, "")))
    counting = tuple(one for one in rulings(case) if one.fault is None)
    return Conflicts(tuple(waiting), counting, merged, proposed)


def _answers(case: Case, proposal: Proposal, finding: Finding) -> bool:
    """Whether a proposed ruling would answer a finding; its signature was the hook's to judge."""
    itself = (one for one in rulings(case) if one.file.path == proposal.file.path)
    return ruling_on(finding, (one for one in itself if one.fault is None)) is not None


def _proposals(desk: Desk) -> Iterator[Proposal]:
    """The rulings on proposal branches that main lacks."""
    for ref, tip in sorted(desk.tips.items()):
        if not ref.startswith(_PROPOSAL) or desk.repository.is_ancestor(tip, desk.main):
            continue
        entries = [
            entry
            for entry in desk.repository.registry_entries(tip)
            if slot(entry.path).kind is RecordKind.RULING and _new(desk, entry.path, entry.oid)
        ]
        for source in desk.repository.read(entries):
            yield Proposal(ref.removeprefix("refs/heads/"), read_file(source, by_schema=False))


def _new(desk: Desk, path: str, oid: str) -> bool:
    known = desk.registry.files.get(path)
    return known is None or known.source.oid != oid
