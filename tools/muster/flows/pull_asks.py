"""What a pull request asks for: the session records that it changes, and what it does to each."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.pull_verdict import RELEASES, Asked
from muster.model.key import canonical_key, fingerprint
from muster.model.layout import RecordKind, slot
from muster.rules.case import Case, Delta


def asked(case: Case) -> Iterator[Asked]:
    """The session records that a change touches, by path."""
    claims = {delta.path for delta in case.claims}
    known = {canonical_key(s.key) for s in case.before.sessions if s.key}
    for delta in case.deltas:
        session = delta.becomes or delta.was
        if session is None or slot(delta.path).kind is not RecordKind.SESSION:
            continue
        key = canonical_key(delta.becomes.key) if delta.becomes and delta.becomes.key else ""
        shown = fingerprint(key) if key and key not in known else ""
        was = delta.was if delta.becomes else None
        yield Asked(_verb(case, delta, claims), session, shown, was)


def _verb(case: Case, delta: Delta, claims: set[str]) -> str:
    if delta.was_registered and not delta.becomes_registered:
        return RELEASES
    if delta.taken_over and case.authorised(delta):
        return "takes over"
    return "claims" if delta.path in claims else "changes"
