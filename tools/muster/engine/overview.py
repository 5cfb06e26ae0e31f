"""The whole registry at one look, as plain values: what a page about it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from muster.engine.card import Card, cards
from muster.engine.conflict import Conflict
from muster.engine.consensus import Consensus
from muster.engine.coverage_strip import Strip, strips
from muster.engine.next_step import next_step
from muster.engine.report import Report
from muster.engine.request import Request
from muster.engine.role_pairs import RolePairs, role_pairs
from muster.engine.roll_up import RollUp, roll_up
from muster.engine.waiting import Waiting
from muster.engine.week import Week, week
from muster.model.approval import Approvals
from muster.model.charter import Charter
from muster.model.finding import Finding
from muster.model.registry import Registry
from muster.rules.case import Case
from muster.rules.rulings import Decided


class Main(NamedTuple):
    """Main as it was looked at: its name for the user, its commit, what that holds.

    ``committed`` is what the commit says of its own time, None where it says nothing usable.
    ``remote`` is empty where nobody else's branches were looked at.
    """

    name: str
    commit: str
    committed: datetime | None
    remote: str
    registry: Registry
    charter: Charter
    report: Report
    consensus: Consensus
    approvals: Approvals


class Rulings(NamedTuple):
    """What waits for the orchestrator, the rulings in force, and those that count no more."""

    waiting: tuple[Conflict, ...]
    in_force: tuple[Decided, ...]
    outdated: tuple[Decided, ...]


class Pulls(NamedTuple):
    """The claims out of forks, which the forge judges, and why it could not be asked for them."""

    waiting: tuple[Waiting, ...] = ()
    unasked: str = ""


NO_PULLS = Pulls()


@dataclass(frozen=True)
class Overview:
    """What the page shows. ``unreadable`` are the paths of session records without a card.

    ``pairs`` and ``strips`` take the claims under way for approved; goals and week are main's
    alone. ``findings`` are main's, but for those that wait for a ruling. ``stained`` are the paths
    of main whose last change nobody approved.
    """

    main: Main
    requests: tuple[Request, ...]
    pulls: Pulls
    cards: tuple[Card, ...]
    unreadable: tuple[str, ...]
    pairs: RolePairs
    strips: tuple[Strip, ...]
    goals: RollUp
    week: Week
    rulings: Rulings
    findings: tuple[Finding, ...]
    stained: tuple[str, ...]
    next_step: tuple[str, tuple[str, ...]]

    @property
    def asked(self) -> int:
        """How many wait for approval."""
        return len(self.requests) + len(self.pulls.waiting)

    @property
    def team(self) -> str:
        """The team's name."""
        return self.main.charter.name


def overview(
    main: Main,
    requests: Sequence[Request],
    rulings: Rulings,
    whole: Registry,
    now: datetime,
    pulls: Pulls = NO_PULLS,
) -> Overview:
    """Compute the overview. ``whole`` is main with the claims under way laid over it."""
    case = Case(whole, main.charter, now)
    waiting = {_about(conflict.finding) for conflict in rulings.waiting}
    return Overview(
        main,
        tuple(requests),
        pulls,
        cards(main.registry, [*requests, *pulls.waiting], main.approvals),
        tuple(file.path for file in main.registry.session_files if file.session is None),
        role_pairs(case),
        strips(case),
        roll_up(main.charter, main.registry.sessions, main.report.findings),
        week(main.registry, main.charter.week_one),
        rulings,
        tuple(each for each in main.report.findings if _about(each) not in waiting),
        tuple(sorted(path for path, told in main.approvals.uncounted().items() if told.commit)),
        next_step(main.consensus, main.report, main.name),
    )


def _about(finding: Finding) -> tuple[str, ...]:
    return (finding.code, *finding.subjects)
