"""What waits for the orchestrator's ruling: on main, and with the claims that are under way.

Two claims that are both under way are each fine beside main; judged together they show what will
be in each other's way before anything is merged. What main has was there first: a claim stands
accused beside it.
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
from muster.flows.judging_change import read_candidate
from muster.git.approval_cache import KeptApprovals
from muster.model.change import Change
from muster.model.finding import Finding
from muster.model.layout import RecordKind, session_path, slot
from muster.model.registry import Registry, RegistryFile
from muster.rules.case import Case
from muster.rules.rulings import Decided, Fault, rulings

LARGE = 500
"""Sessions; in a larger team one session's conflicts are looked for without the others'."""


class Proposal(NamedTuple):
    """A ruling that waits for approval and could get it: its branch, and the file there.

    ``decided`` is what it would be worth beside the claims under way.
    """

    branch: str
    tip: str
    decided: Decided


class Conflicts(NamedTuple):
    """What waits, and what was ruled. ``registry`` is main's with the claims under way in it.

    ``answered`` are conflicts that a ruling on main answers; ``ruled`` are the rulings that count,
    ``outdated`` those that nothing can count any more.
    """

    waiting: tuple[Conflict, ...]
    answered: tuple[Conflict, ...]
    ruled: tuple[Decided, ...]
    outdated: tuple[Decided, ...]
    registry: Registry
    proposals: tuple[Proposal, ...]

    def of(self, number: int) -> Conflicts:
        """What concerns one session."""
        return self._replace(
            waiting=tuple(one for one in self.waiting if number in one.sessions),
            answered=tuple(one for one in self.answered if number in one.sessions),
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
    whole = Case(merged, desk.charter, now, approvals=approvals)
    known = tuple(rulings(whole))
    counting = [one for one in known if one.fault is None]
    proposals = tuple(_proposals(desk, whole, now))
    waiting: list[Conflict] = []
    answered: list[Conflict] = []
    for finding in _findings(whole, desk, only):
        sessions = sessions_of(finding)
        if ruling := ruling_on(finding, counting):
            answered.append(Conflict(finding, sessions, answered_by=ruling.name))
            continue
        found = (p.branch for p in proposals if ruling_on(finding, [p.decided]))
        waiting.append(Conflict(finding, sessions, next(found, "")))
    outdated = tuple(one for one in known if one.fault is Fault.VOID)
    told = Conflicts(
        tuple(waiting), tuple(answered), tuple(counting), outdated, merged, proposals
    )  # fmt: skip
    return told if only is None else told.of(only)


def _findings(whole: Case, desk: Desk, only: int | None) -> list[Finding]:
    """The reviews that could be ruled on, as if nobody had ruled yet, in the judge's order."""
    bare = replace(whole, after=_without_rulings(whole.after))
    if only is not None and len(whole.after.session_files) > LARGE:
        path = session_path(only)
        change = Change((), frozenset({path}), committed=False)
        alone = replace(bare, before=bare.after.overlaid({path: None}), change=change)
        return [finding._replace(boundaries=()) for finding in _reviews(alone)]
    found = {_about(finding): finding for finding in _reviews(bare)}
    if desk.claims:
        paths = frozenset(claim.file.path for claim in desk.claims.values() if claim.file)
        change = Change((), paths, committed=False)
        late = replace(bare, before=_without_rulings(desk.registry), change=change)
        for finding in _reviews(late):
            if _about(finding) in found:
                found[_about(finding)] = finding
    return sorted(found.values(), key=lambda finding: finding.order)


def _reviews(case: Case) -> Iterator[Finding]:
    report = judge(case)
    return filter(can_be_ruled, (*report.findings, *report.standing))


def _about(finding: Finding) -> tuple[str, ...]:
    return (finding.code, *finding.subjects)


def _without_rulings(registry: Registry) -> Registry:
    files = registry.files.values()
    return registry.overlaid({f.path: None for f in files if f.slot.kind is RecordKind.RULING})


def _proposals(desk: Desk, whole: Case, now: datetime) -> Iterator[Proposal]:
    """The rulings on proposal branches that the judge would let in."""
    for branch, tip in desk.proposals.items():
        brought = any(
            slot(entry.path).kind is RecordKind.RULING and _new(desk, entry.path, entry.oid)
            for entry in desk.repository.registry_entries(tip)
        )
        if not brought:
            continue
        case = read_candidate(
            desk.repository, desk.main, tip, now, name=desk.base, before=desk.registry
        ).case
        for one in rulings(case):
            if case.touches(one.file.path) and one.fault is not Fault.FOREIGN:
                yield Proposal(branch, tip, _beside_claims(whole, one.file))


def _beside_claims(whole: Case, file: RegistryFile) -> Decided:
    """What a ruling would be worth if it were approved with all claims under way."""
    case = replace(whole, after=whole.after.overlaid({file.path: file}))
    found = next((one for one in rulings(case) if one.file.path == file.path), None)
    assert found is not None  # noqa: S101 - it was read as a ruling before
    return found


def _new(desk: Desk, path: str, oid: str) -> bool:
    known = desk.registry.files.get(path)
    return known is None or known.source.oid != oid
