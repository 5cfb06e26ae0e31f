"""A rule: a code, a name, and the function that judges a case."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from muster.model.boundary import Boundary
from muster.model.finding import Finding, Place, Verdict
from muster.rules.case import Case


class Rule(NamedTuple):
    """One rule; its page is the docstring of the module that it stands in."""

    code: str
    name: str
    judge: Callable[[Case], Iterator[Finding]]

    @property
    def page(self) -> str:
        """The documentation page: Markdown, "What it does", "Why" and "How to fix"."""
        return (sys.modules[self.judge.__module__].__doc__ or "").strip()

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

    def finding(
        self,
        verdict: Verdict,
        place: Place,
        message: str,
        help_: str,
        *,
        subjects: tuple[str, ...],
        related: tuple[Place, ...] = (),
        commands: tuple[str, ...] = (),
        boundaries: tuple[Boundary, ...] = (),
    ) -> Finding:
        """Make a finding of this rule."""
        return Finding(
            self.code, self.name, verdict, message, help_, place,
            subjects, related, commands, boundaries,
        )  # fmt: skip
