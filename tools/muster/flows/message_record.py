"""The record that a registration message is written of: a number's, or the session's own."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from muster.engine.claim_commands import claim_commands
from muster.flows.desk import Desk
from muster.flows.identity import find_session_id, require_session_id
from muster.flows.judging_change import read_main
from muster.flows.registry_remote import find_remote
from muster.flows.seen_main import seen_main
from muster.flows.self_knowledge import Self, Stage, know_self
from muster.git.repository import Repository
from muster.model.error import RefusedError, SurroundingsError, UsageError
from muster.model.registry import Registry
from muster.model.session import Session
from muster.rules.case import same_id


class Asked(NamedTuple):
    """Whose message is wanted, and where to look; None is the default of the option."""

    number: int | None = None
    ref: str | None = None
    remote: str | None = None
    session_id: str | None = None
    key: Path | None = None


class Found(NamedTuple):
    """A record, and the ref and commit that have it; ``stale`` says why the remote wasn't asked."""

    session: Session
    at: str
    commit: str
    stale: str = ""


def message_record(repository: Repository, asked: Asked) -> Found:
    """Find the record: main's, or the session's own claim that is under way.

    The remote is asked only where the session's own record is wanted: without a number, or for one
    that main has no holder of. Raises ``UsageError`` where the number has no record, and
    ``RefusedError`` where the session has none.
    """
    if asked.ref is not None:
        return _at(repository, asked, asked.ref, repository.resolve(asked.ref))
    if asked.number is None:
        return _own(repository, asked, require_session_id(asked.session_id))
    if asked.remote is not None:
        desk, stale = Desk.at_best(repository, find_remote(repository, asked.remote))
        own = _known(desk, asked, find_session_id(asked.session_id))
        return own._replace(stale=stale) if own else _at(repository, asked, desk.base, desk.main)
    name, commit = seen_main(repository)
    who = find_session_id(asked.session_id)
    main = _of_number(read_main(repository, commit), asked.number)
    if who is not None and not (main and main.registered):
        # Without a remote, or one that has a registry, main says it all.
        with suppress(UsageError, SurroundingsError):
            desk, stale = Desk.at_best(repository, find_remote(repository, None))
            own = _known(desk, asked, who)
            if own:
                return own._replace(stale=stale)
    return _at(repository, asked, name, commit)


def _at(repository: Repository, asked: Asked, name: str, commit: str) -> Found:
    """The record of a number, or of the session, in one commit."""
    registry = read_main(repository, commit)
    if asked.number is None:
        who = require_session_id(asked.session_id)
        for session in registry.sessions:
            if session.registered and same_id(session.session_id, who):
                return Found(session, name, commit)
        raise RefusedError(
            "holds-none", f"{who} holds no number at {name}.", f"muster roster --ref {name}"
        )
    found = _of_number(registry, asked.number)
    if found is not None:
        return Found(found, name, commit)
    if asked.number in registry.by_number:
        raise RefusedError(
            "unreadable",
            f"The record of number {asked.number} at {name} can't be read.",
            f"muster check --ref {name}",
        )
    raise UsageError(
        "no-record",
        f"Number {asked.number} has no record at {name}, so there is no message to write.",
        f"muster roster --ref {name}",
    )


def _own(repository: Repository, asked: Asked, who: str) -> Found:
    desk, stale = Desk.at_best(repository, find_remote(repository, asked.remote))
    known = _know(desk, asked, who)
    if known.session is not None:
        return _found(desk, known)._replace(stale=stale)
    if known.stage is Stage.NONE:
        ways = claim_commands(desk.open_slots, desk.free_numbers)
        raise RefusedError("holds-none", f"{who} holds no number.", *ways)
    raise RefusedError(
        known.stage.value,
        f"Nobody vouches for {who}'s record, so no message is written of it.",
        "muster whoami",
    )


def _known(desk: Desk, asked: Asked, who: str | None) -> Found | None:
    """The session's own record, where it has the number that is asked for."""
    known = _know(desk, asked, who) if who else None
    if known is None or known.session is None or known.session.number != asked.number:
        return None
    return _found(desk, known)


def _know(desk: Desk, asked: Asked, who: str) -> Self:
    return know_self(desk, who, asked.key)


def _found(desk: Desk, known: Self) -> Found:
    assert known.session is not None  # noqa: S101 - the caller asked for it
    waits = known.stage is Stage.WAITING
    at = f"{desk.remote.target}/{known.branch}" if waits else desk.base
    return Found(known.session, at, known.commit if waits else desk.main)


def _of_number(registry: Registry, number: int) -> Session | None:
    files = registry.by_number.get(number, ())
    return next((file.session for file in files if file.session), None)
