"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

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
