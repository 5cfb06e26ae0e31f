"""Answers that a login may not be given: None, so that nobody takes them for an empty list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from muster.forge.gh import ForgeError

_Told = TypeVar("_Told")
_HIDDEN = (403, 404)


def seen(question: Callable[[], _Told]) -> _Told | None:
    """What GitHub answers; None where it says that this is not for this login, or not there."""
    try:
        return question()
    except ForgeError as error:
        if error.status in _HIDDEN:
            return None
        raise
