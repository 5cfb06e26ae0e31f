"""Which session this is: told by an option or by the program that runs it, never guessed."""

from __future__ import annotations

import os
import re

from muster.model.error import UsageError

SOURCES = ("MUSTER_SESSION_ID", "CLAUDE_CODE_SESSION_ID", "CODEX_THREAD_ID")
"""The variables that name the session, in this order."""

_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")


def find_session_id(given: str | None, *others: str | None) -> str | None:
    """The session's id: what was given, else the environment's, else the first of ``others``.

    Raises ``UsageError`` for one that is no id; None where nothing tells it.
    """
    named = [("--session-id", given), *((name, os.environ.get(name)) for name in SOURCES)]
    for source, value in [*named, *(("the text", other) for other in others)]:
        if value:
            if _FORM.fullmatch(value) is None:
                raise UsageError(
                    "bad-session-id",
                    f"The session id {value!r} from {source} is none: it starts with a letter or "
                    "digit and has only letters, digits and . _ : -, at most 128.",
                    "muster whoami --session-id ID",
                )
            return value
    return None


def require_session_id(given: str | None, *others: str | None) -> str:
    """The session's id, or a ``UsageError`` that says how to tell it."""
    found = find_session_id(given, *others)
    if found is None:
        raise UsageError(
            "no-session-id",
            "Nothing tells which session this is: there is no --session-id, and none of "
            f"{', '.join(SOURCES)} is set.",
            "export MUSTER_SESSION_ID=YOUR-SESSION-ID",
        )
    return found
