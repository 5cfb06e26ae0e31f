"""``muster rules``."""

from __future__ import annotations

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option
from muster.rules.catalog import catalog

_TWO_COLUMNS = 60


@click.command()
@json_option
def command(as_json: bool) -> None:
    """List the rules."""
    rules = catalog().values()
    if as_json:
        data = {"rules": [{"code": r.code, "name": r.name, "summary": r.summary} for r in rules]}
        told = f"{len(rules)} rules."
        click.echo(Answer(Exit.FINE, "ok", told, ("muster explain M201",), data).json())
        return
    from muster.render.screen import line, screen

    console = screen()
    for rule in rules:
        label = (f"{rule.code} {rule.name}", "bold")
        if console.width < _TWO_COLUMNS:
            line(console, label)
            line(console, rule.summary, indent=5)
        else:
            line(console, rule.summary, indent=32, label=label)
