"""A group of commands that are imported when they are asked for: a start must cost little."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

Sections = Mapping[str, Mapping[str, tuple[str, str]]]
"""Title → name → module in ``muster.cli``, and the sentence of the help."""


class LazyGroup(click.Group):
    """Commands by sections of its help; each module has its command as ``command``."""

    def __init__(self, *arguments: Any, sections: Sections, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.sections = sections
        self.known = {name: told for part in sections.values() for name, told in part.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the help's order."""
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None where there is no such name."""
        if cmd_name not in self.known:
            return None
        module = importlib.import_module(f"muster.cli.{self.known[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, and with the nearest name for one that is mistyped."""
        if args[0] not in self.known and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], self.known, 1)
            ctx.fail(
                f"No such command {args[0]!r}." + "".join(f" Did you mean {c!r}?" for c in close)
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sections, their columns aligned with each other."""
        widest = max(map(len, self.known))
        for title, commands in self.sections.items():
            with formatter.section(title):
                rows = [(name.ljust(widest), told) for name, (_, told) in commands.items()]
                formatter.write_dl(rows)
