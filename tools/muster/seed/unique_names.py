"""Names that tell the sessions of a document apart."""

from __future__ import annotations

from collections.abc import Sequence

from muster.model.limits import MOST_NAME
from muster.seed.session_text import Session


def tell_names_apart(sessions: Sequence[Session]) -> None:
    """Number made names that are taken; tell of names and ids that the document gives twice."""
    names: dict[str, int] = {}
    ids: dict[str, int] = {}
    for session in sessions:
        if not session.made_name:
            _tell_twice(session, "name", session.name, names)
        if session.session_id:
            _tell_twice(session, "session_id", session.session_id, ids)
    for session in sessions:
        if session.made_name:
            if session.name in names:
                session.name = _numbered(session, names)
                session.notes.untold.append(f"name: numbered as {session.name} to be unique")
            names[session.name] = session.block.number


def _tell_twice(session: Session, field: str, value: str, holders: dict[str, int]) -> None:
    first = holders.setdefault(value, session.block.number)
    if first != session.block.number:
        what = field.removeprefix("session_")
        session.notes.untold.append(
            f"{field}: {value} is the {what} of {first} too; kept as the document has it"
        )


def _numbered(session: Session, names: dict[str, int]) -> str:
    suffix = f"-{session.block.number}"
    stem = session.name[: MOST_NAME - len("-100000-100000")].rstrip("-") + suffix
    counted = (f"{stem}-{count}" for count in range(2, len(names) + 3))
    return next(name for name in (stem, *counted) if name not in names)
