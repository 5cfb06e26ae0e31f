"""One field of a registration message: its key, the sign behind it, its value."""

from __future__ import annotations

import re

from muster.model.decoration import undecorated_value, unmarked
from muster.model.quoted_text import unquoted

_MOST_NUMBER = 100_000

KEYS = r"NUMBER|ROLE|GOAL|SESSION(?:\\?[_ -])?ID|STATUS|READY|TIMESTAMP"
MARKS = r"[*_`]{0,3}"
"""Markdown around a key, as in ``**NUMBER**:`` and ``**NUMBER:**``."""

GAP = r"[ \t\u00a0]{0,20}"
"""What may stand between a key and its sign, where the signs are aligned."""

CLOSERS = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’"}

FIELD_SIGN = re.compile(rf"(?<![A-Za-z0-9_])(?:{KEYS}){MARKS}{GAP}[:=：＝]", re.I)
"""What could begin a field within a line; its last character is the sign."""

_NUMBER = re.compile(
    r"(?:(?:session|no\.?) ?)?#? ?0{0,9}([0-9]{1,9})(?![0-9A-Za-z.,]*[0-9A-Za-z])", re.I
)
_PLACEHOLDER = re.compile(r"\[[^\]]*\]?|<[^>]*>?|\{[^}]*\}?|\$\{?[A-Za-z_]+\}?|…|\.\.\.|\?+")


def field_pattern(keys: str = KEYS) -> re.Pattern[str]:
    """Return the pattern of a field that begins a line; its group is the key as written."""
    signs = r"=>|->|[:=：＝→]|[-–—](?= )"
    return re.compile(rf"({keys}){MARKS}{GAP}(?:{signs}){MARKS}", re.I)


def field_key(text: str) -> str:
    """Return the one spelling of a key: ``Session ID`` is ``SESSION_ID``."""
    key = text.upper().replace("\\", "").replace(" ", "_").replace("-", "_")
    return "SESSION_ID" if key == "SESSIONID" else key


def field_value(raw: str) -> str:
    """Return a field's value without quotes, Markdown, emoji and separators around it.

    What stands in quotes as a whole is as it is there, with its escapes undone.
    """
    exact = unquoted(bare_value(raw))
    if exact is not None:
        return exact
    value = " ".join(undecorated_value(unmarked(raw)).strip(" ,;|").split())
    if len(value) > 1 and CLOSERS.get(value[0]) == value[-1]:
        value = value[1:-1]
    elif value.count('"') == 1:
        value = value.strip('"')  # the quote of the command around the message
    return undecorated_value(value)


def bare_value(raw: str) -> str:
    """Return a field's value without what stands around it; quotes and what is inside stay."""
    value = undecorated_value(undecorated_value(raw).rstrip(",;|"))
    return value[:-1] if value.endswith('".') else value


def is_placeholder(value: str) -> bool:
    """Whether a value stands for one that is still to be filled in, like ``[your-number]``."""
    return _PLACEHOLDER.fullmatch(value) is not None


def is_number(number: int) -> bool:
    """Whether a session can have this number, or a team this size: 1 to 100,000."""
    return 1 <= number <= _MOST_NUMBER


def read_number(value: str) -> int | None:
    """Read a session's number, ``5``, ``#5``, ``005`` or ``5 of 12``; None if it isn't one."""
    found = _NUMBER.match(value)
    number = int(found[1]) if found else 0
    return number if is_number(number) else None
