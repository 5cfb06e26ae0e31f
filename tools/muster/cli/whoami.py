"""``muster whoami``."""

from __future__ import annotations

import json
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import (
    again,
    json_option,
    key_option,
    remote_option,
    repo_option,
    session_option,
)
from muster.engine.claim_commands import claim_commands
from muster.flows.agreed import Agreed, NextOf
from muster.flows.conflicts import Conflicts, conflicts
from muster.flows.desk import Desk
from muster.flows.draft import key_file
from muster.flows.identity import find_session_id, require_session_id
from muster.flows.registry_remote import find_remote
from muster.flows.self_knowledge import Self, Stage, know_self
from muster.git.key_store import session_key
from muster.git.repository import Repository
from muster.model.error import SurroundingsError
from muster.render.record import scope_text
from muster.render.untrusted import for_terminal

MOST_GIVEN = 1 << 20
"""How much of what a start hook is given is read, in bytes."""

_STAGES: dict[Stage, tuple[str, tuple[str, ...]]] = {
    Stage.NONE: ("holds no number", ("muster roster --remote",)),
    Stage.WAITING: ("waits for a human's approval", ("muster watch --until approved",)),
    Stage.APPROVED: ("is approved", ("muster status",)),
    Stage.UNVERIFIED: ("is on main and approved by nobody", ("muster audit",)),
    Stage.FOREIGN: (
        "holds no number; somebody claims one in its name, with a key that is not here",
        ("muster roster --remote",),
    ),
}

_ALARMS = {
    "main-rewound": "main was rewound or rewritten since this clone saw it last",
    "other-registry": "the remote has another registry than the one that this clone began with",
    "forged-object": "files of this repository were changed behind git's back",
}
"""What a session must know before any work, whatever it wants to do."""

_OWN = {"muster watch --until approved", *(one.value for one in NextOf if one is not NextOf.WORK)}
"""Those that must know which session asks, or where."""

_FOLLOWING = {
    NextOf.AWAIT_CONFIRMATION: "The orchestrator has not confirmed the roster yet.",
    NextOf.CONFIRM: "You are the orchestrator, and all have registered: confirm the roster.",
    NextOf.ACKNOWLEDGE: "The orchestrator has confirmed the roster: read it (`muster broadcast`) "
    "and acknowledge it.",
    NextOf.WORK: "The team is active: week one is on.",
}


