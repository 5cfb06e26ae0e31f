"""A text in double quotes with escapes: how a message carries what would not come back bare.

A backslash before a sign is that sign, as in Markdown; ``\\n`` is a line break, ``\\t`` a tab,
``\\uXXXX`` and ``\\UXXXXXXXX`` a character by its code point.
"""

from __future__ import annotations

import re
from collections.abc import Set

_SIGN = r"[!-/:-@\[-`{-~]"
_POINT = r"u[0-9a-f]{4}|U(?:000[0-9a-f]|0010)[0-9a-f]{4}"
_ESCAPE = re.compile(rf"\\({_SIGN}|[nt]|{_POINT})")
_LETTERS = {"n": "\n", "t": "\t"}
_ESCAPES = {character: f"\\{letter}" for letter, character in _LETTERS.items()}

QUOTED = re.compile(rf'"((?:[^"\\]|\\(?:{_SIGN}|[nt]|{_POINT}))*)"')
"""Such a text; its group is what stands between the quotes."""

JOINS = "\u200c\u200d"
"""Zero-width characters that emoji and Persian need: they are not seen, but what they do is."""


def unquoted(text: str) -> str | None:
    """Return what a text in quotes says; None where it is not one such text as a whole."""
    found = QUOTED.fullmatch(text)
    return unescaped(found[1]) if found else None


def unescaped(text: str) -> str:
    """Return what stands between the quotes with its escapes undone."""
    return _ESCAPE.sub(lambda found: _character(found[1]), text)


def quoted(text: str, marked: Set[int]) -> str:
    """Return a text in quotes; the characters at the indices ``marked`` are escaped too."""
    last = len(text) - 1
    written = [
        _escaped(character, at_end=index == last)
        if index in marked or character in '"\\' or not is_shown(character)
        else character
        for index, character in enumerate(text)
    ]
    return f'"{"".join(written)}"'


def is_shown(character: str) -> bool:
    """Whether a reader sees a character, or what it does to its neighbours."""
    return character.isprintable() or character in JOINS


def _character(escape: str) -> str:
    if len(escape) > 1:
        return chr(int(escape[1:], 16))
    return _LETTERS.get(escape, escape)


def _escaped(character: str, *, at_end: bool) -> str:
    if character in _ESCAPES and not at_end:  # at the end it looks like a line break of JSON
        return _ESCAPES[character]
    if re.fullmatch(_SIGN, character):
        return f"\\{character}"
    point = ord(character)
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
