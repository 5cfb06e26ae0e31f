"""What rulings make of findings: a review that the orchestrator answered is a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from muster.model.digest import finding_digest
from muster.model.finding import Finding, Verdict
from muster.model.layout import RecordKind, slot
from muster.rules.case import Case
from muster.rules.rulings import RULED_ON, Decided, rulings


def sessions_of(finding: Finding) -> tuple[int, ...]:
    """The numbers of the sessions that a finding is about, ascending."""
    slots = (slot(place.path) for place in (finding.place, *finding.related))
    return tuple(sorted({s.number for s in slots if s.kind is RecordKind.SESSION and s.number}))


def can_be_ruled(finding: Finding) -> bool:
    """Whether it waits for a ruling: a review of a rule on how sessions share the work out."""
    return (
        finding.verdict is Verdict.REVIEW
        and finding.code in RULED_ON
        and bool(sessions_of(finding))
    )


def answered(case: Case, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those that a ruling answers as notes with its reason."""
    counting = [one for one in rulings(case) if one.fault is None]
    for finding in findings:
        ruled = ruling_on(finding, counting) if can_be_ruled(finding) else None
        yield _answered(finding, ruled) if ruled else finding


def ruling_on(finding: Finding, among: Iterable[Decided]) -> Decided | None:
    """The first ruling that names a finding, on its rule and on all of its sessions."""
    numbers, itself = {*sessions_of(finding)}, finding_digest(finding)
    fitting = (
        one
        for one in among
        if one.ruling.rule == finding.code
        and itself in one.ruling.findings
        and numbers <= {*one.ruling.sessions}
    )
    return next(fitting, None)


def _answered(finding: Finding, one: Decided) -> Finding:
    return finding._replace(
        verdict=Verdict.NOTE,
        help=f"Ruling {one.name} stands: {' '.join(one.ruling.decision.split())}",
        related=(*finding.related, one.file.place("decision", note="the ruling")),
        commands=(),
        boundaries=one.ruling.boundaries,
    )