@click.command()
@click.option(
    "--session-start",
    is_flag=True,
    help="Print what a SessionStart hook hands to its session; looks at no network, never fails.",
)
@click.option("--offline", is_flag=True, help="Tell what the last look at the remote left here.")
@session_option
@key_option("This session's private key, if it claimed with one of its own.")
@remote_option
@repo_option
@json_option
def command(
    session_start: bool,
    offline: bool,
    session_id: str | None,
    key: Path | None,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Show which number, role and goal this session has, and what is next."""
    if session_start:
        click.echo(json.dumps(_hook(session_id, remote_name, repo)))
        return
    who = require_session_id(session_id)
    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    # Better what is known here than nothing, and said so.
    desk, stale = Desk.at_best(repository, remote, fetch=not offline)
    key = key_file(key) or session_key(desk.root, who)
    known = know_self(desk, who, key)
    shared = _shared(desk, known)
    more = again({"--session-id": session_id, "--remote": remote_name, "--repo": repo})
    claims = claim_commands(desk.open_slots, desk.free_numbers, more)
    answer = _answer(known, who, stale, key, more, shared, claims)
    if as_json:
        click.echo(answer.json())
        return
    from muster.render.claimed import print_claim
    from muster.render.screen import command as print_command
    from muster.render.screen import line, screen

    console = screen()
    if stale:
        click.echo(f"muster: told from the last look. {stale}", err=True)
    if known.session:
        print_claim(console, answer.message, known.session, None)
        line(console, str(key or "not on this machine"), indent=10, label=("  Key", "dim"))
        for told in _told(known, shared):
            line(console, told, indent=2)
    else:
        line(console, (answer.message, "bold"))
    for given in answer.next:
        print_command(console, given, indent=2)


class _Shared(NamedTuple):
    """What of a session's work is not settled with the others, and what was ruled on it.

    ``to_rule`` is how many conflicts wait for the session itself, the orchestrator, to rule;
    ``following`` is its next step to consensus, and ``why`` says why in a sentence.
    """

    own: Conflicts
    to_rule: int = 0
    following: NextOf | None = None
    why: str = ""


def _shared(desk: Desk, known: Self) -> _Shared | None:
    number = known.session.number if known.session and known.holds else None
    if number is None:
        return None
    now = datetime.now(UTC)
    agreed = Agreed(desk, now)
    following = agreed.next_of(number) if known.stage is Stage.APPROVED else None
    why = _why(agreed, following)
    if number != desk.charter.orchestrator:
        return _Shared(conflicts(desk, now, only=number), following=following, why=why)
    every = conflicts(desk, now)
    to_rule = sum(not one.branch for one in every.waiting)
    if to_rule and following is NextOf.CONFIRM:
        following, why = None, ""  # nothing is confirmed before it has ruled
    return _Shared(every.of(number), to_rule, following, why)


def _why(agreed: Agreed, following: NextOf | None) -> str:
    """Where the team stands on its way to consensus, and what that asks of the session."""
    if following is None:
        return ""
    branch, main = agreed.under_way, agreed.active
    match following:
        case NextOf.AWAIT_ACTIVATION if branch and branch.agreement.complete:
            return "Everybody has acknowledged; a human's approval is to come."
        case NextOf.AWAIT_ACTIVATION if branch:
            return (
                f"You have acknowledged, {branch.acknowledged} have; the others, then a human's "
                "approval, are to come."
            )
        case NextOf.CONFIRM if main:
            return (
                f"You are the orchestrator, and the roster changed since {main.name}: confirm it "
                "anew."
            )
        case NextOf.WORK if main and not agreed.settled:
            return (
                f"The team is active under {main.name}; the roster changed since, and the "
                "orchestrator confirms it anew."
            )
    return _FOLLOWING[following]


def _told(known: Self, shared: _Shared | None, *, brief: bool = False) -> list[str]:
    """A line for each open conflict of a session, for each ruling on it, and for what it rules."""
    if shared is None or known.session is None or known.session.number is None:
        return []
    from muster.render.conflicts import session_lines

    own = known.session.number
    told = session_lines(own, shared.own.waiting, shared.own.ruled, brief=brief)
    if shared.to_rule:
        what = "1 conflict waits" if shared.to_rule == 1 else f"{shared.to_rule} conflicts wait"
        told.append(f"You are the orchestrator: {what} for a ruling. `muster conflicts`")
    if shared.why:
        told.append(shared.why)
    return told


def _answer(
    known: Self,
    who: str,
    stale: str,
    key: Path | None,
    more: tuple[str, ...],
    shared: _Shared | None,
    claims: tuple[str, ...],
) -> Answer:
    told, commands = _STAGES[known.stage]
    if known.stage is Stage.APPROVED and known.reason:
        told = f"is {known.reason}"
    if shared and shared.following:
        commands = (shared.following.value, *commands)
    if shared and any(not one.branch for one in shared.own.waiting):
        commands = (*commands, "muster conflicts", "muster amend --from FILE")
    elif shared and shared.to_rule:
        commands = (*commands, "muster conflicts")
    session = known.session
    subject = f"{who}: number {session.number} ({session.name})" if session else who
    amending = "; a change of it waits for approval" if known.amending else ""
    if known.stage is Stage.NONE:
        commands = (*claims, *commands)
    commands = tuple(
        shlex.join([*command.split(" "), *more]) if command in _OWN else command
        for command in commands
    )
    data: dict[str, Any] = {
        "session_id": who,
        "stage": known.stage.value,
        "branch": known.branch or None,
        "commit": known.commit or None,
        "stale": stale or None,
        "key_file": str(key) if key else None,
    }
    if session:
        from muster.render.claimed import claim_data

        data |= claim_data(session, None)
    if shared and session:
        from muster.render.conflicts import conflict_data, ruling_data

        data["conflicts"] = [conflict_data(one) for one in shared.own.waiting]
        data["rulings"] = [ruling_data(one) for one in shared.own.ruled]
        data["to_rule"] = shared.to_rule
        data["told"] = _told(known, shared)
        data["next_step"] = shared.following.name.lower() if shared.following else None
    message = f"{subject} {told}{amending}."
    return Answer(Exit.FINE, known.stage.value, message, commands, data)


def _hook(session_id: str | None, remote_name: str | None, repo: Path) -> dict[str, Any]:
    """The start hook's object; a session must start, so trouble that is no alarm tells nothing."""
    told = ""
    try:
        given = _given()
        source = given.get("source")
        who = find_session_id(session_id, _text(given.get("session_id")))
        repository = Repository.open(repo)
        desk = Desk.open(repository, find_remote(repository, remote_name), fetch=False)
        told = _context(desk, who, brief=source == "resume")
    except SurroundingsError as error:
        if error.code in _ALARMS:  # what nobody may work on with
            told = (
                f"muster: {_ALARMS[error.code]}. Tell your human before any work; `muster status` "
                "says more."
            )
    except Exception:
        told = ""
    return {"hookSpecificOutput": {"hookEventName": "SessionStart", "additionalContext": told}}


def _given() -> dict[str, Any]:
    if sys.stdin is None or sys.stdin.isatty():
        return {}
    try:
        found = json.loads(sys.stdin.buffer.read(MOST_GIVEN))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _context(desk: Desk, who: str | None, *, brief: bool) -> str:
    known = know_self(desk, who) if who else Self(Stage.NONE)
    name = for_terminal(desk.charter.name or "This team")
    told, commands = _STAGES[known.stage]
    if known.session is None and known.holds:
        return f"{name}: this session {told}. Ask your human before any work: `{commands[0]}`"
    if known.session is None:
        option = ("--session-id", who) if who else ()
        claims = claim_commands(desk.open_slots, desk.free_numbers, option)
        first = "`, fill it in, `".join(claims or commands)
        return (
            f"{name} registers its sessions with muster; this session {told}. Before any work: "
            f"`{first}` (AGENTS.md says how)."
        )
    session = known.session
    first = f"You are number {session.number} ({session.name}) of {name}; it {told}."
    if brief:
        return for_terminal(first)
    shared = _shared(desk, known)
    following = shared.following.value if shared and shared.following else commands[0]
    return "\n".join(
        [
            for_terminal(first),
            for_terminal(f"Role: {session.title}: {session.does}"),
            *([for_terminal(f"Scope: {scope_text(session)}")] if session.raw_scope else []),
            for_terminal(f"Goal: {session.goal.statement}"),
            *(for_terminal(f"Responsible for: {duty}") for duty in session.responsibilities),
            *map(for_terminal, _told(known, shared, brief=True)),
            f"Next: `{following}`",
        ]
    )
