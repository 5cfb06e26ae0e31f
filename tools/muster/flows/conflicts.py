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
from muster.model.change import Change
from muster.model.finding import Finding
from muster.model.layout import RecordKind, session_path, slot
from muster.model.registry import Registry, RegistryFile, read_file
from muster.rules.case import Case
from muster.rules.rulings import Decided, Fault, rulings

LARGE = 500
"""Sessions; in a larger team one session's conflicts are looked for without the others'."""


class Proposal(NamedTuple):
    """A ruling that waits for approval: its branch, and the file as the branch has it."""

    branch: str
    tip: str
    file: RegistryFile


class Conflicts(NamedTuple):
    """What waits, and what was ruled. ``registry`` is main's with the claims under way in it.

    ``ruled`` are the rulings that count, ``outdated`` those that nothing can count any more.
    """

    waiting: tuple[Conflict, ...]
    ruled: tuple[Decided, ...]
    outdated: tuple[Decided, ...]
    registry: Registry
    proposals: tuple[Proposal, ...]

    def of(self, number: int) -> Conflicts:
        """What concerns one session."""
        return self._replace(
            waiting=tuple(one for one in self.waiting if number in one.sessions),
            ruled=tuple(one for one in self.ruled if number in one.ruling.sessions),
        )


def conflicts(desk: Desk, now: datetime, *, only: int | None = None) -> Conflicts:
    """Judge main with all claims under way, and tell what waits for a ruling.

    ``only`` a session's number: what is between others is not told, and in a large team not looked
    at. Then the one is judged as if it had come last, and nothing is proposed to either side: who
    was there first is for the whole to tell.
    """
    merged = desk.registry.overlaid(
        {claim.file.path: claim.file for claim in desk.claims.values() if claim.file}
    )
    approvals = KeptApprovals(desk.repository, desk.main)
    case = Case(merged, desk.charter, now, approvals=approvals)
    alone = only is not None and len(merged.session_files) > LARGE
    if only is not None and alone:
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
        if can_be_ruled(finding):
            answers = (one.branch for one, ruled in planned if _answers(ruled, one, finding))
            told = finding._replace(boundaries=()) if alone else finding
            waiting.append(Conflict(told, sessions_of(finding), next(answers, "")))
    known = tuple(rulings(case))
    counting = tuple(one for one in known if one.fault is None)
    outdated = tuple(one for one in known if one.fault is Fault.VOID)
    found = Conflicts(tuple(waiting), counting, outdated, merged, proposed)
    return found if only is None else found.of(only)


def _answers(case: Case, proposal: Proposal, finding: Finding) -> bool:
    """Whether a proposed ruling would answer a finding; its signature was the hook's to judge."""
    itself = (one for one in rulings(case) if one.file.path == proposal.file.path)
    return ruling_on(finding, (one for one in itself if one.fault is None)) is not None


def _proposals(desk: Desk) -> Iterator[Proposal]:
    """The rulings on proposal branches that main lacks."""
    for branch, tip in desk.proposals.items():
        entries = [
            entry
            for entry in desk.repository.registry_entries(tip)
            if slot(entry.path).kind is RecordKind.RULING and _new(desk, entry.path, entry.oid)
        ]
        for source in desk.repository.read(entries):
            yield Proposal(branch, tip, read_file(source, by_schema=False))


def _new(desk: Desk, path: str, oid: str) -> bool:
    known = desk.registry.files.get(path)
    return known is None or known.source.oid != oid
