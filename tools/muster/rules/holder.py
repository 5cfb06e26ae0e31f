"""Who holds a number on main, and since which commit."""

from __future__ import annotations

from muster.model.history import Arrival
from muster.model.registry import RegistryFile
from muster.model.session import Session, read_session
from muster.model.strict_yaml import read
from muster.rules.case import Case, same_id


def arrival(case: Case, file: RegistryFile) -> Arrival:
    """The commit of main that brought the claim in this file, as its present holder made it.

    For a planned slot that is the commit in which this session took it, not the one that planned
    it; for a file that can't be read, the commit since which it has been what it is.
    """
    session = file.session
    if session is None:
        return case.history.arrival(file.path, lambda data: data == file.source.data)
    return case.history.arrival(file.path, lambda data: same_holder(data, session))


def same_holder(data: bytes, holder: Session) -> bool:
    """Whether a record's file has the same session in it, or as much nobody."""
    document = read(data)
    if document.problems or not isinstance(document.value, dict):
        return False
    session = read_session(holder.path, document)
    return session.registered == holder.registered and same_id(
        session.session_id, holder.session_id
    )


def named(session: Session | None) -> str:
    """A holder as a message names it: by session id and name, or as a planned slot."""
    if session is None:
        return "a record that can't be read"
    if session.registered:
        return f"{session.session_id} ({session.name})"
    return f"the planned slot {session.name}"


def called(session: Session) -> str:
    """A record as a message names it: by its number, or by its path if it says none."""
    return f"number {session.number}" if session.number is not None else session.path
