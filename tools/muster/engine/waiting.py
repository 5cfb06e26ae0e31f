"""A claim that waits for approval, as the roster shows it."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.session import Session


class Waiting(NamedTuple):
    """One claim that is under way. ``seconds`` is how long this clone has seen it, None if unknown.

    ``what`` is claim, change or release; ``session`` is who asks.
    """

    number: int
    branch: str
    commit: str
    what: str
    session: Session | None
    seconds: int | None
