"""Signs that were read as Mac Roman: an arrow, a dash or an emoji that looks like ``‚Üí``.

ftfy knows the encoding but takes most of these for real text, since a lone one is too little
evidence in prose. Here a sequence counts only where a sign comes out of it.
"""

from __future__ import annotations

import re
import unicodedata

from muster.model.decoration import JOINERS

# A character whose byte begins a UTF-8 sequence of three or four, then those that continue it.
_HIGH = bytes(range(0x80, 0x100)).decode("mac_roman")
_CONTINUE = re.escape(_HIGH[:0x40])
GARBLED = re.compile(
    f"[{re.escape(_HIGH[0x60:0x70])}][{_CONTINUE}]{{2}}"
    f"|[{re.escape(_HIGH[0x70:0x75])}][{_CONTINUE}]{{3}}"
)


def with_signs(text: str) -> str:
    """Return a text with its garbled signs made right again."""
    return text if text.isascii() else GARBLED.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    return sign_of(found.group()) or found.group()


def sign_of(garbled: str) -> str | None:
    """The sign that a match of ``GARBLED`` was, None if it was none."""
    try:
        sign = garbled.encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return None
    return sign if sign in JOINERS or unicodedata.category(sign)[0] in "SP" else None
