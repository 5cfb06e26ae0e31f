"""A figure as a goal has it: its pattern, and what its digits and signs say by themselves."""

from __future__ import annotations

import re

from muster.model.figures.words import TIME_UNITS, singular

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?:\.[0-9]{1,6})?"
FIGURE = re.compile(
    rf"(?<![A-Za-z0-9_.,#])(?P<money>[$€£] ?)?(?P<low>{_NUMBER})"
    rf"(?: ?[-–] ?(?P<high>{_NUMBER}))?"
    r"(?P<scale>[kK]|[mM]{1,2}(?=\b)|[bB]n?(?=\b))?"
    r"(?P<plus> ?\+)?(?P<percent> ?(?:%|percent\b))?(?P<plus2>\+)?"
    r"(?P<of> ?/ ?[0-9]{1,6}(?![0-9])| out of [0-9]{1,6}(?![0-9]))?"
    r"(?P<time>[ -]?(?:seconds?|secs?|s|minutes?|mins?|hours?|hrs?|h|days?|weeks?)\b)?"
    r"(?![0-9A-Za-z%])"
)
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
_SCALES = {"k": 1_000, "m": 1_000_000, "mm": 1_000_000, "b": 10**9, "bn": 10**9}
_TOO_LARGE = 10**15


class UntoldFigure(Exception):  # noqa: N818 - not an error: what could not be read
    """Why a figure gives no metric; the message is the end of a sentence about it."""


def end_of(figure: re.Match[str], end: str) -> int | float:
    """The figure, or the ``low`` or ``high`` end of its range. Raises ``UntoldFigure``."""
    number = _plain(figure[end]) * _SCALES.get((figure["scale"] or "").lower(), 1)
    if number >= _TOO_LARGE:
        raise UntoldFigure("is too large")
    return int(number) if number == int(number) else round(number, 6)


def unit_of(figure: re.Match[str]) -> str:
    """The unit that its signs tell, empty for a bare number: ``USD``, ``%``, ``/100``."""
    if figure["money"]:
        return _CURRENCIES[figure["money"].strip()]
    if figure["percent"]:
        return "%"
    return f"/{_whole(figure)}" if figure["of"] else ""


def time_word(figure: re.Match[str]) -> str:
    """The unit of time right behind it as written, maybe empty: ``minutes``, ``h``."""
    return (figure["time"] or "").strip(" -").lower()


def time_unit(word: str) -> str:
    """The unit as a record has it: ``mins`` is ``minute``."""
    return TIME_UNITS[singular(word) if len(word) > 1 else word]  # "s" is no plural


def beyond(figure: re.Match[str]) -> bool:
    """Whether a figure is larger than what it is said to be out of: 24/7 is no score."""
    return bool(figure["of"]) and _plain(figure["low"]) > int(_whole(figure))


def _plain(number: str) -> float:
    return float(number.replace(",", ""))


def _whole(figure: re.Match[str]) -> str:
    return re.sub(r"[^0-9]", "", figure["of"])
