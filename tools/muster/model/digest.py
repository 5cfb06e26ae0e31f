"""Digests of what was agreed: equal data has equal digests, however a file is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any

from muster.model.charter import Charter
from muster.model.finding import Finding
from muster.model.registry import RegistryFile
from muster.model.session import AGREEMENT_FIELDS, Session
from muster.model.small_records import Ruling

ROSTER_PARTS = ("size", "objectives", "dimensions", "coverage")
"""What of the charter a team agrees to, besides who orchestrates and the time zone."""


def agreement_digest(session: Session) -> str:
    """The digest of one session's role (with its scope), goal, responsibilities and schedule.

    What decides a ruling must not change under it; who holds the number may.
    """
    return digest(_agreement(session))


def charter_digest(charter: Charter | None, parts: Collection[str]) -> str:
    """The digest of some parts of the charter, by their keys; one that is not there is left out."""
    return digest(_parts(charter, parts))


def roster_digest(
    files: Iterable[RegistryFile], charter: Charter | None, rulings: Iterable[tuple[str, Ruling]]
) -> str:
    """The digest of what a whole team agrees to. Source: section 7 of the design.

    ``files`` are those of session records; one that can't be read says nothing, and one without a
    number has that of its file. ``rulings`` are those in force by their names. Who holds a number,
    by which key, since when, and who approves, is not in it: a session that is restarted or an
    approver's new key changes nothing that anybody agreed to. The time zone is, since every
    schedule is told in it.
    """
    return digest(
        {
            "sessions": sorted(
                digest([file.held, session.name, _agreement(session)])
                for file in files
                if (session := file.session)
            ),
            "charter": _parts(charter, ROSTER_PARTS),
            "orchestrator": charter.orchestrator if charter else None,
            "timezone": charter.timezone if charter else None,
            "rulings": sorted([name, digest(_decision(ruling))] for name, ruling in rulings),
        }
    )


def _agreement(session: Session) -> dict[str, Any]:
    return {key: session.raw[key] for key in AGREEMENT_FIELDS if key in session.raw}


def _parts(charter: Charter | None, parts: Collection[str]) -> dict[str, Any]:
    raw = charter.document.value if charter else {}
    return {key: raw[key] for key in parts if key in raw}


def _decision(ruling: Ruling) -> list[Any]:
    """What a ruling says; its digests only tie it to what it was made on."""
    sides = [[side.number, side.does] for side in ruling.boundaries]
    return [sorted(ruling.sessions), ruling.rule, ruling.decision, sides, sorted(ruling.findings)]


def finding_digest(finding: Finding) -> str:
    """The digest of what a finding is about: its rule and its subjects, not its words."""
    return digest([finding.code, *finding.subjects])


def digest(value: Any) -> str:
    """``sha256:`` and the hexadecimal digest of plain data as JSON with sorted keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{hashlib.sha256(text.encode('ascii')).hexdigest()}"
