"""CODEOWNERS of main: the approvers own what decides, and nobody else does."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.gate.codeowners import FOLDERS, PLACES, owners_of, read_owners
from muster.engine.gate.facts import Facts
from muster.engine.gate.finding import GateFinding, broken, unseen

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
    elif owners.errors:
        yield broken(
            "codeowners-errors",
            f"GitHub ignores lines of {owners.path}: {'; '.join(owners.errors[:_MOST])}",
            "Mend them by a pull request.",
            f"gh api repos/{facts.slug}/codeowners/errors",
        )
    yield from _paths(facts)


def _paths(facts: Facts) -> Iterator[GateFinding]:
    lines = read_owners(facts.owners.text)
    unowned: list[str] = []
    foreign: dict[str, str] = {}
    for path in facts.paths or tuple(f"{folder.strip('/')}/x" for folder in FOLDERS):
        found = owners_of(lines, path)
        if not found:
            unowned.append(path)
            continue
        for owner in found:
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
