"""A file that would be proposed."""

from __future__ import annotations

from rich.console import Console

from muster.render.untrusted import for_terminal


def print_file(console: Console, path: str, text: str) -> None:
    """Print a file as it would be written, unwrapped and indented below its path."""
    console.file.write(f"\n{for_terminal(path)}\n")
    for line in text.splitlines():
        console.file.write(f"  {for_terminal(line)}\n")
