"""Verdicts on pull requests, out of the cases of the rules: no repository, and always the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from muster.engine.judge import judge
from muster.engine.pull_verdict import RELEASES, Asked, PullVerdict
from muster.engine.report import Report
from muster.model.key import canonical_key, fingerprint
from muster.model.layout import SESSIONS
from muster.rules.agreement import agreement
from muster.rules.case import Case, Delta
from muster.rules.rulings import rulings

HEAD, MAIN = "ab12" * 10, "cd34" * 10


def verdict_on(case: Case, number: int = 7, *, asks: bool = True, **more: Any) -> PullVerdict:
    """The verdict on a branch as if it were a pull request; ``more`` are fields that differ."""
    charter = case.charter
    change = case.change
    paths = sorted(change.paths) if change else []
    deltas = [delta for delta in case.deltas if delta.path.startswith(SESSIONS)] if asks else []
    asked = [one for delta in deltas if (one := _asked(case, delta))]
    told = {one.session.path for one in asked}
    known = PullVerdict(
        number, HEAD, MAIN, "main", judge(case),
        asks=tuple(asked),
        others=tuple(path for path in paths if path not in told),
        orchestrator=(charter.orchestrator_github if charter else "") or "",
        approvers=tuple(a.github for a in charter.approvers if a.github) if charter else (),
        forge=charter is not None and charter.approval == "forge",
        lead=(charter.orchestrator if charter else 0) or 0,
        open=case.open,
        rulings=tuple(one for one in rulings(case) if case.touches(one.file.path)),
        agreement=agreement(case),
    )  # fmt: skip
    return known._replace(**more)


def standing(verdict: PullVerdict, report: Report) -> PullVerdict:
    """The same where main has what another report found."""
    assert verdict.report is not None
    return verdict._replace(report=replace(verdict.report, standing=report.findings))


def _asked(case: Case, delta: Delta) -> Asked | None:
    was, becomes = delta.was, delta.becomes
    if becomes is None or not (becomes.registered or delta.was_registered):
        return None
    if not becomes.registered:
        assert was is not None
        return Asked(RELEASES, was, was=was)
    taken = delta.taken_over and case.authorised(delta)
    same = delta.was_registered and not delta.taken_over
    verb = "takes over" if taken else "changes" if same else "claims"
    key = canonical_key(becomes.key) if becomes.key else ""
    known = {canonical_key(one.key) for one in case.before.sessions if one.key}
    return Asked(verb, becomes, fingerprint(key) if key and key not in known else "", was)
