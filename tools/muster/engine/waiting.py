"""A claim that waits for approval, as the roster shows it."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.session import Session


class Waiting(NamedTuple):
    """One claim that is under way. ``seconds`` is how long this clone has seen it, None if unknown.

    ``what`` is claim, change or release; ``session`` is who asks. ``branch`` is empty for a claim
    out of a fork. ``pull`` is the open pull request, 0 where none is known, ``page`` its address.
    """

    number: int
    branch: str
    commit: str
    what: str
    session: Session | None
    seconds: int | None
    pull: int = 0
    page: str = ""

    @property
    def place(self) -> str:
        """Where it is, in a word or two."""
        return self.branch or f"pull #{self.pull}"
