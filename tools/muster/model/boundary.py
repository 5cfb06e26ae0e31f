"""A boundary between sessions: what one of them does from now on."""

from __future__ import annotations

from typing import NamedTuple


class Boundary(NamedTuple):
    """One side of it: session ``number`` ``does`` this, in one line."""

    number: int
    does: str
