"""The terminal: colour where it is one, plain lines where it is piped, never wider than it is."""

from __future__ import annotations

import sys
from typing import IO

from rich.console import Console
from rich.text import Text

from muster.render.untrusted import for_terminal

VERDICT_STYLES = {"block": "bold red", "review": "bold yellow", "note": "cyan"}


def screen(file: IO[str] | None = None) -> Console:
    """A console for standard output, or another file."""
    return Console(file=file or sys.stdout, highlight=False, markup=False, emoji=False)


def line(console: Console, *parts: str | tuple[str, str], indent: int = 0, label: str = "") -> None:
    """Print parts, each a text or a text with its style, wrapped at words.

    ``label`` stands in the indent of the first line.
    """
    text = _assembled(parts)
    width = max(console.width - indent, 20)
    head = Text(label.ljust(indent), "dim")
    for wrapped in text.wrap(console, width) if text.plain else [Text("")]:
        wrapped.rstrip()
        console.print(head + wrapped, soft_wrap=True)
        head = Text(" " * indent)


def command(console: Console, text: str, indent: int = 0) -> None:
    """Print a command: on one line whatever the width, so that it can be copied."""
    console.print(
        Text(" " * indent) + Text("$ ", "dim") + Text(for_terminal(text), "bold"), soft_wrap=True
    )


def _assembled(parts: tuple[str | tuple[str, str], ...]) -> Text:
    text = Text()
    for part in parts:
        said, style = part if isinstance(part, tuple) else (part, "")
        text.append(for_terminal(said), style)
    return text
