"""``muster may``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option, main_option, repo_option, session_option
from muster.flows.identity import find_session_id
from muster.flows.ownership import Owned, Owner, Ownership, Whose, from_root, ownership
from muster.git.repository import Repository
from muster.git.staged import staged_paths
from muster.model.error import UsageError


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--staged",
    is_flag=True,
    help="Ask for what a commit would change, in a pre-commit hook: muster may --staged.",
)
@main_option
@session_option
@repo_option
@json_option
def command(
    paths: tuple[str, ...],
    staged: bool,
    ref: str | None,
    session_id: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Tell whose each PATH is: may this session change it?

    Main says so, as this clone saw it last: a path is the session's whose scope names it in a
    dimension of paths (muster roster shows them). Ends with exit 5 where one is another session's;
    with 0 where each is this session's, nobody's, or a planned slot's that nobody holds. What two
    sessions have is each one's: muster check tells such pairs. A folder is this session's if all
    below it is. Without a session id each path that a session has is another's.
    """
    if not (paths or staged):
        raise UsageError("usage", "Give a PATH, or --staged.", "muster may --staged")
    repository = Repository.open(repo)
    who = find_session_id(session_id)
    wanted = [from_root(repository, repo, path) for path in paths]
    wanted += staged_paths(repository) if staged else []
    owned = ownership(repository, ref, who, wanted)
    answer = _answer(owned, who)
    if as_json:
        click.echo(answer.json())
    else:
        if len(owned.paths) > 1:
            for one in owned.paths:
                click.echo(_for_terminal(_told(one)))
        answer.tell(as_json=False)
    answer.leave()


def _for_terminal(text: str) -> str:
    from muster.render.untrusted import for_terminal

    return for_terminal(text)


def _answer(owned: Owned, who: str | None) -> Answer:
    others = [one for one in owned.paths if one.whose is Whose.ANOTHER]
    data: dict[str, Any] = {
        "ref": owned.main,
        "commit": owned.commit,
        "session_id": who,
        "number": owned.mine.number if owned.mine else None,
        "paths": [_data(one) for one in owned.paths],
    }
    if others:
        numbers = sorted(
            {o.session.number or 0 for one in others for o in one.owners if o.session.registered}
        )
        told = _told(others[0])
        if len(owned.paths) > 1:
            verb = "is" if len(others) == 1 else "are"
            told = f"{len(others)} of {len(owned.paths)} paths {verb} another session's."
        if who is None:
            told += " Nothing tells which session this is: give --session-id."
        commands = tuple(f"muster show {number}" for number in numbers[:5] if number)
        return Answer(Exit.CONFLICT, "another-sessions", told, commands, data)
    if not owned.paths:
        return Answer(Exit.FINE, "nothing-staged", "Nothing is staged.", (), data)
    if len(owned.paths) == 1:
        return Answer(Exit.FINE, owned.paths[0].whose.value, _told(owned.paths[0]), (), data)
    told = f"None of {len(owned.paths)} paths is another session's."
    return Answer(Exit.FINE, "no-other-sessions", told, (), data)


def _told(one: Ownership) -> str:
    match one.whose:
        case Whose.MINE:
            return f"{one.path} is this session's."
        case Whose.NOBODY:
            return f"{one.path} is nobody's."
        case Whose.PLANNED:
            return f"{one.path} is planned for {_named(one.owners[0])}; nobody holds it yet."
        case Whose.ANOTHER:
            return f"{one.path} is another session's: {_others(one)}."


def _others(one: Ownership) -> str:
    holders = [owner for owner in one.owners if owner.session.registered]
    more = len(holders) - 3
    told = ", ".join(
        f"{_named(owner)}, held by {owner.session.session_id}" for owner in holders[:3]
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
    }
