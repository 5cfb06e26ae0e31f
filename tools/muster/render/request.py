"""What asks for approval, for an approver with ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from muster.engine.progress import UnderWay
from muster.engine.request import Request
from muster.model.key import fingerprint
from muster.model.layout import ACTIVATION
from muster.model.session import Session
from muster.model.spans import spans
from muster.render.conflicts import ruling_data
from muster.render.record import ALWAYS, agreement_changes, agreement_text, session_data
from muster.render.report_json import finding_data, report_data
from muster.render.report_text import print_findings
from muster.render.screen import VERDICT_STYLES, line
from muster.render.words import outcome
from muster.rules.agreement import short


def print_request(console: Console, wanted: Request) -> None:
    """Print who asks for what, what differs from main, and the verdict."""
    line(console, (f"{wanted.branch} asks to approve {wanted.what}", "bold"))
    session, was = wanted.session, wanted.was
    if session and session.registered:
        _print_agreement(console, session, was)
        if wanted.key:
            _field(console, "Key", key_told(wanted))
    for finding in wanted.answers:
        _field(console, "Answers", f"{finding.code} {finding.name}: {finding.message}")
    for one in wanted.ruled:
        _field(console, "Ruled by", wanted.signed_by)
        _field(console, "Decides", " ".join(one.ruling.decision.split()))
        for boundary in one.ruling.boundaries:
            _field(console, "", f"number {boundary.number}: {boundary.does}")
    if wanted.agreement:
        _print_agreed(console, wanted.agreement)
    _field(console, "Commit", wanted.tip[:12])
    if wanted.voids.told:
        _field(console, "Voids", wanted.voids.told)
    if wanted.voids.note:
        _field(console, "Note", wanted.voids.note)
    if wanted.report.findings:
        line(console)
        print_findings(console, wanted.report)
    verdict = wanted.report.verdict
    line(console, (outcome(wanted.report), VERDICT_STYLES[verdict] if verdict else "bold green"))


def _print_agreed(console: Console, agreed: UnderWay) -> None:
    """Print who confirmed what, and who acknowledged it."""
    agreement = agreed.agreement
    _field(console, "Roster", short(agreement.activation.digest))
    if confirmed := agreed.signers.get(ACTIVATION):
        _field(console, "Signed", f"by {confirmed.by} in {confirmed.commit[:12]}")
    have = [one.number for one in agreement.acks if one.counts]
    told = f"{agreed.acknowledged}{'' if agreed.case.open else ', each with its own key'}"
    _field(console, "Acks", f"{told}: number {spans(have)}" if have else told)


def _print_agreement(console: Console, session: Session, was: Session | None) -> None:
    for part, text, before in agreement_changes(session, was):
        _field(console, part, text or "(none)")
        if before is not None:
            _field(console, "", f"(on main: {before or 'none'})")


def print_requests(console: Console, wanted: Sequence[Request]) -> None:
    """Print one line a request: what, by which key, with which verdict."""
    for one in wanted:
        verdict = one.report.verdict
        style = VERDICT_STYLES[verdict] if verdict else "green"
        worst = [f.code for f in one.report.findings if f.verdict is verdict]
        judged = f"{verdict.value}: {', '.join(dict.fromkeys(worst))}" if verdict else "fine"
        line(console, (f"{one.branch}  ", "bold"), one.what, "  ", (judged, style))
        parts = agreement_text(one.session) if one.session else {}
        told = (*(parts.get(part, "") for part in ALWAYS), key_told(one), one.voids.told)
        for text in told:
            if text:
                line(console, (text, "dim"), indent=11)


def key_told(wanted: Request) -> str:
    """A claim's key by its fingerprint, and whether main knows it."""
    if not wanted.key:
        return ""
    seen = "first seen" if wanted.first_seen else "known from main"
    return f"{fingerprint(wanted.key)} ({seen})"


def request_data(wanted: Request) -> dict[str, Any]:
    """The same as data."""
    return {
        "branch": wanted.branch,
        "number": wanted.number or None,
        "what": wanted.what,
        "commit": wanted.tip,
        "key": fingerprint(wanted.key) if wanted.key else None,
        "first_seen": wanted.first_seen,
        **(session_data(wanted.session) if wanted.session else {}),
        **(_ruling_data(wanted) if wanted.ruled else {}),
        **(_agreed_data(wanted.agreement) if wanted.agreement else {}),
        "voids": {
            "confirmation": wanted.voids.confirmation or None,
            "acknowledgements": list(wanted.voids.acks),
            "outdated": wanted.voids.outdated or None,
        },
        **report_data(wanted.report),
    }


def _ruling_data(wanted: Request) -> dict[str, Any]:
    return {
        "rulings": [ruling_data(one) for one in wanted.ruled],
        "answers": [finding_data(finding) for finding in wanted.answers],
        "ruled_by": wanted.signed_by,
    }


def _agreed_data(agreed: UnderWay) -> dict[str, Any]:
    agreement = agreed.agreement
    return {
        "consensus": agreement.activation.consensus,
        "digest": agreement.activation.digest,
        "acknowledged": [one.number for one in agreement.acks if one.counts],
        "missing": list(agreement.missing),
    }


def _field(console: Console, name: str, text: str) -> None:
    line(console, text, indent=11, label=(f"  {name}", "dim"))
