"""Moving to another number: the new claim and the release of the old one in one push."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from muster.flows.bid import Bid
from muster.flows.claiming import (
    Claimed,
    as_held,
    narrowed,
    require_own_key,
    require_raced,
    signing_key,
)
from muster.flows.desk import Desk, Holding
from muster.flows.draft import Draft, draft, record_bytes
from muster.flows.lost import lost
from muster.flows.releasing import take_back, vacated
from muster.git.commit_writer import write_commit
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.git.ssh_keygen import public_key
from muster.model.error import RefusedError, UsageError
from muster.model.key import canonical_key
from muster.model.layout import session_path
from muster.model.refs import claim_branch, claim_ref
from muster.model.session import AGREEMENT_FIELDS, REGISTERED

MOST_TRIES = 5


def renumber(
    repository: Repository,
    remote: Remote,
    session_id: str,
    number: int,
    bid: Bid,
    key: Path | None,
    now: datetime,
    again: tuple[str, ...] = (),
    *,
    pulls: bool = True,
) -> Claimed:
    """Move the session to another number; ``again`` are the options of a next try.

    ``pulls``: look first which pull requests are open, unless that was just done.

    A claim that is under way moves with what it brought; a number that is held on main is released
    by the same commit that claims the new one. Raises ``LostError`` where somebody else has it.
    """
    for tries in range(1, MOST_TRIES + 1):
        desk = Desk.open(repository, remote, pulls=pulls)
        held = desk.holdings(session_id)
        if not held:
            raise RefusedError(
                "holds-none", f"{session_id} holds no number.", f"muster claim --number {number}"
            )
        there = next((h for h in held if h.number == number), None)
        old = next((h for h in held if h.number != number), None)
        if there and (old is None or there.under_way):
            return as_held(desk, there, tries)
        assert old is not None  # noqa: S101 - the only other case
        require_own_key(desk, session_id, old.session, key)
        if desk.holder(number) is not None:
            raise lost(desk, number, again, "renumber")
        if not 1 <= number <= (desk.charter.size or 0):
            raise UsageError(
                "no-such-number",
                f"There is no number {number}: the team has {desk.charter.size} sessions.",
                "muster roster --remote",
            )
        signing = signing_key(desk.root, session_id, key)
        made = _draft(desk, old, number, bid, signing, now)
        made.require_fine(f"The move to number {number}", bid.agreement)
        updates = _updates(desk, old, number, made, signing)
        pushed = desk.remote.push(updates, atomic=True)
        if pushed.outcome is Outcome.DONE:
            path = session_path(number)
            return Claimed(
                "renumbered", number, made.registry.files[path].session or old.session,
                claim_branch(number), updates[0].commit, path, made.text(path),
                approved=False, report=made.report, tries=tries,
                left=claim_branch(old.number) if old.under_way else "",
            )  # fmt: skip
        if pushed.outcome is Outcome.REFUSED:
            require_raced(desk, pushed)
    raise lost(desk, number, again, "renumber")


def _draft(desk: Desk, old: Holding, number: int, bid: Bid, signing: Path, now: datetime) -> Draft:
    path, was = session_path(number), old.session
    planned = desk.registry.files.get(path)
    files: dict[str, bytes | None] = {}
    if planned and planned.session:
        data: dict[str, Any] = dict(planned.session.raw)
    else:
        brought = {key: was.raw[key] for key in AGREEMENT_FIELDS if key in was.raw}
        name = bid.name or (was.name if old.landed is None else None)
        if name is None:
            raise UsageError(
                "no-name",
                f"The name {was.name} stays with number {old.number}, and nobody planned number "
                f"{number}: bring a name, a role and a goal for it.",
                f"muster renumber {number} --from FILE",
            )
        data = {"number": number, "name": name, **brought}
    data |= narrowed(data, bid.agreement)
    public = public_key(signing)
    data |= {
        "session_id": was.session_id,
        "status": REGISTERED,
        "ready": True,
        "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "key": public,
    }
    files[path] = record_bytes(data, planned)
    if old.landed and old.landed.session:
        files[session_path(old.number)] = record_bytes(vacated(old.landed.session), old.landed)
    made = draft(desk, files, canonical_key(public), now)
    ours = {session_path(old.number)}
    # The claim that moves away is no rival of the one that it becomes.
    report = replace(
        made.report,
        findings=tuple(
            f for f in made.report.findings if f.code != "M306" or ours.isdisjoint(f.subjects)
        ),
    )
    return replace(made, report=report)


def _updates(desk: Desk, old: Holding, number: int, made: Draft, signing: Path) -> list[Update]:
    message = desk.message(number, f"Move from number {old.number} to number {number}")
    commit = write_commit(desk.repository, [desk.main], made.files, message, signing)
    updates = [Update(commit, claim_ref(number), desk.tip(number))]
    if old.under_way:
        updates.append(take_back(desk, old, signing))
    return updates
