"""``muster explain``."""

from __future__ import annotations

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option
from muster.model.error import UsageError
from muster.rules.catalog import catalog


@click.command()
@click.argument("code")
@json_option
def command(code: str, as_json: bool) -> None:
    """Explain the rule CODE (M201, or number-taken)."""
    wanted = code.strip().casefold()
    rule = next(
        (r for r in catalog().values() if wanted in (r.code.casefold(), r.name)),
        None,
    )
    if rule is None:
        raise UsageError("no-such-rule", f"There is no rule {code!r}.", "muster rules")
    if as_json:
        data = {"code": rule.code, "name": rule.name, "page": rule.page}
        click.echo(Answer(Exit.FINE, "ok", rule.summary, (), data).json())
        return
    click.echo(f"# {rule.code} {rule.name}\n\n{rule.page}")
