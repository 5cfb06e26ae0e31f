"""What asks for approval, each judged as it would be merged.

Source: section 7 of the design, "approve".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from muster.engine.judge import judge
from muster.engine.request import Request
from muster.engine.ruling import ruling_on
from muster.engine.signed_by import signed_by
from muster.flows.agreed import Agreed
from muster.flows.conflicts import conflicts
from muster.flows.desk import Desk
from muster.flows.judging_change import Candidate, read_candidate
from muster.flows.readiness import obstacles, open_findings
from muster.git.open_claims import OpenClaim
from muster.model.error import RefusedError
from muster.model.finding import Finding
from muster.model.key import canonical_key
from muster.model.layout import session_path
from muster.model.refs import ACTIVATION, ACTIVATION_BRANCH, RefKind, claim_branch, read_ref
from muster.model.registry import Registry, RegistryFile
from muster.model.session import Session
from muster.model.spans import spans
from muster.rules.case import Case
from muster.rules.rulings import Decided, rulings


def requests(desk: Desk, names: Sequence[str], now: datetime) -> list[Request]:
    """What an approver names: claims' numbers, or branches; without a name every claim.

    Each is judged against main with those before it that are not blocked, in the order in which
    they would be merged. A claim that main has by now is left out: the same command again is safe.
    Raises ``RefusedError`` where nothing of a name waits.
    """
    registry, agreed = desk.registry, Agreed(desk, now)
    wanted = [_named(desk, name) for name in names if not approved_already(desk, name, agreed)]
    if not names:
        wanted = [Wanted(claim_branch(c.number), c.tip, c) for c in desk.branches.values()]
    found = []
    for one in wanted:
        request, candidate = judged_request(desk, one, desk.main, registry, now, agreed)
        found.append(request)
        if not request.blocked:
            registry = candidate.case.after
    return found


class Wanted(NamedTuple):
    """A branch that may be approved; ``claim`` where it is one of a claim."""

    branch: str
    tip: str
    claim: OpenClaim | None = None


def approved_already(desk: Desk, name: str, agreed: Agreed) -> bool:
    """Whether main has the claim of a number, or the activation, already."""
    number = number_of(name)
    if name == ACTIVATION_BRANCH:
        if ACTIVATION not in desk.tips:  # it came out of a fork, or was deleted after its merge
            return agreed.active is not None
        overtaken = agreed.under_way is not None and agreed.round is None
        return overtaken or not desk.activation
    if not number or number in desk.branches:
        return False
    holder = desk.holder(number)
    tip = desk.tip(number)
    return holder is not None and bool(tip) and desk.repository.is_ancestor(tip, desk.main)


def number_of(name: str) -> int:
    """The number of a claim by its digits or its branch; 0 for what is none."""
    ref = read_ref(f"refs/heads/{name}")
    return int(name) if name.isascii() and name.isdigit() else ref.number if ref else 0


def _named(desk: Desk, name: str) -> Wanted:
    ref = read_ref(f"refs/heads/{name}")
    number = number_of(name)
    if claim := desk.branches.get(number):
        return Wanted(claim_branch(number), claim.tip, claim)
    tip = desk.tips.get(f"refs/heads/{name}")
    if number or ref is None or ref.kind is RefKind.MAIN or tip is None:
        told = (
            f"No claim of number {number} waits for approval."
            if number
            else f"The remote {desk.remote.name} has no branch {name} that could be approved."
        )
        raise RefusedError("nothing-to-approve", told, "muster roster --remote")
    return Wanted(name, tip)


def judged_request(
    desk: Desk, wanted: Wanted, main: str, registry: Registry, now: datetime, agreed: Agreed
) -> tuple[Request, Candidate]:
    branch, tip, claim = wanted
    number, session = (claim.number, claim.session) if claim else (0, None)
    rivals = [c.rival for c in desk.branches.values() if c.rival and c.number != number]
    candidate = read_candidate(
        desk.repository, main, tip, now, name=desk.base, rivals=rivals, before=registry
    )
    file = registry.files.get(session_path(number)) if number else None
    key = canonical_key(session.key) if session and session.key else ""
    ruled = tuple(r for r in rulings(candidate.case) if candidate.case.touches(r.file.path))
    request = Request(
        branch,
        number,
        tip,
        _what(number, session, file, desk.charter.orchestrator)
        if number
        else _told(branch, ruled, candidate.case),
        session,
        file.session if file else None,
        judge(candidate.case),
        key,
        bool(key) and key not in _keys(registry),
        ruled,
        _answered(desk, ruled, now) if ruled else (),
        _signed_by(desk, candidate.case) if ruled else "",
    )
    if branch == ACTIVATION_BRANCH:
        return _activation(desk, request, agreed, now), candidate
    return request._replace(voids=agreed.voided(candidate.case)), candidate


def _activation(desk: Desk, request: Request, agreed: Agreed, now: datetime) -> Request:
    """The activation as it is asked for: who agreed, and what is still open on main."""
    branch = agreed.under_way
    if branch is None or branch.tip != request.tip:
        return request
    more = obstacles(desk.repository, desk.main, desk.registry, now)
    name = f"consensus-{branch.agreement.activation.consensus}"
    return request._replace(
        what=f"{name}, {branch.acknowledged} acknowledged",
        report=open_findings(request.report, more),
        agreement=branch,
    )


def _answered(desk: Desk, ruled: Sequence[Decided], now: datetime) -> tuple[Finding, ...]:
    """The findings that rulings answer, with the claims under way."""
    found = conflicts(desk, now)
    return tuple(
        one.finding
        for one in (*found.waiting, *found.answered)
        if ruling_on(one.finding, ruled) is not None
    )


def _signed_by(desk: Desk, case: Case) -> str:
    """Who signed the last commit of a branch, in words."""
    steps = case.change.steps if case.change else ()
    signer = steps[-1].signer if steps else None
    return signed_by(signer, desk.charter, desk.registry.sessions)


def _told(branch: str, ruled: Sequence[Decided], case: Case) -> str:
    """What a branch that is no claim asks for: its rulings by name, and whether there is more."""
    told = [
        f"ruling {one.name} on {one.ruling.rule} ({spans(sorted({*one.ruling.sessions}))})"
        for one in ruled
    ]
    paths = {path for step in (case.change.steps if case.change else ()) for path in step.paths}
    rest = sorted(paths - {one.file.path for one in ruled})
    if not told:
        return branch
    return ", ".join(told) + (f" and changes of {', '.join(rest[:3])}" if rest else "")


def _what(
    number: int, session: Session | None, file: RegistryFile | None, orchestrator: int | None
) -> str:
    """What is approved, in the words of the merge's first line."""
    lead = ", the orchestrator" if number == orchestrator else ""
    was = file.session if file else None
    name = (session or was).name if (session or was) else ""  # type: ignore[union-attr]
    if session is None or not session.registered:
        return f"the release of number {number} ({name})"
    if was and was.registered:
        if session.session_id != was.session_id:
            return f"number {number} ({name}{lead}) for {session.session_id}, not {was.session_id}"
        return f"a change of number {number} ({name})"
    return f"number {number} ({name}{lead}) for {session.session_id}"


def _keys(registry: Registry) -> Mapping[str, str]:
    return {canonical_key(s.key): s.path for s in registry.sessions if s.key}
