"""An open claim beside the one that is judged."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.session import Session


class Rival(NamedTuple):
    """What another open claim brings; ``branch`` is its name as the user knows it.

    ``ahead`` counts where several may claim one number, as pull requests can: whether this one
    comes before the claim that is judged (True) or after it (False). It is None on a plain remote,
    where the branch of a number can be created once, so that a claim of the same number is the
    judged one itself.
    """

    branch: str
    session: Session
    ahead: bool | None = None
