"""``muster message``."""

from __future__ import annotations

from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import (
    json_option,
    key_option,
    main_option,
    read_document,
    remote_option,
    repo_option,
    session_option,
)
from muster.model.error import UsageError

_FORMS = ("block", "line")
_WRITE = "muster message --write"
_PARSE = "muster message --parse FILE"


@click.command()
@click.option("--parse", is_flag=True, help="Read every message of FILE; - is standard input.")
@click.option("--write", is_flag=True, help="Write the message of number N, or one's own.")
@click.argument("given", required=False, metavar="[FILE|N]")
@click.option("--form", type=click.Choice(_FORMS), help="How to write it. Default: block.")
@main_option
@session_option
@key_option("This session's private key, if it claimed with one of its own.")
@remote_option
@repo_option
@json_option
def command(
    parse: bool,
    write: bool,
    given: str | None,
    form: str | None,
    ref: str | None,
    session_id: str | None,
    key: Path | None,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Read registration messages, or write one.

    --parse finds every message in a text, on one line or as a block, whatever stands around it, and
    says what is missing. Without FILE it reads standard input.

    --write prints the message of number N as main has it, or, without N, this session's own, which
    may wait for approval. A text that could be taken for something else stands in quotes, and
    --parse undoes them.
    """
    if parse is write:
        raise UsageError("usage", "Give either --parse or --write.", _PARSE, _WRITE)
    if parse:
        if any(option is not None for option in (form, ref, session_id, key, remote_name)):
            told = "--form, --ref, --session-id, --key and --remote are for --write."
            raise UsageError("usage", told, _PARSE)
        _parse(given or "-", as_json=as_json)
        return
    if ref is not None and remote_name is not None:
        raise UsageError("usage", "Give --ref or --remote, not both.", _WRITE)
    _write(given, form or _FORMS[0], (ref, remote_name, session_id, key), repo, as_json=as_json)


def _parse(file: str, *, as_json: bool) -> None:
    from muster.model.message import read_messages
    from muster.model.told_message import told_message

    found = [told_message(message) for message in read_messages(read_document(file))]
    if not found:
        source = "Standard input" if file == "-" else file
        raise UsageError(
            "no-message",
            f"{source} has no registration message. One begins with REGISTRATION COMPLETE, with "
            "NUMBER: 5, ROLE: …, GOAL: … on lines below it, or is REGISTRATION: NUMBER=5 ROLE=… "
            "GOAL=… SESSION_ID=… STATUS=REGISTERED on one line. This writes one:",
            _WRITE,
        )
    open_ = sum(bool(told.untold) for told in found)
    count = "1 registration message" if len(found) == 1 else f"{len(found)} registration messages"
    lacking = f"; {open_} {'lacks' if open_ == 1 else 'lack'} something" if open_ else ""
    if as_json:
        from muster.render.messages import message_data

        data = {"messages": [message_data(told) for told in found]}
        code = "incomplete" if open_ else "read"
        click.echo(Answer(Exit.FINE, code, f"{count}{lacking}.", (), data).json())
        return
    from muster.render.messages import print_messages
    from muster.render.screen import line, screen

    console = screen()
    print_messages(console, found)
    line(console, (f"{count}{lacking}.", "bold"))


def _write(
    given: str | None,
    form: str,
    where: tuple[str | None, str | None, str | None, Path | None],
    repo: Path,
    *,
    as_json: bool,
) -> None:
    from muster.flows.draft import key_file
    from muster.flows.message_record import Asked, message_record
    from muster.git.repository import Repository
    from muster.render.registration import block_message, line_message

    ref, remote, session_id, key = where
    asked = Asked(_number(given), ref, remote, session_id, key_file(key))
    found = message_record(Repository.open(repo), asked)
    text = (block_message if form == "block" else line_message)(found.session)
    if as_json:
        number = found.session.number
        data = {
            "number": number,
            "form": form,
            "ref": found.at,
            "commit": found.commit,
            "stale": found.stale or None,
            "text": text,
        }
        told = f"The registration message of number {number}, from {found.at}."
        click.echo(Answer(Exit.FINE, "written", told, (), data).json())
        return
    if found.stale:
        click.echo(f"muster: told from the last look; {found.stale}", err=True)
    click.echo(text)


def _number(given: str | None) -> int | None:
    """The number of whose record to write, None for the session's own."""
    if given is None:
        return None
    # Python converts no text of more than some thousand digits.
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    if number < 1:
        raise UsageError("usage", f"{given!r} is no session's number.", f"{_WRITE} 5")
    return number
