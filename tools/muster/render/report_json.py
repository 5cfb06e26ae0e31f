"""A report as data: the ``data`` of the JSON envelope."""

from __future__ import annotations

from typing import Any

from muster.engine.report import Report
from muster.model.finding import Finding, Place, Verdict


def report_data(report: Report) -> dict[str, Any]:
    """Verdict, counts, findings and what main already has, as plain data."""
    return {
        "verdict": report.verdict.value if report.verdict else "ok",
        "signatures_judged": report.signatures_judged,
        "counts": {verdict.value: report.count(verdict) for verdict in Verdict},
        "findings": [finding_data(finding) for finding in report.findings],
        "standing": [finding_data(finding) for finding in report.standing],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "code": finding.code,
        "name": finding.name,
        "verdict": finding.verdict.value,
        **_place(finding.place),
        "message": finding.message,
        "help": finding.help,
        "commands": list(finding.commands),
        "subjects": list(finding.subjects),
        "related": [{**_place(place), "note": place.note} for place in finding.related],
        "boundaries": [boundary._asdict() for boundary in finding.boundaries],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.path, "line": place.line, "column": place.column}
