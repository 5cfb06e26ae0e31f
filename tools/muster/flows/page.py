"""What the overview shows, gathered: main, and where there is a remote, what is under way on it."""

from __future__ import annotations

from datetime import UTC, datetime

from muster.engine.conflict import Conflict
from muster.engine.overview import Main, Overview, Pulls, Rulings, overview
from muster.engine.request import Request
from muster.engine.ruling import can_be_ruled, sessions_of
from muster.flows.agreed import Agreed
from muster.flows.conflicts import conflicts
from muster.flows.desk import Desk
from muster.flows.registry_remote import find_remote
from muster.flows.remote_roster import waiting
from muster.flows.requesting import requests
from muster.flows.standing import Standing, standing
from muster.git.approval_cache import KeptApprovals
from muster.git.repository import Repository
from muster.model.error import SurroundingsError, UsageError
from muster.model.refs import ACTIVATION_BRANCH
from muster.rules.case import Case
from muster.rules.rulings import Fault, rulings

LAST_SECOND = 253_402_300_799
"""Seconds since 1970; no calendar goes on after the year 9999."""


def gather(
    repository: Repository, remote: str | None, now: datetime, *, fetch: bool = True
) -> Overview:
    """Look at the remote (without ``fetch`` at what the last look left here) and at main.

    Where there is no remote, or nothing of it was ever fetched, main as this repository has it.
    ``now`` decides nothing but whether a timestamp lies in the future.
    Raises what ``Desk.open`` and ``standing`` raise.
    """
    desk = _desk(repository, remote, fetch=fetch)
    found = standing(repository, desk.base if desk else None, now)
    registry = found.judged.registry
    main = Main(
        found.judged.subject,
        found.judged.commit,
        _committed(repository, found.judged.commit),
        desk.remote.name if desk else "",
        registry,
        found.charter,
        found.judged.report,
        found.consensus,
        KeptApprovals(repository, found.judged.commit),
    )
    if desk is None:
        return overview(main, (), _ruled_on_main(found, main, now), registry, now)
    told = conflicts(desk, now)
    known = Rulings(told.waiting, told.ruled, told.outdated)
    pulls = Pulls(tuple(one for one in waiting(desk, now) if not one.branch), desk.unasked)
    return overview(main, _requests(desk, now), known, told.registry, now, pulls)


def _desk(repository: Repository, remote: str | None, *, fetch: bool) -> Desk | None:
    try:
        return Desk.open(repository, find_remote(repository, remote), fetch=fetch, pulls=True)
    except UsageError as error:
        if error.code != "no-remote":
            raise
    except SurroundingsError as error:
        if error.code != "no-main" or fetch:
            raise
    return None


def _requests(desk: Desk, now: datetime) -> list[Request]:
    """Everything on the remote that an approver could approve.

    An activation waits once everybody has acknowledged. It stands first, judged by itself: what is
    approved before it may void it.
    """
    branch = Agreed(desk, now).under_way
    first = [ACTIVATION_BRANCH] if branch and branch.agreement.complete else []
    names = [*(str(number) for number in sorted(desk.branches)), *desk.proposals]
    pulls = {claim.tip: desk.pull_of(claim) for claim in desk.branches.values()}
    return [
        one._replace(pull=pulls.get(one.tip, 0))
        for asked in (first, names)
        if asked
        for one in requests(desk, asked, now)
    ]


def _ruled_on_main(found: Standing, main: Main, now: datetime) -> Rulings:
    """The same of main alone, whose report has asked already which findings are answered."""
    case = Case(main.registry, found.charter, now, approvals=main.approvals)
    known = tuple(rulings(case))
    return Rulings(
        tuple(Conflict(f, sessions_of(f)) for f in main.report.findings if can_be_ruled(f)),
        tuple(one for one in known if one.fault is None),
        tuple(one for one in known if one.fault is Fault.VOID),
    )


def _committed(repository: Repository, commit: str) -> datetime | None:
    """What a commit says of its own time."""
    told = repository.run("show", "--no-patch", "--no-show-signature", "--format=%ct", commit)
    seconds = told.strip()
    if not seconds.isdigit() or int(seconds) > LAST_SECOND:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)
