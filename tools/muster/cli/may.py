"""``muster may``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option, main_option, repo_option, session_option
from muster.flows.identity import find_session_id
from muster.flows.ownership import (
    Owned,
    Owner,
    Ownership,
    Whose,
    from_root,
    ownership,
    unborn_paths,
)
from muster.flows.registry_clone import registry_clone
from muster.git.repository import Repository
from muster.git.staged import refuse_foreign_index, staged_paths
from muster.model.error import UsageError
from muster.model.spans import spans
from muster.render.untrusted import for_terminal

MOST_TOLD = 20
"""How many paths of others a refused commit lists."""

_EXPORT = "export MUSTER_SESSION_ID=YOUR-SESSION-ID"
_NO_VERIFY = "git commit --no-verify"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--staged",
    is_flag=True,
    help="Ask for what a commit would change, in a pre-commit hook: muster may --staged.",
)
@click.option(
    "--registry",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The clone that has the registry. Default: git config muster.registry, else --repo.",
)
@main_option
@session_option
@repo_option
@json_option
def command(
    paths: tuple[str, ...],
    staged: bool,
    registry: Path | None,
    ref: str | None,
    session_id: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Tell whose each PATH is: may this session change it?

    Main says so, as this clone saw it last: a path is the session's whose scope names it in a
    dimension of paths (muster roster shows them). Ends with exit 5 where one is another session's;
    with 0 where each is this session's, nobody's, or a planned slot's that nobody holds. What two
    sessions have is each one's, and it says so. A folder is this session's if all below it is.
    Without a session id each path that a session has is another's.

    Where the code lives in another repository than the registry, name the registry's clone there
    once: git config muster.registry DIR.
    """
    if not (paths or staged):
        raise UsageError("usage", "Give a PATH, or --staged.", "muster may --staged")
    repository = Repository.open(repo)
    if staged:
        refuse_foreign_index(repository)
    asked = registry_clone(repository, registry)
    who = find_session_id(session_id)
    given = [from_root(repository, repo, path) for path in paths]
    wanted = given + (staged_paths(repository) if staged else [])
    unborn = unborn_paths(repository, given)
    owned = ownership(repository, asked, ref, who, wanted, datetime.now(UTC), unborn)
    answer = _answer(owned, who, staged=staged)
    if as_json:
        click.echo(answer.json())
    else:
        for line in _listed(owned, staged=staged):
            click.echo(for_terminal(line))
        answer.tell(as_json=False)
        for line in () if staged else _rulings(owned):
            click.echo(f"  {for_terminal(line)}")
    answer.leave()


def _listed(owned: Owned, *, staged: bool) -> list[str]:
    """A line for each path; for a commit only for those that stop it, and not for thousands."""
    if len(owned.paths) < 2:
        return []
    if not staged:
        return [_told(one) for one in owned.paths]
    others = _others(owned)
    more = len(others) - MOST_TOLD
    listed = [_told(one) for one in others[:MOST_TOLD]]
    return [*listed, f"and {more:,} more"] if more > 0 else listed


def _others(owned: Owned) -> list[Ownership]:
    return [one for one in owned.paths if one.whose is Whose.ANOTHER]


def _rulings(owned: Owned) -> list[str]:
    """What was ruled between those who share the paths, each side once."""
    return list(
        dict.fromkeys(
            f"ruling {one.ruling}: number {one.boundary.number}: {one.boundary.does}"
            for path in owned.paths
            for one in path.ruled
        )
    )


def _answer(owned: Owned, who: str | None, *, staged: bool) -> Answer:
    others = _others(owned)
    data: dict[str, Any] = {
        "ref": owned.main,
        "commit": owned.commit,
        "session_id": who,
        "number": owned.mine.number if owned.mine else None,
        "paths": [_data(one) for one in owned.paths],
    }
    if others:
        numbers = sorted({o.session.number or 0 for one in others for o in one.others})
        told = _told(others[0])
        if len(owned.paths) > 1:
            verb = "is" if len(others) == 1 else "are"
            told = f"{len(others):,} of {len(owned.paths):,} paths {verb} another session's."
        commands = tuple(f"muster show {number}" for number in numbers[:5] if number)
        if who is None:
            told += " Nothing tells which session this is: a session sets MUSTER_SESSION_ID"
            told += "; a human commits with --no-verify." if staged else " or gives --session-id."
            commands = (_EXPORT, *((_NO_VERIFY,) if staged else ()), *commands)
        return Answer(Exit.CONFLICT, "another-sessions", told, commands, data)
    if not owned.paths:
        return Answer(Exit.FINE, "nothing-staged", "Nothing is staged.", (), data)
    if len(owned.paths) == 1:
        return Answer(Exit.FINE, owned.paths[0].whose.value, _told(owned.paths[0]), (), data)
    told = f"None of {len(owned.paths):,} paths is another session's.{_shared(owned)}"
    return Answer(Exit.FINE, "no-other-sessions", told, (), data)


def _shared(owned: Owned) -> str:
    """A sentence on those of the paths that others have too."""
    shared = [one for one in owned.paths if one.whose is Whose.MINE and one.others]
    if not shared:
        return ""
    numbers = {owner.session.number or 0 for one in shared for owner in one.others}
    verb = "is" if len(shared) == 1 else "are"
    first = f"{shared[0].path}{', …' if shared[1:] else '.'}"
    return f" {len(shared):,} {verb} also number {spans(sorted(numbers))}'s: {first}"


def _told(one: Ownership) -> str:
    match one.whose:
        case Whose.MINE:
            return f"{one.path} is this session's{_also(one)}."
        case Whose.NOBODY:
            return f"{one.path} is nobody's."
        case Whose.PLANNED:
            return f"{one.path} is planned for {_named(one.owners[0])}; nobody holds it yet."
        case Whose.ANOTHER if one.below:
            return f"{one.path} is nothing yet, and below {one.path}/ {_whose_below(one)}."
        case Whose.ANOTHER:
            return f"{one.path} is another session's: {_holders(one)}."


def _also(one: Ownership) -> str:
    numbers = list(dict.fromkeys(f"{owner.session.number}'s" for owner in one.others))
    if not numbers:
        return ""
    listed, more = numbers[:5], len(numbers) - 5
    if more > 0:
        listed.append(f"{more} more sessions'")
    *first, last = listed
    return f", and also number {', '.join(first)}{' and ' if first else ''}{last}"


def _whose_below(one: Ownership) -> str:
    told = ", ".join(f"number {owner.session.number} has {owner.glob}" for owner in one.others[:3])
    more = len(one.others) - 3
    return told + (f" and {more} more" if more > 0 else "")


def _holders(one: Ownership) -> str:
    more = len(one.others) - 3
    told = ", ".join(
        f"{_named(owner)}, held by {owner.session.session_id}" for owner in one.others[:3]
    )
    return told + (f" and {more} more" if more > 0 else "")


def _named(owner: Owner) -> str:
    return f"number {owner.session.number} ({owner.session.name}, {owner.glob})"


def _data(one: Ownership) -> dict[str, Any]:
    return {
        "path": one.path,
        "whose": one.whose.value,
        "owners": [
            {
                "number": owner.session.number,
                "name": owner.session.name,
                "session_id": owner.session.session_id if owner.session.registered else None,
                "registered": owner.session.registered,
                "dimension": owner.dimension,
                "glob": owner.glob,
            }
            for owner in one.owners
        ],
        "below": one.below,
        "rulings": [
            {"ruling": r.ruling, "number": r.boundary.number, "does": r.boundary.does}
            for r in one.ruled
        ],
    }
