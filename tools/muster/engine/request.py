"""One branch that asks for approval, as an approver sees it."""

from __future__ import annotations

from typing import NamedTuple

from muster.engine.progress import UnderWay
from muster.engine.report import Report
from muster.engine.voided import Voided
from muster.model.finding import Finding, Verdict
from muster.model.session import Session
from muster.rules.rulings import Decided


class Request(NamedTuple):
    """One branch that asks for approval, as an approver sees it.

    ``branch`` is its name on the remote, ``number`` that of a claim (0 for other branches),
    ``pull`` that of its open pull request, 0 where none is known.
    ``first_seen`` says that no record of main lists the key that the claim brings. ``ruled`` are
    the rulings that the branch brings, ``answers`` the findings that they answer, ``signed_by`` who
    signed its last commit. ``agreement`` is there where it is the activation; ``voids`` is what
    merging it would take from one.
    """

    branch: str
    number: int
    tip: str
    what: str
    session: Session | None
    was: Session | None
    report: Report
    key: str
    first_seen: bool
    ruled: tuple[Decided, ...] = ()
    answers: tuple[Finding, ...] = ()
    signed_by: str = ""
    agreement: UnderWay | None = None
    voids: Voided = Voided()
    pull: int = 0

    @property
    def place(self) -> str:
        """Where it is: its branch."""
        return self.branch

    @property
    def blocked(self) -> bool:
        """Whether it must not be merged."""
        return self.report.verdict is Verdict.BLOCK

    @property
    def needs_look(self) -> bool:
        """Whether a human must look before merging."""
        return self.report.verdict is Verdict.REVIEW or self.voids.any
