"""What the team has agreed to, seen from a desk: on main, on its way there, what would void it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from muster.engine.progress import Active, UnderWay
from muster.engine.voided import Voided
from muster.flows.activation import active, under_way
from muster.flows.desk import Desk
from muster.git.approval_cache import KeptApprovals
from muster.model.registry import Registry
from muster.rules.agreement import Agreement, agreement
from muster.rules.case import Case
from muster.rules.roster import digest_of, team


class NextOf(StrEnum):
    """What a session does next on the way to consensus; the value is the command."""

    AWAIT_CONFIRMATION = "muster watch --until confirmed"
    CONFIRM = "muster confirm"
    ACKNOWLEDGE = "muster ack"
    AWAIT_ACTIVATION = "muster watch --until active"
    WORK = "muster schedule --week 1"


class Agreed:
    """What the team has agreed to at this moment; each part is read when it is asked for."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self._desk, self._now = desk, now

    @cached_property
    def under_way(self) -> UnderWay | None:
        """The activation that main lacks."""
        desk = self._desk
        if not desk.activation:
            return None
        return under_way(desk.repository, desk.main, desk.activation, desk.registry, self._now)

    @cached_property
    def active(self) -> Active | None:
        """The consensus that main has, where it counts."""
        desk = self._desk
        approvals = KeptApprovals(desk.repository, desk.main)
        found = active(desk.repository, desk.main, desk.registry, approvals, self._now)
        return found if found and not found.flaw else None

    @cached_property
    def digest(self) -> str:
        """The roster that main has."""
        return digest_of(Case(self._desk.registry, self._desk.charter, self._now))

    @cached_property
    def settled(self) -> bool:
        """Whether what main has agreed to is the roster, whatever the branch has beside it."""
        return self.active is not None and self.active.digest == self.digest

    @cached_property
    def round(self) -> UnderWay | None:
        """The round that is under way; one that was overtaken, and is settled without it, is none.

        A change that is taken back leaves a confirmation behind that nobody needs any more.
        """
        branch = self.under_way
        return None if branch and branch.agreement.flaws and self.settled else branch

    def next_of(self, number: int) -> NextOf | None:
        """What the session that holds a number on main does next; None: what ``status`` says."""
        desk, branch, lead = self._desk, self.under_way, self._desk.charter.orchestrator
        if branch and not branch.agreement.flaws:
            missing = number in branch.agreement.missing
            return NextOf.ACKNOWLEDGE if missing else NextOf.AWAIT_ACTIVATION
        if self.active and (self.settled or number != lead):
            return NextOf.WORK
        if number != lead:
            return NextOf.AWAIT_CONFIRMATION
        complete = None not in team(desk.registry, desk.charter).values()
        return NextOf.CONFIRM if complete else None

    def voided(self, case: Case) -> Voided:
        """What merging a branch would take."""
        return voided(case, self.under_way, self.active)


def voided(case: Case, branch: UnderWay | None, main: Active | None) -> Voided:
    """What merging a change would take from the round under way, and from what main has."""
    outdated = ""
    if main and main.digest == digest_of(_main(case)) != digest_of(case):
        outdated = main.name
    before = _agreed_on(branch, case.before) if branch else None
    after = _agreed_on(branch, case.after) if branch else None
    if branch is None or before is None or after is None or _void(before):
        return Voided(outdated=outdated)
    if _void(after):
        counting = tuple(one.number for one in before.acks if one.counts)
        return Voided(branch.agreement.activation.consensus or 0, counting, outdated)
    lost = tuple(number for number in after.missing if number not in before.missing)
    return Voided(0, lost, outdated)


def _main(case: Case) -> Case:
    return Case(case.before, case.before.charter, case.now)


def _agreed_on(branch: UnderWay, main: Registry) -> Agreement | None:
    """What the branch brings, were this main's registry."""
    change = branch.case.change
    brought = {
        path: branch.case.after.files.get(path) for path in (change.records if change else ())
    }
    after = main.overlaid(brought)
    return agreement(replace(branch.case, before=main, after=after, charter=main.charter))


def _void(found: Agreement) -> bool:
    """Whether a confirmation counts no more; where a number waits for its next session it will."""
    return any(flaw.kind != "incomplete" for flaw in found.flaws)
