"""The activation: the confirmation and acknowledgements under way, and what main has of them.

Both are read in the same way, as a branch against main: the one that waits, and the one that an
approved merge brought, against main as it was before that merge.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime

from muster.engine.progress import Active, Awaiting, Evidence, Progress, UnderWay
from muster.engine.signed_by import signed_by
from muster.flows.judging_change import read_candidate, read_main
from muster.git.approval_cache import KeptApprovals
from muster.git.consensus_tag import read_tag
from muster.git.open_claims import OpenClaim, claims_at, unmerged
from muster.git.pulled_claims import pulled_claims
from muster.git.repository import Repository
from muster.git.signatures import read_commits
from muster.model.approval import Approvals
from muster.model.error import SurroundingsError
from muster.model.key import canonical_key
from muster.model.layout import ACTIVATION, session_path
from muster.model.refs import ACTIVATION_BRANCH, consensus_ref
from muster.model.registry import Registry
from muster.rules.agreement import Agreement, activation_of, agreement
from muster.rules.case import Case

_TOO_MUCH = ("too-many-commits", "too-many-paths")


def progress(
    repository: Repository,
    under: Sequence[str],
    pulls: str,
    main: str,
    registry: Registry,
    approvals: Approvals,
    now: datetime,
) -> Progress:
    """What is known beside main's records.

    ``under`` are the places where the branches are here: the registry's, and after it those of the
    fork that is pushed to, whose own go before. ``pulls`` is where the heads of the open pull
    requests are, as the last look that asked for them left them; empty for nowhere.
    """
    tip, forked = "", False
    found: dict[int, OpenClaim] = {}
    pulled: dict[int, int] = {}
    heads: dict[str, str] = {}
    for place in under:
        branch = f"{place}{ACTIVATION_BRANCH}"
        # One look for both: `status` starts few processes.
        tips = unmerged(repository, main, f"{place}claim/", branch, *([pulls] * bool(pulls)))
        if at := tips.pop(branch, ""):
            tip, forked = at, place != under[0]
        found |= {one.number: one for one in claims_at(repository, place, tips, registry)}
        heads |= tips
    if pulls:
        for number, some in pulled_claims(repository, pulls, heads, main, registry).items():
            if number not in found:
                found[number] = some[0].claim
                pulled[number] = some[0].pull
    claims = [found[number] for number in sorted(found)]
    new = [claim for claim in claims if _new(registry, claim.number)]
    registering = [claim for claim in new if claim.session and claim.session.registered]
    waiting = {n: Awaiting(n, pulled.get(n, 0)) for n in found}
    brought = None
    if tip and not repository.shallow:  # there nobody can tell what it brings
        brought = under_way(repository, main, tip, registry, now)
    return Progress(
        tuple(waiting[claim.number] for claim in registering),
        brought._replace(forked=forked) if brought else None,
        active(repository, main, registry, approvals, now),
        tuple(waiting[claim.number].place for claim in claims if claim not in new),
    )


def under_way(
    repository: Repository, main: str, tip: str, registry: Registry, now: datetime
) -> UnderWay | None:
    """What a branch that main has not merged confirms; None where that is nothing.

    One that is too long to be judged confirms nothing: the remote's hook lets in none, and what
    another remote has must keep nobody from seeing where main stands.
    """
    try:
        case = read_candidate(repository, main, tip, now, before=registry).case
    except SurroundingsError as error:
        if error.code not in _TOO_MUCH:
            raise
        return None
    found = agreement(case)
    return UnderWay(tip, case, found, _signers(case, found)) if found else None


def active(
    repository: Repository, main: str, registry: Registry, approvals: Approvals, now: datetime
) -> Active | None:
    """The confirmation that main has, verified by what held before its merge."""
    activation = activation_of(registry)
    if activation is None:
        return None
    told = repository.run("rev-list", "-1", "--first-parent", main, "--", ACTIVATION)
    merge = told.decode("ascii").strip()
    approval = approvals.of(ACTIVATION)
    known = Active(
        activation.consensus or 0, activation.digest or "", merge,
        approval.approver if approval else "", "", Evidence("", ""),
        assumed=approval is not None and approval.assumed,
    )  # fmt: skip
    if repository.shallow:
        return known._replace(flaw="this clone is shallow: git fetch --unshallow")
    case = _case(repository, merge, now)
    found = agreement(case) if case else None
    if case is None or found is None:
        return known._replace(flaw=f"commit {merge[:12]} brought it, which is no merge")
    tag, vouched = _tag(repository, known, case)
    known = known._replace(
        confirmed=_signers(case, found).get(ACTIVATION, Evidence("", "")), tag=tag
    )
    brought = found.activation
    if (brought.consensus, brought.digest) != (activation.consensus, activation.digest):
        return known._replace(flaw="its merge has another confirmation than what it merged")
    if found.flaws:
        return known._replace(flaw=found.flaws[0].reason.rstrip("."))
    if found.missing:
        lacking = next(one for one in found.acks if not one.counts)
        return known._replace(flaw=f"number {lacking.number} {lacking.reason}")
    if known.tag and vouched:
        return known
    if approval is not None and not approval.counts:
        return known._replace(flaw=f"nobody approved it: {approval.reason}")
    if approval is None and not case.open:
        return known._replace(flaw="the charter names no approver with a key who could approve it")
    return known


def brought(repository: Repository, merge: str, now: datetime) -> Agreement | None:
    """What a commit of main confirmed, as it was when it came; None for nothing that can count."""
    case = _case(repository, merge, now)
    return agreement(case) if case else None


def _case(repository: Repository, merge: str, now: datetime) -> Case | None:
    """What a commit of main brought; a registry without signatures needs no merge for it."""
    parents = read_commits(repository, [merge])[merge].parents
    if len(parents) == 2:
        return read_candidate(repository, parents[0], parents[1], now).case
    registry = read_main(repository, merge)
    if registry.charter and registry.charter.open:
        return Case(registry, registry.charter, now)
    return None


def _signers(case: Case, found: Agreement) -> dict[str, Evidence]:
    """Who put the confirmation and the acknowledgements there."""
    steps = {one.file.path: one.step for one in found.acks if one.file and one.step}
    if found.step:
        steps[ACTIVATION] = found.step
    sessions = case.main.sessions
    return {
        path: Evidence(step.commit, signed_by(step.signer, case.charter, sessions))
        for path, step in steps.items()
    }


def _tag(repository: Repository, known: Active, case: Case) -> tuple[str, bool]:
    """The tag over a consensus, where an approver of that time signed it over the very merge.

    Who was one is verified too: a charter that nobody approved names nobody. The second is false
    for a key that came by the forge's word alone: it does not make good a merge that nobody
    approved.
    """
    ref = consensus_ref(known.consensus)
    oid = _tip(repository, ref)
    tag = read_tag(repository, oid) if oid else None
    if tag is None or tag[:3] != (known.name, known.merge, known.digest):
        return "", False
    sessions = {canonical_key(s.key) for s in case.main.sessions if s.key}
    before = read_commits(repository, [known.merge])[known.merge].parents[:1]
    then = [KeptApprovals(repository, commit).line for commit in before]
    good = any(tag.signer in line.approvers.keys() - sessions for line in then)
    vouched = good and not any(tag.signer in line.assumed for line in then)
    return ref.removeprefix("refs/tags/") if good else "", vouched


def _tip(repository: Repository, ref: str) -> str:
    told = os.fsdecode(repository.run("for-each-ref", "--format=%(refname) %(objectname)", ref))
    lines = (line.split(" ") for line in told.split("\n") if line)
    return next((oid for name, oid in lines if name == ref), "")


def _new(registry: Registry, number: int) -> bool:
    """Whether main has no session on a number yet."""
    file = registry.files.get(session_path(number))
    return file is None or file.session is None or not file.session.registered
