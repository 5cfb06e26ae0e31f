"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from muster.model.error import SurroundingsError, UsageError
from muster.model.strict_yaml import MOST_BYTES

_MOST_DOCUMENT = 1 << 20  # bytes

_Command = TypeVar("_Command", bound=Callable[..., Any])


def repo_option(command: _Command) -> _Command:
    """``--repo DIR``."""
    return click.option(
        "--repo",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        metavar="DIR",
        help="The repository, or a folder in it. Default: this folder.",
    )(command)


def json_option(command: _Command) -> _Command:
    """``--json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON object on standard output."
    )(command)


def main_option(command: _Command) -> _Command:
    """``--ref REF`` of the commands that show main."""
    return click.option(
        "--ref",
        metavar="REF",
        help="What to show. Default: origin/main, else main, else HEAD.",
    )(command)


def remote_option(command: _Command) -> _Command:
    """``--remote NAME``."""
    return click.option(
        "--remote",
        "remote_name",
        metavar="NAME",
        help="The remote that has the registry. Default: origin, else the only "
        "one; where origin is a fork on GitHub, its parent.",
    )(command)


def pull_option(command: _Command) -> _Command:
    """``--no-pr``."""
    return click.option(
        "--pr/--no-pr",
        "wanted",
        default=True,
        help="On GitHub, open the pull request with gh, or print where it can be opened. Default: "
        "open it.",
    )(command)


def repository_option(command: _Command) -> _Command:
    """``--repository OWNER/NAME``."""
    return click.option(
        "--repository",
        metavar="OWNER/NAME",
        help="The repository on GitHub. Default: the one that the remote's address names.",
    )(command)


def session_option(command: _Command) -> _Command:
    """``--session-id ID``."""
    return click.option(
        "--session-id",
        metavar="ID",
        help="Which session this is. Default: MUSTER_SESSION_ID, CLAUDE_CODE_SESSION_ID or "
        "CODEX_THREAD_ID.",
    )(command)


def key_option(told: str) -> Callable[[_Command], _Command]:
    """``--key FILE``, with what it is for."""
    return click.option(
        "--key", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=told
    )


def from_option(told: str) -> Callable[[_Command], _Command]:
    """``--from FILE``, with what it is for; ``-`` is standard input."""
    return click.option("--from", "source", metavar="FILE", help=told)


def again(given: Mapping[str, str | Path | None]) -> tuple[str, ...]:
    """The options that a next command repeats, so that it is the exact one."""
    return tuple(
        part
        for name, value in given.items()
        if value is not None and value != Path()
        for part in (name, str(value))
    )


def told_source(source: str | None) -> str:
    """What messages call it."""
    return "standard input" if source == "-" else str(source)


def read_source(source: str | None) -> bytes | None:
    """What ``--from`` names, None where it was not given.

    Raises ``UsageError`` where it can't be read; never more than a record's size and one byte.
    """
    if source is None:
        return None
    try:
        if source == "-":
            if sys.stdin is None:  # closed by the caller
                return b""
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(source).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            "unreadable-text", f"{source} can't be read: {error.strerror or error}.", "ls -l"
        ) from error


def read_document(file: str) -> str:
    """The text of a file, or of standard input for ``-``; what is no UTF-8 is replaced.

    Raises ``UsageError`` above 1 MiB or where there is no such file, ``SurroundingsError`` where it
    can't be read.
    """
    data: bytes
    try:
        if file == "-":
            # Python has no standard input where the caller closed it.
            data = sys.stdin.buffer.read(_MOST_DOCUMENT + 1) if sys.stdin else b""
        else:
            with Path(file).open("rb") as opened:
                data = opened.read(_MOST_DOCUMENT + 1)
    except FileNotFoundError as error:
        raise UsageError("no-such-file", f"There is no file {file}.", "ls") from error
    except OSError as error:
        raise SurroundingsError(
            "unreadable-file", f"{file} can't be read: {error.strerror}"
        ) from error
    if len(data) > _MOST_DOCUMENT:
        raise UsageError("oversized-document", f"{file} is larger than 1 MiB.")
    return data.decode("utf-8", "replace")
