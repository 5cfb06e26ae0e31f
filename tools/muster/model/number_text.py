"""Numbers in sentences: as a record writes them, without a float's noise."""

from __future__ import annotations

import math

_MOST = 10.0**18
_DIGITS = 9


def usable(number: float | None) -> float | None:
    """A number that can be counted with: None for none, NaN, an endless or a monstrous one."""
    if number is None or not -_MOST < number < _MOST:
        return None
    return float(number)


def told(number: float | None) -> str:
    """A number as people write it: ``17``, ``0.95``, ``120000``."""
    value = usable(number)
    if value is None:
        return "no usable number"
    if value == int(value):
        return str(int(value)) if isinstance(number, float) else str(number)
    return f"{value:.{_DIGITS}g}"


def same(one: float, other: float) -> bool:
    """Whether two numbers are one, apart from a float's noise."""
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
