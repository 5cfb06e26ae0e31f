"""Times as GitHub writes them: ISO 8601 with a zone."""

from __future__ import annotations

from datetime import datetime


def moment(text: str) -> datetime | None:
    """A time with its zone; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
