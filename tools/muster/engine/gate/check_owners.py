"""CODEOWNERS of main: the approvers own what decides, and nobody else does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muster.engine.gate.codeowners import PLACES, Line, deciding, read_owners
from muster.engine.gate.facts import Facts, OwnersError
from muster.engine.gate.finding import GateFinding, broken, unseen, warning

WRITE = f"muster github protect --write-codeowners {PLACES[0]}"
_HELP = "Bring the approvers' lines in by a pull request."
_MOST = 3


def check_owners(facts: Facts) -> Iterator[GateFinding]:
    """Whether GitHub asks an approver, and nobody else, for each path that decides."""
    owners = facts.owners
    if not owners.path:
        yield broken(
            "codeowners-missing",
            "Main has no CODEOWNERS file: no approver's review is asked for, anybody's with write "
            "access will do.",
            _HELP,
            WRITE,
        )
        return
    if owners.errors is None:
        yield unseen(
            "codeowners-unseen",
            f"whether GitHub accepts {owners.path}",
            "read access to the repository",
            f"gh api repos/{facts.slug}/codeowners/errors",
        )
    lines = read_owners(owners.text)
    decide: dict[str, Line | None] = {path: deciding(lines, path) for path in facts.paths}
    yield from _errors(facts, {line for line in decide.values() if line})
    yield from _paths(facts, decide)


def _errors(facts: Facts, deciding: set[Line]) -> Iterator[GateFinding]:
    """GitHub skips a line that it can't read, and an owner whom it does not know."""
    errors = facts.owners.errors or ()
    known = {one.login.casefold() for one in facts.approvers if one.account and one.account.pushes}
    told = {
        line.number: any(owner[1:].casefold() in known for owner in line.owners)
        for line in deciding
    }
    bad = [one for one in errors if not told.get(one.line, True) or _unread(one, told)]
    rest = [one for one in errors if one not in bad]
    command = f"gh api repos/{facts.slug}/codeowners/errors"
    if bad:
        yield broken(
            "codeowners-errors",
            f"GitHub ignores what {facts.owners.path} says of the registry: {_said(bad)}. So "
            "anybody's review with write access will do.",
            "Mend it by a pull request.",
            command,
        )
    if rest:
        yield warning(
            "codeowners-has-errors",
            f"GitHub complains of {facts.owners.path}: {_said(rest)}.",
            "Mend it by a pull request.",
            command,
        )


def _unread(one: OwnersError, deciding: dict[int, bool]) -> bool:
    return one.line in deciding and one.kind != "Unknown owner"


def _said(errors: Sequence[OwnersError]) -> str:
    return _some([f"line {one.line}, {one.kind}" for one in errors])


def _paths(facts: Facts, decide: dict[str, Line | None]) -> Iterator[GateFinding]:
    unowned: list[str] = []
    foreign: dict[str, str] = {}
    for path, line in decide.items():
        if line is None or not line.owners:
            unowned.append(path)
            continue
        for owner in line.owners:
            if not (owner.startswith("@") and facts.approves(owner[1:])):
                foreign.setdefault(owner, path)
    if unowned:
        yield broken(
            "codeowners-gap",
            f"{_some(unowned)} on main: no approver owns them, so anybody's review with write "
            "access lets a change in.",
            _HELP,
            WRITE,
        )
    if foreign:
        yield broken(
            "codeowners-others",
            f"{facts.owners.path} names {', '.join(sorted(foreign)[:_MOST])} as owner of "
            f"{next(iter(foreign.values()))}, who approves nothing by the charter: their review is "
            "taken for an approver's.",
            _HELP,
            WRITE,
        )


def _some(paths: list[str]) -> str:
    more = len(paths) - _MOST
    return ", ".join(paths[:_MOST]) + (f" and {more} more" if more > 0 else "")
