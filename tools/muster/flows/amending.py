"""Changing one's own record: role, goal, responsibilities or schedule, with the key it lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from muster.engine.claim_commands import claim_commands
from muster.flows.bid import Bid
from muster.flows.claiming import Claimed, narrowed, require_own_key, require_raced, signing_key
from muster.flows.desk import Desk, Holding
from muster.flows.draft import Draft, draft, record_bytes
from muster.flows.lost import lost
from muster.git.commit_writer import write_commit
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.git.ssh_keygen import public_key
from muster.model.error import RefusedError, UsageError
from muster.model.key import canonical_key
from muster.model.layout import session_path
from muster.model.refs import claim_branch, claim_ref

MOST_TRIES = 5


def amend(
    repository: Repository,
    remote: Remote,
    session_id: str,
    bid: Bid,
    key: Path | None,
    now: datetime,
    *,
    dry_run: bool = False,
) -> Claimed:
    """Propose the session's own record with what it gives laid over it.

    An amendment of a claim that is under way goes on its branch; one of an approved record starts
    again from main, and waits for approval.
    """
    if not bid.agreement:
        raise UsageError(
            "nothing-to-amend",
            "The text has neither role, goal, responsibilities nor schedule.",
            "muster amend --from FILE",
        )
    for tries in range(1, MOST_TRIES + 1):
        desk = Desk.open(repository, remote)
        held = desk.holdings(session_id)
        if not held:
            ways = claim_commands(desk.open_slots, desk.free_numbers)
            raise RefusedError("holds-none", f"{session_id} holds no number.", *ways)
        holding = next((h for h in held if h.number == bid.number), held[0])
        require_own_key(desk, session_id, holding.session, key)
        signing = signing_key(desk.root, session_id, key)
        made = _draft(desk, holding, bid, signing, now)
        path = session_path(holding.number)
        file = made.registry.files[path]
        done = _answer(holding, made, tries)
        if file.source.oid == holding.file.source.oid:
            return replace(done, code="unchanged", commit=desk.main)
        if dry_run:
            return replace(done, code="dry-run", mangled=made.mangled(bid.agreement))
        made.require_fine(f"The amendment of number {holding.number}", bid.agreement)
        update = _commit(desk, holding, made, signing)
        pushed = desk.remote.push([update], atomic=False)
        if pushed.outcome is Outcome.DONE:
            return replace(done, commit=update.commit)
        if pushed.outcome is Outcome.REFUSED:
            require_raced(desk, pushed)
    raise lost(desk, holding.number)


def _draft(desk: Desk, holding: Holding, bid: Bid, signing: Path, now: datetime) -> Draft:
    data = dict(holding.session.raw)
    data |= narrowed(data, bid.agreement)
    path = session_path(holding.number)
    return draft(
        desk,
        {path: record_bytes(data, holding.file)},
        canonical_key(public_key(signing)),
        now,
        "the amendment",
        holding.under_way,
    )


def _commit(desk: Desk, holding: Holding, made: Draft, signing: Path) -> Update:
    seen = desk.tip(holding.number)
    parent = holding.under_way.tip if holding.under_way else desk.main
    message = desk.message(holding.number, f"Amend number {holding.number}")
    commit = write_commit(desk.repository, [parent], made.files, message, signing)
    return Update(commit, claim_ref(holding.number), seen)


def _answer(holding: Holding, made: Draft, tries: int) -> Claimed:
    path = session_path(holding.number)
    return Claimed(
        "amended",
        holding.number,
        made.registry.files[path].session or holding.session,
        claim_branch(holding.number),
        "",
        path,
        made.text(path),
        approved=False,
        report=made.report,
        tries=tries,
    )
