"""What is to be done next, and by whom."""

from __future__ import annotations

from muster.engine.claim_commands import claim_commands
from muster.engine.consensus import Consensus, State
from muster.engine.report import Report
from muster.engine.ruling import can_be_ruled
from muster.model.finding import Verdict
from muster.model.layout import session_path


def next_step(found: Consensus, report: Report, subject: str) -> tuple[str, tuple[str, ...]]:
    """What is to be done next, and the commands of it."""
    if report.count(Verdict.BLOCK):
        return "Mend what is wrong on main first.", (f"muster check --ref {subject}",)
    missing = len(found.pending) + len(found.free)
    if missing and len(found.known.claims) >= missing:
        return "A human approves the claims that wait.", found.points[0].todo[0].commands
    if found.pending:
        first = found.pending[0]
        return (
            "Each session claims its slot, or the next that nobody holds. Number "
            f"{first.number} is the first that waits ({session_path(first.number or 0)}).",
            (f"muster show {first.number}", "muster claim --next"),
        )
    if found.free:
        return (
            "Each missing session claims a free number, with a role and a goal of its own.",
            claim_commands((), found.free),
        )
    if report.count(Verdict.REVIEW):
        look = f"muster check --ref {subject}"
        if any(map(can_be_ruled, report.findings)):
            told = "The sessions mend what needs a review, or the orchestrator rules on it."
            return told, (look, "muster conflicts")
        return "Look at what needs a review.", (look,)
    return _agreeing(found)


def _agreeing(found: Consensus) -> tuple[str, tuple[str, ...]]:
    """From a roster that is complete to week one."""
    confirmed, approved = found.points[4], found.points[5]
    commands = tuple(c for point in (confirmed, approved) for t in point.todo for c in t.commands)
    if confirmed.state is State.DONE:
        if commands:
            return "A human signs the tag over the consensus.", commands
        return "The team is active: week one begins.", ("muster schedule --week 1",)
    branch = found.known.under_way
    if branch is None or branch.agreement.flaws:
        return "All have registered, and nothing is open: the orchestrator confirms.", commands
    if branch.agreement.missing:
        return f"The sessions acknowledge: {branch.acknowledged} have.", commands
    return "Everybody has acknowledged: a human approves.", commands
