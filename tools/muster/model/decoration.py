"""What stands around a text for looks only: rules, ticks, emoji, quotes, bullets and Markdown.

Plain scans without nested repeats, so that hostile text costs linear time.
"""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200d\ufe0e\ufe0f\u20e3"
"""Zero-width joiner, variation selectors and keycap: what an emoji may be made of besides signs."""

_UNSEEN = "\u200b\u2060\ufeff"  # zero-width space, word joiner, byte order mark
_OF_VALUES = " \t*_`|\\│┃║¦"
_OF_LINES = _OF_VALUES + ">~"
_BULLET = re.compile(r"(?:[-*+•] |[0-9]{1,3}[.)] )")


def plain(line: str) -> str:
    """Return a line without what surrounds its text: quotes, bullets, Markdown, emoji, rules."""
    return _undecorated(opened(line), _OF_LINES)


def opened(line: str) -> str:
    """Return a line without what stands before its text; a sign behind may be a value: ``✅``."""
    line = line[_first_shown(line, _OF_LINES) :]
    bullet = _BULLET.match(line)
    if bullet:
        line = line[bullet.end() :]
        line = line[_first_shown(line, _OF_LINES) :]
    return line


def undecorated_line(line: str) -> str:
    """Return a line without the signs at its edges; a bullet stays."""
    return _undecorated(line, _OF_LINES)


def undecorated_value(text: str) -> str:
    """Return a value without the signs at its edges; ``>`` and ``~`` stay, as in ``> 95%``."""
    return _undecorated(text, _OF_VALUES)


def unmarked(text: str) -> str:
    """Return a text without Markdown's signs for bold and code, wherever they stand."""
    return text.replace("**", "").replace("`", "")


def is_bullet(line: str) -> bool:
    """Whether a line, quoted or indented, begins with a bullet or a list's number."""
    return _BULLET.match(line.lstrip(" \t>")) is not None


def indent(line: str) -> int:
    """Return how many columns a line is indented; a quote's ``>`` counts as one."""
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" >"))


def _undecorated(text: str, signs: str) -> str:
    start, end = _first_shown(text, signs), len(text)
    while end > start and _decorates(text[end - 1], signs):
        end -= 1
    return text[start:end]


def _first_shown(text: str, signs: str) -> int:
    start = 0
    while start < len(text) and _decorates(text[start], signs):
        start += 1
    return start


def _decorates(character: str, signs: str) -> bool:
    """Whether a sign at the edge of a text is only there for looks."""
    if character < "\x80":
        return character in signs or character < " "
    return (
        character.isspace()
        or character in signs
        or character in JOINERS
        or character in _UNSEEN
        or (character >= "\u2190" and unicodedata.category(character) in ("So", "Sk"))
    )
