"""Digests of what was agreed: equal data has equal digests, however a file is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any

from muster.model.charter import Charter
from muster.model.finding import Finding
from muster.model.session import AGREEMENT_FIELDS, Session


def agreement_digest(session: Session) -> str:
    """The digest of one session's role (with its scope), goal, responsibilities and schedule.

    What decides a ruling must not change under it; who holds the number may.
    """
    return digest({key: session.raw[key] for key in AGREEMENT_FIELDS if key in session.raw})


def charter_digest(charter: Charter | None, parts: Collection[str]) -> str:
    """The digest of some parts of the charter, by their keys; one that is not there is left out."""
    raw = charter.document.value if charter else {}
    return digest({key: raw[key] for key in parts if key in raw})


def finding_digest(finding: Finding) -> str:
    """The digest of what a finding is about: its rule and its subjects, not its words."""
    return digest([finding.code, *finding.subjects])


def digest(value: Any) -> str:
    """``sha256:`` and the hexadecimal digest of plain data as JSON with sorted keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{hashlib.sha256(text.encode('ascii')).hexdigest()}"
