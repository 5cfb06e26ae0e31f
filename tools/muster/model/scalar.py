"""What a plain scalar means.

Source: YAML 1.2.2, section 10.3.2 (core schema). So ``012`` is the number 12, and ``no``, ``1:30``
and a date are texts.
"""

from __future__ import annotations

import math
import re

MOST_DIGITS = 18
MOST_HEXADECIMAL_DIGITS = 14  # the most that always stay below 10**18

CONSTANTS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
NUMBER_STARTS = frozenset("-+.0123456789")
"""The characters that a number may begin with; any other text need not be asked."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


class UnusableNumberError(ValueError):
    """The text is a number, but an endless one or one with too many digits."""


def number(text: str) -> int | float | str:
    """The number that a plain scalar is, or the text itself if it is none.

    Raises ``UnusableNumberError`` for one of more than 18 digits or without a finite value.
    """
    if text.isdecimal() and len(text) <= MOST_DIGITS and text.isascii():  # the usual one
        return int(text)
    if _INTEGER.fullmatch(text):
        if len(text.lstrip("+-")) <= MOST_DIGITS:
            return int(text)
    elif _OCTAL.fullmatch(text):
        if len(text) - 2 <= MOST_DIGITS:
            return int(text[2:], 8)
    elif _HEXADECIMAL.fullmatch(text):
        if len(text) - 2 <= MOST_HEXADECIMAL_DIGITS:
            return int(text[2:], 16)
    elif _FLOAT.fullmatch(text):
        mantissa = text.lower().partition("e")[0]
        if sum(map(str.isdigit, mantissa)) <= MOST_DIGITS:
            value = float(text)
            if math.isfinite(value):
                return value
    elif _NOT_FINITE.fullmatch(text) is None:
        return text
    raise UnusableNumberError(text)
