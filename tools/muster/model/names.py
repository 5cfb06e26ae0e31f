"""Names and ids in texts: which of the two a word is."""

from __future__ import annotations

import re
from typing import NamedTuple

_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
_SESSION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_UUID_LIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{4,40}|[0-9a-f]{12,64}")
_GENERATED = re.compile(r"(?:session|thread|run|conv|sess)[-_:.]?[0-9]{4,}[0-9A-Za-z._:-]*")

_SAID = re.compile(r"(?:session|session id|id):? +([^ ]+)", re.I)
_NOBODY = "nobody"


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


class Identity(NamedTuple):
    """What SESSION_ID tells: the slot's name and the session's id, either None."""

    name: str | None
    session_id: str | None


def told_identity(text: str) -> Identity:
    """Tell what the value of SESSION_ID says for a claim: only what is a valid name or id.

    A registration message may give the slot's name there, so a single word says which session this
    is only where no person would write it as a name; then it may be both. The second word of
    ``marketing-research-1 (session-1763243080)`` has to look so too, unless the message says what
    it is: ``research (session alpha)``. ``research (nobody)`` is a name alone.
    """
    outer, inner, sure = _parts(text)
    if not (outer and inner):
        alone = (outer or inner).rstrip(".")
        is_id = is_session_id(alone) and looks_generated(alone) and not sure
        return Identity(alone if is_name(alone) else None, alone if is_id else None)
    is_id = is_session_id(inner) and (sure or looks_generated(inner))
    return Identity(outer if is_name(outer) else None, inner if is_id else None)


def identity_text(name: str | None, session_id: str | None) -> str:
    """The value of SESSION_ID that ``told_identity`` reads as these; empty where there are none."""
    if not name or not session_id:
        alone = name or session_id or ""
        return alone if told_identity(alone).session_id == session_id else f"{alone} ({_NOBODY})"
    plain = f"{name} ({session_id})"
    return plain if told_identity(plain) == (name, session_id) else f"{name} (session {session_id})"


def split_identity(text: str) -> tuple[str, str]:
    """Split the value of SESSION_ID into name and session id, either maybe empty.

    ``marketing-research-1 (session-1763243080)`` has both; a single word is the one that it looks
    like.
    """
    outer, inner, sure = _parts(text)
    if outer and inner:
        return outer, inner
    alone = outer or inner
    return ("", alone) if looks_generated(alone) and not sure else (alone, "")


def _parts(text: str) -> tuple[str, str, bool]:
    """The words before and in parentheses, the name first; whether the text says what they are."""
    outer, opened, inner = text.partition("(")
    outer, inner = outer.strip(), inner.strip().removesuffix(")").strip()
    if not (opened and inner and outer):
        return outer, inner, False
    if inner.lower() == _NOBODY:
        return outer, "", True
    said = _SAID.fullmatch(inner)
    if said:
        return outer, said[1], True
    if looks_generated(outer) and not looks_generated(inner):
        return inner, outer, False
    return outer, inner, False
