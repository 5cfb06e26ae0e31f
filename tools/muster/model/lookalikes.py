"""Letters of other scripts that look like Latin ones, read as those they look like.

``Outr\u0435ach`` with a Cyrillic letter is no other word to who reads it. A word is read so where
it mixes such letters with Latin ones, or where all its letters look like Latin ones. Source: the
confusables of Unicode UTS 39, those of Cyrillic and Greek letters (with Latin's own dotless and
script forms) that look like one Latin letter.
"""

from __future__ import annotations

import re

_LIKE = {
    "a": "\u0430\u03b1\u0251", "b": "\u0432\u0184\u042c\u044c\u03b2", "c": "\u0441\u03f2",
    "d": "\u0501", "e": "\u0435\u0454\u03b5\u212e\u0450\u0451", "f": "\u03dd\u0192",
    "g": "\u0261\u050d", "h": "\u04bb\u043d", "i": "\u0456\u03b9\u0131\u0457\u03af",
    "j": "\u0458\u03f3", "k": "\u043a\u03ba", "l": "\u04cf\u0399", "m": "\u043c\u03fb",
    "n": "\u0578\u03b7", "o": "\u043e\u03bf\u03c3\u0585", "p": "\u0440\u03c1", "q": "\u051b",
    "r": "\u0433", "s": "\u0455", "t": "\u0442\u03c4", "u": "\u03c5\u057d", "v": "\u03bd\u0475",
    "w": "\u051d\u0461\u03c9", "x": "\u0445\u03c7", "y": "\u0443\u04af\u03b3", "z": "\u0396\u03b6",
}  # fmt: skip
_LATIN = {ord(like): latin for latin, likes in _LIKE.items() for like in likes}
_ANY = re.compile(f"[{''.join(_LIKE.values())}]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_LETTER = re.compile("[a-z]")


def without_lookalikes(text: str) -> str:
    """A text in lower case, its lookalikes read as Latin in the words that they disguise."""
    if text.isascii() or not _ANY.search(text):
        return text
    return _WORD.sub(_plain_word, text)


def _plain_word(match: re.Match[str]) -> str:
    word = match[0]
    read = word.translate(_LATIN)
    return read if read != word and (read.isascii() or _LATIN_LETTER.search(word)) else word
