"""Words that tell records apart: what two numbers do has none in common."""

from __future__ import annotations

_CONSONANTS = "bdfgklmnprstvz"


def word(number: int) -> str:
    """A word that no other number has."""
    told = ""
    for _ in range(3):
        number, digit = divmod(number, len(_CONSONANTS))
        told = f"{_CONSONANTS[digit]}{'aeiou'[digit % 5]}{told}"
    return f"{told}x"
