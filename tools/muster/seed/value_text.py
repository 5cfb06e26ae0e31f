"""A heading's or a field's value, without what stands around it."""

from __future__ import annotations

from muster.model.decoration import plain, unmarked
from muster.model.dump import one_line

LONGEST = 4_000  # of one field or duty: far above what a record holds, so that a cut is seen later


def plain_text(text: str) -> str:
    """A heading or value without Markdown around it, on one line, clean."""
    return one_line(unmarked(plain(one_line(text).strip("# "))))


def clean_value(text: str) -> str:
    """A value on one line without bold, backticks and signs around it; at most 4,000 characters."""
    text = one_line(unmarked(text[:LONGEST])).rstrip(" |│┃║")
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    return text.strip("_* ") if text[:1] in "_*" else text
