"""What every command answers with: the exit code and, with ``--json``, one object."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import click

from muster.render.untrusted import for_json, for_terminal


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

    def tell_error(self) -> None:
        """Print message and commands on standard error."""
        click.echo(f"muster: {for_terminal(self.message)}", err=True)
        for command in self.next:
            click.echo(f"  $ {for_terminal(command)}", err=True)

    def leave(self) -> None:
        """End the command with this answer's exit code."""
        click.get_current_context().exit(int(self.exit))
