"""``muster show``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import again, json_option, main_option, repo_option
from muster.engine.claim_commands import claim_number
from muster.flows.standing import standing
from muster.git.repository import Repository
from muster.model.error import UsageError
from muster.model.layout import session_path
from muster.model.template import template


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@main_option
@repo_option
@json_option
def command(number: int, ref: str | None, repo: Path, as_json: bool) -> None:
    """Show the record of session NUMBER."""
    found = standing(Repository.open(repo), ref, datetime.now(UTC))
    files = found.judged.registry.by_number.get(number, ())
    if not files and number > (found.charter.size or 0):
        raise UsageError(
            "no-such-number",
            f"There is no number {number}: the team has {found.charter.size} sessions.",
            "muster roster",
        )
    sessions = [file.session for file in files if file.session]
    if as_json:
        from muster.render.approval import approval_data
        from muster.render.record import session_data

        code = "ok" if sessions else "unreadable" if files else "free"
        data = {
            "ref": found.judged.subject,
            "number": number,
            "files": [file.path for file in files],
            "sessions": [
                {**session_data(one), "approval": approval_data(found.approvals.of(one.path))}
                for one in sessions
            ],
            "template": "" if files else template(number, found.charter),
        }
        told = _told(number, len(sessions), len(files))
        exit_ = Exit.BLOCKED if code == "unreadable" else Exit.FINE
        commands = ("muster check",) if files else claim_number(number, again({"--repo": repo}))
        answer = Answer(exit_, code, told, commands, data)
        click.echo(answer.json())
        answer.leave()
    from muster.render.screen import line, screen
    from muster.render.session import print_session

    console = screen()
    for session in sessions:
        print_session(console, session, found.approvals.of(session.path))
    if not files:  # a comment, since what is printed is meant for a file: muster show N >claim.yaml
        click.echo(f"# {_told(number, 0, 0)}\n{template(number, found.charter)}", nl=False)
    elif not sessions:
        line(console, _told(number, 0, len(files)))


def _told(number: int, sessions: int, files: int) -> str:
    if sessions:
        return f"Number {number} has {'a record' if sessions == 1 else f'{sessions} records'}."
    if files:
        return f"Number {number} has a record that can't be read: muster check says why."
    return f"Number {number} is free; its record would be {session_path(number)}."
