"""Numbers as messages tell them."""

from __future__ import annotations

from collections.abc import Iterable

from muster.rules.case import Case


def spans(numbers: Iterable[int]) -> str:
    """Tell numbers in full but briefly: ``3, 7-9, 12``; ``none`` for none. Takes them ascending."""
    told: list[list[int]] = []
    for number in numbers:
        if told and number == told[-1][1] + 1:
            told[-1][1] = number
        else:
            told.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in told) or "none"


def choices(case: Case) -> str:
    """What a session that lost its number can claim: every free number, every open planned slot."""
    slots = [
        file.held
        for file in case.before.session_files
        if file.held and file.session and not file.session.registered
    ]
    return (
        f"Free numbers: {spans(case.before.free_numbers)}. "
        f"Planned slots that nobody holds: {spans(slots)}."
    )
