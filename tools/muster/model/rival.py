"""An open claim beside the one that is judged."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.session import Session


class Rival(NamedTuple):
    """What another claim branch brings; ``branch`` is its name as the user knows it."""

    branch: str
    session: Session
