"""Lines whose emoji and arrows arrived garbled, made right again."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# UTF-8 read as Mac Roman: a character whose byte begins a sequence of three or four, then those
# whose bytes continue it. ftfy knows the encoding but takes most of these for real text, since a
# lone "‚Üí" is too little evidence for prose; here only signs are accepted as the outcome.
_HIGH = bytes(range(0x80, 0x100)).decode("mac_roman")
_CONTINUE = re.escape(_HIGH[:0x40])
_GARBLED_SIGN = re.compile(
    f"[{re.escape(_HIGH[0x60:0x70])}][{_CONTINUE}]{{2}}"
    f"|[{re.escape(_HIGH[0x70:0x75])}][{_CONTINUE}]{{3}}"
)
_JOINERS = "\u200d\ufe0e\ufe0f\u20e3"


@lru_cache(maxsize=1024)
def repair(line: str) -> str:
    """Return a line with its mojibake repaired; a line that looks right is returned as it is."""
    if line.isascii():
        return line
    line = _GARBLED_SIGN.sub(_sign, line)
    if line.isascii():
        return line
    from ftfy import fix_encoding  # costs 50 ms, and most documents are fine

    return fix_encoding(line)


def _sign(found: re.Match[str]) -> str:
    try:
        sign = found.group().encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return found.group()
    is_sign = sign in _JOINERS or unicodedata.category(sign)[0] in "SP"
    return sign if is_sign else found.group()
