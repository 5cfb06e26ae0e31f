"""What every command answers with: the exit code and, with ``--json``, one object."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TextIO

import click

from muster.render.untrusted import for_json, for_terminal


@contextmanager
def while_read() -> Iterator[None]:
    """Print as long as somebody reads: a closed output is no error and changes no verdict.

    Rich turns it into ``SystemExit``, and so does click; nothing else in here exits.
    """
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        discard_output()


def discard_output() -> None:
    """Let what is left for standard output go nowhere: Python would complain when it flushes it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Exit(IntEnum):
    """The exit codes, everywhere."""

    FINE = 0
    BLOCKED = 1
    USAGE = 2
    ENVIRONMENT = 3
    REVIEW = 4
    CONFLICT = 5


@dataclass(frozen=True)
class Answer:
    """The outcome of a command; ``code`` is kebab-case, ``next`` holds exact commands."""

    exit: Exit
    code: str
    message: str
    next: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)

    def json(self) -> str:
        """The envelope on one line."""
        return for_json(
            {
                "muster": 1,
                "ok": self.exit is Exit.FINE,
                "code": self.code,
                "message": self.message,
                "next": list(self.next),
                "data": self.data,
            }
        )

    def tell(self, *, as_json: bool) -> None:
        """Print it on standard output: one object, or the message with its commands."""
        if as_json:
            click.echo(self.json())
            return
        _say(self.message, sys.stdout)
        for command in self.next:
            click.echo(f"  $ {for_terminal(command)}")

    def tell_error(self) -> None:
        """Print message and commands on standard error."""
        _say(f"muster: {self.message}", sys.stderr)
        for line in self.data.get("told", ()):  # what the remote's hook said
            click.echo(f"  | {for_terminal(line)}", err=True)
        for command in self.next:
            click.echo(f"  $ {for_terminal(command)}", err=True)

    def leave(self) -> None:
        """End the command with this answer's exit code."""
        click.get_current_context().exit(int(self.exit))


def _say(text: str, stream: TextIO) -> None:
    """Print a sentence: wrapped at words on a terminal, on one line for who reads it by program."""
    told = for_terminal(text)
    if stream.isatty():
        width = max(shutil.get_terminal_size().columns, 40)
        told = textwrap.fill(told, width, break_long_words=False, break_on_hyphens=False)
    click.echo(told, file=stream)
