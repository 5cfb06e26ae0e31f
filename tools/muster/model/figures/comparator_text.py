"""The words before a figure, or the sign behind it, that say how it is a target."""

from __future__ import annotations

import re

from muster.model.goal import Comparator
from muster.model.notes import Notes, quoted

_AT_LEAST = re.compile(
    r"(?:at least|a? ?min(?:imum)?\.?(?: of)?|no less than|not less than|≥|>=)\s?\Z", re.I
)
_AT_MOST = re.compile(
    r"(?:at most|a? ?max(?:imum)?\.?(?: of)?|no more than|not more than|up to|within|in under|≤|<=)"
    r"\s?\Z",
    re.I,
)
_ABOVE = re.compile(r"(?:more than|over|above|exceeding|greater than|>)\s?\Z", re.I)
_BELOW = re.compile(r"(?:less than|fewer than|under|below|<)\s?\Z", re.I)
_ABOUT = re.compile(r"(?:about|around|roughly|approx(?:imately)?\.?|circa|~|≈)\s?\Z", re.I)


def read_comparator(before: str, figure: re.Match[str], notes: Notes) -> Comparator | None:
    """How a figure compares, None when nothing says so; a limit that gets included is told."""
    if figure["plus"] or figure["plus2"] or _AT_LEAST.search(before):
        return Comparator.AT_LEAST
    if _AT_MOST.search(before):
        return Comparator.AT_MOST
    for pattern, comparator in ((_ABOVE, Comparator.AT_LEAST), (_BELOW, Comparator.AT_MOST)):
        found = pattern.search(before)
        if found:
            said = (found.group() + figure.group()).strip()
            notes.untold.append(
                f"goal: {quoted(said)} is written as {comparator}, which includes the limit"
            )
            return comparator
    return None


def is_upper_limit(before: str) -> bool:
    """Whether the words before a figure make it the most that may be."""
    return bool(_AT_MOST.search(before) or _BELOW.search(before))


def is_about(before: str) -> bool:
    """Whether the words before a figure say that it is not exact."""
    return _ABOUT.search(before) is not None
