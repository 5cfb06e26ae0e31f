"""``muster import``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option, read_document
from muster.flows.importing import Imported, Written, import_document


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The folder that gets registry/; files that are there stay as they are.",
)
@json_option
def command(file: str, into: Path, as_json: bool) -> None:
    """Turn a team's document into a registry.

    FILE is Markdown with a block for each session, or registration messages in either form; - is
    standard input. Prints what was taken and what could not be told.
    """
    source = "standard input" if file == "-" else Path(file).name
    imported = import_document(read_document(file), source, into)
    there = shlex.quote(str(into))
    commands = (
        f"git -C {there} add registry schema",
        f"git -C {there} commit -m 'Begin the registry'",
        f"muster check --repo {there}",
    )
    answer = Answer(Exit.FINE, "imported", _summary(imported), commands, _data(imported))
    if as_json:
        click.echo(answer.json())
        return
    _print(imported, answer)


def _summary(imported: list[Imported]) -> str:
    counts = {state: sum(one.written is state for one in imported) for state in Written}
    told = (
        (counts[Written.NEW], "written"),
        (counts[Written.SAME], "there already, the same"),
        (counts[Written.KEPT], "there already and different, left as they are"),
    )
    files = ", ".join(f"{count} {what}" for count, what in told if count)
    return f"{len(imported) - 1} sessions and a charter: {files}; schema/ is for editors."


def _data(imported: list[Imported]) -> dict[str, object]:
    return {
        "files": [
            {
                "file": one.path,
                "written": one.written.value,
                "took": list(one.part.took),
                "untold": list(one.part.untold),
            }
            for one in imported
        ]
    }


def _print(imported: list[Imported], answer: Answer) -> None:
    from muster.render.screen import command as print_command
    from muster.render.screen import line, screen

    console = screen()
    for one in imported:
        line(console, (one.path, "bold"), f"  {one.written.value}")
        for sentence in one.part.took:
            line(console, sentence, indent=4, label="  +")
        for sentence in one.part.untold:
            line(console, (sentence, "yellow"), indent=4, label="  ?")
    line(console)
    line(console, (answer.message, "bold green"))
    for given in answer.next:
        print_command(console, given)
