"""Units of figures: which can be compared, and how many of the one are in the other.

A unit is looked up by its spelling here, never parsed: records are hostile, and a units library
takes ``hour**9999`` for an expression. What is not listed is a dimension of its own, compared by
its word (``emails``, ``points``); so is each currency, since nobody can say what it is worth.
The library (pint) converts, and is imported only where two spellings of one dimension differ: its
import takes as long as a whole ``muster status``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from muster.model.figures.words import singular
from muster.model.number_text import told

if TYPE_CHECKING:
    from pint import UnitRegistry

# Each dimension: its base unit first; a definition as pint has it, and the spellings of the unit.
# A day of time is 24 hours; months and years have no length in days, so they stand apart.
_DIMENSIONS = {
    "time": (
        ("second = [time]", "s sec secs second seconds"),
        ("millisecond = 0.001 second", "ms msec millisecond milliseconds"),
        ("minute = 60 second", "min mins minute minutes"),
        ("hour = 60 minute", "h hr hrs hour hours"),
        ("day = 24 hour", "d day days"),
        ("week = 7 day", "w wk week weeks"),
    ),
    "months": (
        ("month = [months]", "mo month months"),
        ("quarter = 3 month", "quarter quarters"),
        ("year = 12 month", "y yr year years"),
    ),
    "share": (
        ("ratio = []", "ratio fraction share"),
        ("percent = 0.01 ratio", "% percent pct"),
        ("permille = 0.001 ratio", "‰ permille"),
        ("basis_point = 0.0001 ratio", "bp bps"),
    ),
    "data": (
        ("byte = [data]", "B byte bytes"),
        ("kilobyte = 1000 byte", "kB KB kilobyte kilobytes"),
        ("megabyte = 1000 kilobyte", "MB megabyte megabytes"),
        ("gigabyte = 1000 megabyte", "GB gigabyte gigabytes"),
        ("terabyte = 1000 gigabyte", "TB terabyte terabytes"),
        ("kibibyte = 1024 byte", "KiB kibibyte kibibytes"),
        ("mebibyte = 1024 kibibyte", "MiB mebibyte mebibytes"),
        ("gibibyte = 1024 mebibyte", "GiB gibibyte gibibytes"),
        ("tebibyte = 1024 gibibyte", "TiB tebibyte tebibytes"),
    ),
}
_CURRENCIES = {
    "USD": "$ US$ dollar dollars", "EUR": "€ euro euros", "GBP": "£", "JPY": "¥ yen", "CHF": "",
    "CNY": "", "INR": "₹", "AUD": "", "CAD": "",
}  # fmt: skip


class Unit(NamedTuple):
    """A unit; only those of one dimension can be compared. ``name`` is empty for a plain count."""

    dimension: str
    name: str
    known: bool = True

    @property
    def counts(self) -> bool:
        """Whether it counts things, one by one: no unit, or a word like ``emails``."""
        return not self.known or self.dimension == "count"


COUNT = Unit("count", "")
RATIO = Unit("share", "ratio")
_SHARE = re.compile(r"/ ?([1-9][0-9]{0,5})")
_FEWEST_LETTERS = 3  # of a unit that may be written in any case: "B" is no "b", "Hours" are hours


def read_unit(text: str | None) -> Unit:
    """The unit that a record names; a plain count for none. Never raises."""
    word = (text or "").strip()
    if not word:
        return COUNT
    known = _spelled().get(word)
    if known is None and len(word) >= _FEWEST_LETTERS:
        known = _spelled().get(word.lower())
    if known is not None:
        return known
    whole = _SHARE.fullmatch(word)
    if whole:
        return Unit("share", f"/{whole[1]}")
    return Unit(singular(word.lower()), singular(word.lower()), known=False)


def amount_text(number: float | None, unit: str | None) -> str:
    """A number with its unit as people write it: ``1 hour``, ``4 hours``, ``95 %``, ``17``."""
    return f"{'?' if number is None else told(number)} {unit_text(number, unit)}".rstrip()


def unit_text(number: float | None, unit: str | None) -> str:
    """A unit behind a number: ``hours`` behind any but 1, where a record says ``hour``.

    Only words that are listed here have a plural; whatever else a record says stays.
    """
    word = unit or ""
    known = _spelled().get(word)
    if known is None or number == 1 or not (word == known.name or len(word) > _FEWEST_LETTERS):
        return word
    return f"{word}s" if _spelled().get(f"{word}s") == known else word


def factor(given: Unit, wanted: Unit) -> float | None:
    """By what a number in the one is multiplied to be in the other; None if it can't be."""
    if given.dimension != wanted.dimension or given.known != wanted.known:
        return None
    return 1.0 if given.name == wanted.name else _in_base(given) / _in_base(wanted)


def _in_base(unit: Unit) -> float:
    if unit.name.startswith("/"):
        return 1 / int(unit.name[1:])
    base = _definitions()[unit.dimension][0][0].partition(" ")[0]
    return float(_registry().convert(1, unit.name, base))


@cache
def _definitions() -> dict[str, tuple[tuple[str, str], ...]]:
    """Each dimension's units: the definition as pint has it, and the spellings."""
    money = {
        code: (
            (f"{code} = [{code}]", f"{code} {code.lower()} {signs}"),
            (f"k{code} = 1000 {code}", f"k{code} K{code}"),
            (f"M{code} = 1000000 {code}", f"M{code}"),
        )
        for code, signs in _CURRENCIES.items()
    }
    return {**_DIMENSIONS, **money}


@cache
def _spelled() -> dict[str, Unit]:
    return {
        word: Unit(dimension, definition.partition(" ")[0])
        for dimension, units in _definitions().items()
        for definition, spellings in units
        for word in spellings.split()
    }


@cache
def _registry() -> UnitRegistry[Any]:
    """A registry that knows what is listed here and nothing else."""
    from pint import UnitRegistry

    registry: UnitRegistry[Any] = UnitRegistry(None)
    for units in _definitions().values():
        for definition, _ in units:
            registry.define(definition)
    return registry
