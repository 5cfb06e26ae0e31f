"""A number that somebody else has: who, since when, and what can be had instead."""

from __future__ import annotations

import shlex

from muster.engine.claim_commands import claim_number
from muster.flows.desk import Desk
from muster.git.main_history import MainHistory
from muster.model.error import LostError
from muster.model.history import Arrival
from muster.model.refs import claim_branch
from muster.model.registry import RegistryFile
from muster.model.spans import spans
from muster.rules.holder import same_holder

CLAIM = "claim --number"
"""A try to claim; a free number needs a role and a goal of the session's own then."""


def lost(
    desk: Desk,
    number: int,
    again: tuple[str, ...] = (),
    command: str = CLAIM,
    *,
    own_role: bool = False,
) -> LostError:
    """The error for a number that is held; ``command`` and the options ``again`` are a next try.

    ``own_role`` says that the claim brings its own role, also where no option names it. The next
    command names a number that can be had; where there is none, the way to see who waits.
    """
    landed = next(
        (f for f in desk.registry.by_number.get(number, ()) if f.session and f.session.registered),
        None,
    )
    claim = desk.claims.get(number)
    pull = desk.pull_of(claim) if claim else 0
    session = (landed.session if landed else None) or (claim.session if claim else None)
    who = f"{session.session_id} ({session.name})" if session else "another session"
    if landed:
        since = _arrival(desk, landed).told()
    elif claim and pull:
        author = desk.authors.get(pull, "")
        by = f" of {author}" if author else ""
        since = f"with pull request #{pull}{by}, the lowest that claims it, not approved yet"
    elif claim:
        since = f"since commit {claim.tip[:12]} on {claim_branch(number)}, not approved yet"
    else:
        since = "since a moment ago"
    free, slots = desk.free_numbers, desk.open_slots
    choices = f"Free numbers: {spans(free)}. Planned slots that nobody holds: {spans(slots)}."
    own_role = own_role or any(option == "--from" for option in again)
    candidates = (free or slots) if own_role else (slots or free)
    options = shlex.join(again)
    commands: tuple[str, ...] = ("muster roster --remote",)
    if candidates:
        commands = (f"muster {command} {candidates[0]}{' ' if options else ''}{options}",)
        if command == CLAIM and candidates[0] in free and not own_role:
            commands = claim_number(candidates[0], again)
    return LostError(
        "number-taken",
        f"Number {number} is taken by {who} {since}. {choices}",
        *commands,
        data={
            "number": number,
            "holder": {
                "session_id": session.session_id if session else None,
                "name": session.name if session else None,
                "commit": _arrival(desk, landed).commit if landed else claim.tip if claim else None,
                "approved": landed is not None,
                **({"pull": pull} if pull and not landed else {}),
            },
            "free": list(free),
            "open_slots": list(slots),
        },
    )


def _arrival(desk: Desk, file: RegistryFile) -> Arrival:
    history = MainHistory(desk.repository, desk.main)
    session = file.session
    assert session is not None  # noqa: S101 - the caller chose a file with one
    return history.arrival(file.path, lambda data: same_holder(data, session))
