"""An open claim beside the one that is judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from muster.model.key import canonical_key
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


def meet(some: Iterable[Session], others: Sequence[Session]) -> bool:
    """Whether two changes want one record, or claim with one id, name or key."""
    return any(
        not _marks(one).isdisjoint(_marks(other)) and not same_record(one, other)
        for one in some
        for other in others
    )


def same_record(one: Session, other: Session) -> bool:
    """Whether two are the very same: anybody can propose once more what somebody else signed."""
    return one.path == other.path and one.raw == other.raw


def _marks(session: Session) -> set[tuple[str, str]]:
    marks = {
        ("path", session.path),
        ("id", (session.session_id or "").casefold()),
        ("name", (session.name or "").casefold()),
        ("key", canonical_key(session.key) if session.key else ""),
    }
    return {mark for mark in marks if mark[1]}
