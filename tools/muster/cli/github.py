"""``muster github``."""

from __future__ import annotations

import importlib

import click

_COMMANDS = {
    "protect": ("github_protect", "Show, or apply, the rules that make approval a human gate."),
    "doctor": ("github_doctor", "Tell whether approval really is a human gate."),
    "judge": ("github_judge", "For CI: judge open pull requests against main."),
    "post": ("github_post", "For CI: set the statuses and write the comments."),
}


class _Commands(click.Group):
    """Commands that are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"muster.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in _COMMANDS.items()])


@click.group(cls=_Commands)
def command() -> None:
    """Keep a registry on GitHub: who may approve, and the judge of pull requests."""
