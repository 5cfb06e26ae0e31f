"""The commands by which a human approves on the forge, where the charter says so."""

from __future__ import annotations


def merge_commands(pull: int) -> tuple[str, str]:
    """The review of a pull request, which main's rules ask for, and the button Merge."""
    return f"gh pr review {pull} --approve", f"gh pr merge {pull} --merge"
