"""Names made from texts: ASCII, lower-case, within the schema's patterns."""

from __future__ import annotations

import re
import unicodedata

from muster.model.limits import MOST_NAME

_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The ASCII words of a text in lower case; accents are dropped."""
    folded = unicodedata.normalize("NFKD", text[:500]).encode("ascii", "ignore").decode().lower()
    return _WORD.findall(folded.replace("'", ""))


def slug(text: str, joint: str = "-") -> str:
    """A text as words joined by hyphens (or ``joint``), at most 64 characters, maybe empty."""
    return joint.join(words(text))[:MOST_NAME].strip(joint)


def lettered(text: str, joint: str = "-") -> str:
    """A slug that starts with a letter, maybe empty."""
    return slug(text, joint).lstrip("0123456789" + joint)
