"""The confirmed roster, as every session is told it."""

from __future__ import annotations

from typing import NamedTuple

from muster.engine.progress import Evidence
from muster.model.charter import Charter
from muster.model.session import Session
from muster.rules.rulings import Decided


class Broadcast(NamedTuple):
    """A confirmed roster. ``missing`` have not acknowledged; ``active``: a human has approved it.

    ``confirmed`` tells which commit of whom it is, ``acknowledged`` how many have, as 7/12.
    """

    charter: Charter
    consensus: int
    digest: str
    confirmed: Evidence
    acknowledged: str
    missing: tuple[int, ...]
    active: bool
    sessions: tuple[Session, ...]
    rulings: tuple[Decided, ...]
