"""Sets of bytes as integers: bit n is byte n. Git compares paths byte by byte."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

ANY = (1 << 256) - 2
"""Every byte that a path may have: all but NUL."""
SLASH = 1 << ord("/")
DOT = 1 << ord(".")
NO_SLASH = ANY & ~SLASH

_READABLE = b"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_-.+=@~,"
_ORDER = bytes(dict.fromkeys(_READABLE + bytes(range(33, 127)) + bytes(range(128, 256)) + b" "))
_RANK = {byte: rank for rank, byte in enumerate(bytes(dict.fromkeys(_ORDER + bytes(range(256)))))}


def bytes_of(values: Iterable[int]) -> int:
    """The set of some bytes."""
    found = 0
    for value in values:
        found |= 1 << value
    return found


def rank(byte: int) -> int:
    """How readable a byte is as part of an example: 0 is best, the letter a."""
    return _RANK[byte]


@lru_cache(maxsize=4096)
def most_readable(mask: int) -> int:
    """The best byte for an example out of a set that is not empty."""
    return next(byte for byte in _RANK if mask >> byte & 1)
