"""A finding: one offence, where it stands, what is wrong and what to do next."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from muster.model.boundary import Boundary


class Verdict(StrEnum):
    """What a finding means for the change, worst first."""

    BLOCK = "block"
    REVIEW = "review"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANK[self]


_RANK = {Verdict.BLOCK: 0, Verdict.REVIEW: 1, Verdict.NOTE: 2}


class Place(NamedTuple):
    """A place that a finding is about; line and column count from 1, 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0
    note: str = ""


class Finding(NamedTuple):
    """One offence as a user is told it.

    ``message`` states facts, ``help`` the next action and ``commands`` the exact commands of it.
    ``subjects`` name what it is about apart from lines, so that the same offence is known again
    in another version of the file. ``boundaries`` propose what each of the sessions could do, where
    the offence is between sessions. Texts may quote records: they are untrusted until a renderer
    has neutralised them.
    """

    code: str
    name: str
    verdict: Verdict
    message: str
    help: str
    place: Place
    subjects: tuple[str, ...] = ()
    related: tuple[Place, ...] = ()
    commands: tuple[str, ...] = ()
    boundaries: tuple[Boundary, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: worst first, then by place; total, so that equal input gives equal bytes."""
        place = self.place
        return (
            self.verdict.rank, place.path, place.line, place.column,
            self.code, self.subjects, self.message,
        )  # fmt: skip
