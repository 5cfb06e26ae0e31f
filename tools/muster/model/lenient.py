"""Lenient readers of data that a schema has judged, or will: what does not fit is None or empty.

Typed records must never fail on what somebody forced onto the protected branch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def text_or_none(value: object) -> str | None:
    """The value if it is a text."""
    return value if isinstance(value, str) else None


def number_or_none(value: object) -> float | None:
    """The value if it is a number; true and false are none."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def integer_or_none(value: object) -> int | None:
    """The value if it is an integer; true and false are none."""
    return value if type(value) is int else None


def day_or_none(value: object) -> date | None:
    """The value if it is the text of a day, ``2025-11-17``, that the calendar has."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def mappings(value: object) -> list[Mapping[str, Any]]:
    """The mappings of a list; other items are left out."""
    return [item for item in items(value) if isinstance(item, dict)]
