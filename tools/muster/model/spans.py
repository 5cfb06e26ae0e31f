"""Numbers told briefly and in full."""

from __future__ import annotations

from collections.abc import Iterable


def numbered(numbers: Iterable[int]) -> str:
    """Begin a sentence on ascending numbers: ``Number 3``, or ``Numbers 3, 7-9``."""
    several = tuple(numbers)
    return f"{'Number' if len(several) == 1 else 'Numbers'} {spans(several)}"


def acknowledgements(numbers: Iterable[int]) -> str:
    """Tell whose: ``the acknowledgement of number 3``, or ``the acknowledgements of numbers …``."""
    several = tuple(numbers)
    noun = "acknowledgement" if len(several) == 1 else "acknowledgements"
    return f"the {noun} of {numbered(several).lower()}"


def spans(numbers: Iterable[int]) -> str:
    """Tell ascending numbers as spans: ``3, 7-9, 12``; ``none`` for none."""
    told: list[list[int]] = []
    for number in numbers:
        if told and number == told[-1][1] + 1:
            told[-1][1] = number
        else:
            told.append([number, number])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in told) or "none"
