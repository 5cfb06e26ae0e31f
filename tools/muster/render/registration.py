"""A session's registration message, in the two forms that sessions write.

Nothing that a record says can end a field, begin another one, or begin another message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from muster.model.message import role_parts_of
from muster.model.names import identity_text
from muster.model.session import PENDING, REGISTERED, Session
from muster.render.untrusted import for_message

_RULE = "━" * 40
_SIGNS = {REGISTERED: "✅", PENDING: "⏳"}


def block_message(session: Session, *, on_forge: bool = False) -> str:
    """Return the message as a block of ``KEY: value`` lines between rules, without a last newline.

    A field that the record lacks is left out; SESSION_ID has name and id, as far as they are known.
    ``on_forge``: as it can stand on GitHub, where a text may mention nobody.
    """
    header = "REGISTRATION COMPLETE" if session.registered else "REGISTRATION PENDING"
    lines = (f"{key}: {_signed(key, value)}" for key, value in _fields(session, on_forge))
    return "\n".join((_RULE, header, _RULE, *lines, _RULE))


def line_message(session: Session, *, on_forge: bool = False) -> str:
    """Return the message on one line: ``REGISTRATION: NUMBER=… ROLE=… GOAL=… …``."""
    fields = _fields(session, on_forge)
    return " ".join(["REGISTRATION:", *(f"{key}={value}" for key, value in fields)])


def _signed(key: str, value: str) -> str:
    sign = _SIGNS.get(value.lower()) if key == "STATUS" else None
    return f"{sign} {value}" if sign else value


def _fields(session: Session, on_forge: bool) -> Iterator[tuple[str, str]]:
    say = partial(for_message, on_forge=on_forge)
    if session.number is not None:
        yield "NUMBER", str(session.number)
    if session.title or session.does:
        yield "ROLE", _role(session.title, session.does, say)
    if session.goal.statement:
        yield "GOAL", say(session.goal.statement)
    if session.name or session.session_id:
        yield "SESSION_ID", say(identity_text(session.name, session.session_id))
    if session.status:
        yield "STATUS", say(session.status.upper())
    if "ready" in session.raw:
        yield "READY", "YES" if session.ready else "NO"


def _role(title: str, does: str, say: Callable[..., str]) -> str:
    """The plainest form that is read as the same title and the same work."""
    if not (title and does):
        return say(title or does)
    for quoted in ((False, False), (True, False), (True, True)):
        parts = zip((title, does), quoted, strict=True)
        text = " - ".join(say(part, quoted=is_quoted) for part, is_quoted in parts)
        if role_parts_of(text) == (title, does):
            break
    return text
