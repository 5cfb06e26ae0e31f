"""``muster github``."""

from __future__ import annotations

import click

from muster.cli.lazy_group import LazyGroup

_SECTIONS = {
    "For the human who approves": {
        "protect": ("github_protect", "Show, or apply, the rules that make approval a human gate."),
        "doctor": ("github_doctor", "Tell whether approval really is a human gate."),
    },
    "For CI": {
        "judge": ("github_judge", "Judge open pull requests against main."),
        "post": ("github_post", "Set the statuses and write the comments."),
    },
}


@click.group(cls=LazyGroup, sections=_SECTIONS)
def command() -> None:
    """Keep a registry on GitHub: who may approve, and the judge of pull requests."""
