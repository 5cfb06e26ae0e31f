"""Names and ids in texts: which of the two a word is."""

from __future__ import annotations

import re

_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
_SESSION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_UUID_LIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{4,40}|[0-9a-f]{12,64}")
_GENERATED = re.compile(r"(?:session|thread|run|conv|sess)[-_:.]?[0-9]{4,}[0-9A-Za-z._:-]*")


def is_name(text: str) -> bool:
    """Whether a text is a valid name of a session as it stands."""
    return _NAME.fullmatch(text) is not None


def is_session_id(text: str) -> bool:
    """Whether a text is a valid session id."""
    return _SESSION_ID.fullmatch(text) is not None


def looks_generated(text: str) -> bool:
    """Whether a text is rather a session's id than its name: ``session-1763243065``, a UUID."""
    lower = text.lower()
    return (
        _GENERATED.fullmatch(lower) is not None
        or _UUID_LIKE.fullmatch(lower) is not None
        or (is_session_id(text) and not is_name(lower.replace("_", "-")))
    )


def split_identity(text: str) -> tuple[str, str]:
    """Split the value of SESSION_ID into name and session id, either maybe empty.

    ``marketing-research-1 (session-1763243080)`` has both; a single word is the one that it looks
    like.
    """
    outer, opened, inner = text.partition("(")
    outer, inner = outer.strip(), inner.strip().removesuffix(")").strip()
    if opened and inner and outer:
        if looks_generated(outer) and not looks_generated(inner):
            return inner, outer
        return outer, inner
    alone = outer or inner
    return ("", alone) if looks_generated(alone) else (alone, "")
