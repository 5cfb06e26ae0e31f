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


Part = str | tuple[str, str]
"""A text, or a text with its style."""


def line(console: Console, *parts: Part, indent: int = 0, label: Part = "") -> None:
    """Print parts as one text, wrapped at words; ``label`` stands in the first line's indent."""
    text = _assembled(parts)
    head = _assembled((label,))
    head.pad_right(indent - len(head))
    width = max(console.width - indent, 20)
    for wrapped in text.wrap(console, width) if text.plain else [Text("")]:
        wrapped.rstrip()
        console.print(head + wrapped, soft_wrap=True)
        head = Text(" " * indent)


def command(console: Console, text: str, indent: int = 0) -> None:
    """Print a command: on one line whatever the width, so that it can be copied."""
    console.print(
        Text(" " * indent) + Text("$ ", "dim") + Text(for_terminal(text), "bold"), soft_wrap=True
    )


def _assembled(parts: tuple[Part, ...]) -> Text:
    text = Text()
    for part in parts:
        said, style = part if isinstance(part, tuple) else (part, "")
        text.append(for_terminal(said), style)
    return text
