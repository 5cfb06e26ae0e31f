"""A session's record in words, and as data."""

from __future__ import annotations

from typing import Any

from muster.model.session import Session


def scope_text(session: Session) -> str:
    """A scope in one line: dimension and extent, as written."""
    return "; ".join(
        f"{name} {', '.join(map(str, extent)) if isinstance(extent, list) else extent}"
        for name, extent in session.raw_scope.items()
    )


def session_data(session: Session) -> dict[str, Any]:
    """One session as data: the record as written, and where it stands."""
    return {"file": session.path, "record": dict(session.raw)}
