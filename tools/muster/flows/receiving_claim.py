"""Claim branches: one record each, held by one key from the first push to the merge or release."""

from __future__ import annotations

from muster.engine.judge import judge
from muster.engine.report import Report
from muster.flows.receiving_line import require_keys, require_new, require_onward
from muster.flows.receiving_push import (
    Push,
    PushRefusedError,
    Update,
    change_of,
    delta_of,
    refuse_blocked,
    refuse_tangled,
    touched,
)
from muster.git.open_claims import OpenClaim
from muster.model.key import canonical_key, fingerprint
from muster.model.layout import session_path
from muster.model.refs import claim_branch
from muster.model.session import Session
from muster.rules.case import Case, Delta, same_id


def judge_claim(push: Push, update: Update, number: int) -> None:
    """Refuse an update of a claim branch that its number's holder did not make, or the rules block.

    A branch that is free (absent, merged or released) may be taken by anybody.
    """
    path = session_path(number)
    _require_number(push, number, path)
    case = push.read(update.new, push.rivals(number))
    report = judge(case)
    message = f"{claim_branch(number)} can't be taken in."
    refuse_tangled(message, report)
    under_way = push.claims.get(number)
    if under_way is not None:
        _require_holder(push, update, case, under_way)
    require_new(push, update)
    releases = path not in change_of(case).paths
    refuse_blocked(message, report)
    _require_alone(case, path)
    for other in touched(case):
        _require_custody(case, delta_of(case, other))
    if not releases:
        _require_one_claim(case, path, report, under_way)
    elif under_way is None:
        raise PushRefusedError(
            f"{claim_branch(number)} changes nothing of number {number}'s record.",
            f"muster claim --number {number}",
        )


def _require_number(push: Push, number: int, path: str) -> None:
    """A number is the charter's, or stands on main although the charter has shrunk since."""
    size = push.registry.charter.size if push.registry.charter else None
    if number > (size or 0) and path not in push.registry.files:
        raise PushRefusedError(
            f"There is no number {number}: the team has {size or 'no'} sessions.",
            "muster claim --next",
        )


def _require_holder(push: Push, update: Update, case: Case, claim: OpenClaim) -> None:
    """A claim that is under way goes on with its holder only, or an approver."""
    landed = case.before.files.get(session_path(claim.number))
    candidates = (claim.session, landed.session if landed else None)
    holders = [session for session in candidates if session and session.registered]
    held = _held(claim, holders)
    keys = {canonical_key(session.key) for session in holders if session.key}
    if keys or not case.open:
        path = session_path(claim.number)
        require_keys(push, update, case, keys | case.approver_keys, held, path)
        return
    # Without a key nobody can prove anything: what is left is not to lose a claim by mistake.
    becomes = delta_of(case, session_path(claim.number)).becomes
    if becomes is None or not becomes.registered:
        require_onward(push, update, held)
    elif not any(same_id(becomes.session_id, holder.session_id) for holder in holders):
        raise held


def _held(claim: OpenClaim, holders: list[Session]) -> PushRefusedError:
    who = f"{holders[0].session_id} ({holders[0].name})" if holders else "another session"
    return PushRefusedError(
        f"Number {claim.number} is held by {who} on {claim_branch(claim.number)} at "
        f"{claim.tip[:12]}; only its key, or an approver's, goes on with it.",
        "muster claim --next",
    )


def _require_alone(case: Case, path: str) -> None:
    """A claim branch carries its own record and, where a session moves, its old number's."""
    claim = delta_of(case, path).becomes
    mine = claim.session_id if claim and claim.registered else None
    for other in touched(case):
        if other != path and not _gives_up(delta_of(case, other), mine):
            raise PushRefusedError(
                f"A claim branch carries its own record only; this one also touches {other}. "
                "Begin again from main.",
                "git fetch",
                "muster claim --next",
            )


def _gives_up(delta: Delta, session_id: str | None) -> bool:
    """Whether a session gives up, beside its claim, the number that it holds on main."""
    return (
        session_id is not None
        and delta.was is not None
        and delta.becomes is not None
        and delta.was.registered
        and not delta.becomes.registered
        and same_id(delta.was.session_id, session_id)
    )


def _require_custody(case: Case, delta: Delta) -> None:
    """Every step must be its holder's, also where a later one takes all of it back."""
    for breach in case.breaches(delta):
        if case.open and breach.wanted is None:
            continue
        who = fingerprint(breach.step.signer) if breach.step.signer else "nobody"
        wanted = fingerprint(breach.wanted) if breach.wanted else "a key that it lists"
        raise PushRefusedError(
            f"Commit {breach.step.commit[:12]} changes {delta.path} and is signed by {who}; that "
            f"takes {wanted}, or an approver.",
            "muster whoami",
        )


def _require_one_claim(case: Case, path: str, report: Report, under_way: OpenClaim | None) -> None:
    """A session that has a claim under way makes no second one; one that is told goes on."""
    becomes = delta_of(case, path).becomes
    was = under_way.session if under_way else None
    if becomes and was and was.registered and same_id(becomes.session_id, was.session_id):
        return
    twice = tuple(f for f in report.findings if f.code == "M306" and "session_id" in f.subjects)
    if twice:
        raise PushRefusedError(
            "One session has one claim under way at a time.", report=Report(twice)
        )
