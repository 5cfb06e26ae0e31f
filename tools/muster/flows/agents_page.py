"""The page for a session that joins a team, as it is shipped."""

from __future__ import annotations

from pathlib import Path

AGENTS = "AGENTS.md"

_BESIDE = Path(__file__).parents[1] / AGENTS  # in the wheel
_CHECKOUT = Path(__file__).parents[3] / AGENTS  # in a checkout


def agents_page() -> bytes:
    """The page's content."""
    return (_BESIDE if _BESIDE.is_file() else _CHECKOUT).read_bytes()
