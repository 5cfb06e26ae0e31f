"""Sentences that every renderer says alike."""

from __future__ import annotations

from muster.engine.report import Report
from muster.model.finding import Place, Verdict


def outcome(report: Report) -> str:
    """What the verdict means for who reads it, and what it does not cover."""
    rest = "" if report.signatures_judged else " Signatures are judged once it is committed."
    return f"{_verdict(report)}{rest}"


def _verdict(report: Report) -> str:
    match report.verdict:
        case Verdict.BLOCK:
            return f"Blocked: {_counts(report)}."
        case Verdict.REVIEW:
            return f"A human must look: {_counts(report)}."
        case Verdict.NOTE:
            return f"Fine, with {_counts(report)}."
        case _ if report.empty:
            return "Nothing to judge: the change brings nothing that main lacks."
        case _:
            return "Fine: nothing to find fault with."


def outcome_code(report: Report) -> str:
    """The verdict as a program is told it: kebab-case, the ``code`` of the envelope."""
    if report.lost:
        return "number-taken"
    match report.verdict:
        case Verdict.BLOCK:
            return "blocked"
        case Verdict.REVIEW:
            return "review"
        case _:
            return "nothing-to-judge" if report.empty else "ok"


def spot(place: Place) -> str:
    """A place as editors and terminals link it: path:line:column."""
    return f"{place.path}:{place.line}:{place.column}" if place.line else place.path


def _counts(report: Report) -> str:
    told = [
        f"{count} {'finding' if count == 1 else 'findings'} {what}"
        for verdict, what in (
            (Verdict.BLOCK, "to mend"),
            (Verdict.REVIEW, "to review"),
            (Verdict.NOTE, "to note"),
        )
        if (count := report.count(verdict))
    ]
    return ", ".join(told)
