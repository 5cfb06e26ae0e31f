"""``muster explain``."""

from __future__ import annotations

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option
from muster.model.error import UsageError
from muster.rules.catalog import catalog
from muster.rules.rule import Rule


@click.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="Print the pages of all rules.")
@json_option
def command(code: str | None, every: bool, as_json: bool) -> None:
    """Explain the rule CODE (M201, or number-taken)."""
    if not every and code is None:
        raise UsageError("usage", "Give the CODE of a rule, or --all.", "muster rules")
    rules = list(catalog().values()) if every else [_find(code or "")]
    if as_json:
        pages = [{"code": rule.code, "name": rule.name, "page": rule.page} for rule in rules]
        data = {"rules": pages} if every else pages[0]
        told = f"{len(rules)} rules." if every else rules[0].summary
        click.echo(Answer(Exit.FINE, "ok", told, (), data).json())
        return
    click.echo("\n\n".join(f"# {rule.code} {rule.name}\n\n{rule.page}" for rule in rules))


def _find(code: str) -> Rule:
    wanted = code.strip().casefold()
    for rule in catalog().values():
        if wanted in (rule.code.casefold(), rule.name):
            return rule
    raise UsageError("no-such-rule", f"There is no rule {code!r}.", "muster rules")
