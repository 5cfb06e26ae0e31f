"""The workflows that this muster ships, and what they install it with."""

from __future__ import annotations

from pathlib import Path

import muster

_PATTERNS = (".github/workflows/muster*.yml", ".github/muster/*")


def shipped_files() -> dict[str, bytes]:
    """Their content by path; none where this muster has none beside it."""
    top = Path(muster.__file__).parents[2]
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for pattern in _PATTERNS
        for path in sorted(top.glob(pattern))
        if path.is_file()
    }
