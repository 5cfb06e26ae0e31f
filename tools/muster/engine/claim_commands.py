"""The commands by which a session gets a number, from what can be had."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from muster.model.form_command import FORM, form_of


def claim_commands(
    slots: Sequence[int], free: Sequence[int], more: Sequence[str] = ()
) -> tuple[str, ...]:
    """Claim the next planned slot; where none is open, fill in the form of a free number first.

    ``more`` are options of the claim. Nothing where no number is left.
    """
    if slots:
        return (_joined("muster claim --next", more),)
    if free:
        return (form_of(free[0], more), _joined(f"muster claim --next --from {FORM}", more))
    return ()


def claim_number(number: int, more: Sequence[str] = ()) -> tuple[str, ...]:
    """Claim one free number, by its form."""
    claim = _joined(f"muster claim --number {number} --from {FORM}", more)
    return (form_of(number, more), claim)


def _joined(command: str, more: Sequence[str]) -> str:
    return " ".join([command, shlex.join(more)]) if more else command
