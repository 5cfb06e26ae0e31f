"""How a text stands in a field of a registration message, so that its reader gets it back."""

from __future__ import annotations

from collections.abc import Set

from muster.model.message_field import FIELD_SIGN, field_value, is_placeholder
from muster.model.mojibake import GARBLED, with_signs
from muster.model.quoted_text import is_shown, quoted


def carried(text: str, marked: Set[int] = frozenset()) -> str:
    """Return a text as it is where that is safe, else in quotes with what is unsafe escaped.

    Unsafe is what a reader would drop, repair, or take for a field, a message or a placeholder, and
    the characters at the indices ``marked``.
    """
    return text if not marked and _comes_back(text) else in_quotes(text, marked)


def in_quotes(text: str, marked: Set[int] = frozenset()) -> str:
    """Return a text in quotes, with what is unsafe escaped."""
    unsafe = {*marked, *(found.end() - 1 for found in FIELD_SIGN.finditer(text))}
    for found in GARBLED.finditer(text):
        unsafe.update(range(found.start(), found.end()))
    if is_placeholder(text):
        unsafe.add(0)
    return quoted(text, unsafe)


def _comes_back(text: str) -> bool:
    return (
        all(map(is_shown, text))
        and not {'"', "\\"} & {*text}
        and field_value(text) == text
        and not is_placeholder(text)
        and FIELD_SIGN.search(text) is None
        and with_signs(text) == text
    )
