"""Lines whose emoji and arrows arrived garbled, made right again."""

from __future__ import annotations

from functools import lru_cache

from muster.model.mojibake import with_signs


@lru_cache(maxsize=1024)
def repair(line: str) -> str:
    """Return a line with its mojibake repaired; a line that looks right is returned as it is."""
    if line.isascii():
        return line
    line = with_signs(line)
    if line.isascii():
        return line
    from ftfy import fix_encoding  # costs 50 ms, and most documents are fine

    return fix_encoding(line)
