"""Who a key belongs to, in words."""

from __future__ import annotations

from collections.abc import Iterable

from muster.model.charter import Charter
from muster.model.key import canonical_key
from muster.model.session import Session


def signed_by(key: str | None, charter: Charter | None, sessions: Iterable[Session]) -> str:
    """Who signed with a key, by a charter and its records; None is no signature."""
    if key is None:
        return "nobody: it is not signed"
    for session in sessions:
        if session.registered and session.key and canonical_key(session.key) == key:
            lead = charter is not None and session.number == charter.orchestrator
            return f"number {session.number} ({session.name}){', the orchestrator' * lead}"
    for approver in charter.approvers if charter else ():
        if approver.key and canonical_key(approver.key) == key:
            return f"{approver.name}, who approves"
    return "a key that no record lists"
