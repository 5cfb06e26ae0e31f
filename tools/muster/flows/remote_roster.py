"""The roster as the remote has it: what main holds, and beside it the claims that wait."""

from __future__ import annotations

from datetime import datetime

from muster.engine.waiting import Waiting
from muster.flows.desk import Desk
from muster.forge.address import read_slug
from muster.git.seen_times import seen_since
from muster.model.layout import session_path
from muster.model.refs import claim_branch


def waiting(desk: Desk, now: datetime) -> list[Waiting]:
    """The claims under way, by number."""
    return [_waiting(desk, number, now) for number in sorted(desk.claims)]


def _waiting(desk: Desk, number: int, now: datetime) -> Waiting:
    claim = desk.claims[number]
    main = desk.registry.files.get(session_path(number))
    held = main is not None and main.session is not None and main.session.registered
    asks = claim.session
    registers = asks is not None and asks.registered
    what = "claim" if not held else "change" if registers else "release"
    since = seen_since(desk.repository, claim.ref, claim.tip)
    seconds = max(int((now - since).total_seconds()), 0) if since else None
    session = asks if registers or main is None else main.session
    on_branch = desk.branches.get(number) == claim
    pull = desk.pull_of(claim)
    address = read_slug(desk.remote.slug)
    return Waiting(
        number, claim_branch(number) if on_branch else "", claim.tip, what, session, seconds,
        pull, f"{address.page}/pull/{pull}" if address and pull else "",
    )  # fmt: skip
