"""What is said of one pull request: a verdict on its head against one main, as plain values."""

from __future__ import annotations

from typing import NamedTuple

from muster.engine.report import Report
from muster.engine.voided import Voided
from muster.model.finding import Verdict
from muster.model.refs import MAIN
from muster.model.session import Session
from muster.rules.agreement import Agreement
from muster.rules.rulings import Decided

BASE = MAIN.removeprefix("refs/heads/")
RELEASES = "releases"


class Asked(NamedTuple):
    """One session's record that the pull request would change.

    ``verb`` is claims, changes, releases or takes over; ``session`` the record as it would be, or
    as main has it where it is released. ``key`` is the fingerprint of a key that no record of main
    lists yet, empty where the record brings none. ``was`` is main's record, None where it has none.
    """

    verb: str
    session: Session
    key: str = ""
    was: Session | None = None


class Trouble(NamedTuple):
    """Why a pull request can't be judged, and the commands that help."""

    message: str
    commands: tuple[str, ...] = ()


class PullVerdict(NamedTuple):
    """The verdict on a pull request.

    ``head`` and ``main`` are the commits that were judged; ``base`` is the branch that it goes to.
    ``report`` is None where ``trouble`` says why it can't be judged. ``asks`` are the session
    records that it changes, ``others`` the other paths. ``orchestrator`` and ``approvers`` are
    GitHub logins by main's charter, ``forge`` whether its approval is GitHub's, ``rivals`` the
    open pull requests that want the same.

    ``branch`` is its head's branch where that is in the same repository, empty for a fork's.
    ``lead`` is the orchestrator's number, 0 where the charter names none; ``open`` whether the
    charter makes no promise about who wrote records. ``rulings`` are those that it brings,
    ``agreement`` how far the team has agreed where it is the activation, ``voids`` what merging it
    would take from one.
    """

    number: int
    head: str
    main: str
    base: str
    report: Report | None
    trouble: Trouble | None = None
    asks: tuple[Asked, ...] = ()
    others: tuple[str, ...] = ()
    orchestrator: str = ""
    approvers: tuple[str, ...] = ()
    forge: bool = False
    rivals: tuple[int, ...] = ()
    branch: str = ""
    lead: int = 0
    open: bool = False
    rulings: tuple[Decided, ...] = ()
    agreement: Agreement | None = None
    voids: Voided = Voided()

    @property
    def astray(self) -> bool:
        """Whether it goes to another branch than main, where nothing counts."""
        return self.base != BASE

    @property
    def blocked(self) -> bool:
        """Whether it must not be merged."""
        judged = self.report is not None and self.report.verdict is not Verdict.BLOCK
        return self.astray or not judged

    @property
    def needs_look(self) -> bool:
        """Whether a human must look before merging."""
        return (
            not self.blocked and self.report is not None and self.report.verdict is Verdict.REVIEW
        )
