"""Claiming: a session takes a number by pushing the record that says so.

Source: section 7 of the design, "claim". Nothing here touches the caller's branch, index or working
tree; whatever moment it is stopped at, the same command again goes on from there.
"""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from muster.engine.claim_commands import claim_commands, claim_number
from muster.engine.report import Report
from muster.flows.bid import Bid, made_name
from muster.flows.desk import Desk, Holding
from muster.flows.draft import BlockedError, Draft, draft, record_bytes
from muster.flows.lost import lost
from muster.flows.proposing import Proposed
from muster.git.commit_writer import write_commit
from muster.git.key_store import make_session_key, session_key
from muster.git.remote import Outcome, Pushed, Remote, Update
from muster.git.repository import Repository
from muster.git.ssh_keygen import public_key
from muster.model.error import RefusedError, SurroundingsError, UsageError
from muster.model.finding import Verdict
from muster.model.key import canonical_key, fingerprint
from muster.model.layout import session_path
from muster.model.refs import claim_branch, claim_ref
from muster.model.session import AGREEMENT_FIELDS, REGISTERED, Session
from muster.model.spans import spans

MOST_TRIES = 200
"""How often a claim is tried again: with ``--next`` each loss is somebody else's success."""


@dataclass(frozen=True)
class Wish:
    """What a session asks for: a number, a name, or the next that is free.

    ``options`` are those of the command line that a next try repeats.
    """

    session_id: str
    bid: Bid = field(default_factory=Bid)
    number: int | None = None
    name: str | None = None
    next_free: bool = False
    key: Path | None = None
    dry_run: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claimed:
    """The outcome; ``code`` is claimed, already-claimed or dry-run.

    ``commit`` is the claim's, or main's where it was approved before. ``mangled`` says that the
    text of a dry run lost something on its way. ``left`` is the branch of a claim that moved away.
    ``pull`` is the pull request, None where the registry is on no forge; ``unasked`` says why it
    could not be asked which others are open.
    """

    code: str
    number: int
    session: Session
    branch: str
    commit: str
    path: str
    text: str
    approved: bool
    report: Report | None = None
    tries: int = 1
    mangled: bool = False
    left: str = ""
    pull: Proposed | None = None
    unasked: str = ""

    @property
    def refused(self) -> bool:
        """Whether a dry run shows what would be refused."""
        blocked = self.report is not None and self.report.verdict is Verdict.BLOCK
        return self.code == "dry-run" and (self.mangled or blocked)


def claim(repository: Repository, remote: Remote, wish: Wish, now: datetime) -> Claimed:
    """Claim a number.

    Raises ``LostError`` where somebody else has it, ``BlockedError`` where the judge blocks it,
    ``UsageError`` where nothing can be meant, ``SurroundingsError`` where the remote or the machine
    does not have what is needed.
    """
    tried: set[int] = set()
    refusal: tuple[str, int, RefusedError] | None = None
    for tries in range(1, MOST_TRIES + 1):
        desk = Desk.open(repository, remote, pulls=not wish.dry_run)
        if held := desk.holdings(wish.session_id):
            return _already(desk, wish, held, tries)  # or an earlier push of ours had landed
        if refusal and refusal[0] == desk.main and desk.holder(refusal[1]) is None:
            raise refusal[2]  # neither a race nor an old main explains it
        number = _choose(desk, wish, tried)
        if desk.holder(number) is not None:
            raise lost(desk, number, wish.options)
        made = _draft(desk, wish, number, now)
        if wish.dry_run:
            mangled = made.mangled(_brought(desk, wish, number))
            return replace(_claimed("dry-run", number, "", made, tries), mangled=mangled)
        made.require_fine(f"The claim of number {number}", _brought(desk, wish, number))
        pushed, commit = _push(desk, wish, number, made)
        if pushed.outcome is Outcome.DONE:
            return _claimed("claimed", number, commit, made, tries)
        tried.add(number)
        if pushed.outcome is Outcome.REFUSED:
            refusal = desk.main, number, refused(remote, pushed)
    raise SurroundingsError(
        "too-many-losses",
        f"The claim was lost {MOST_TRIES} times in a row.",
        "muster roster --remote",
    )


def signing_key(root: str, session_id: str, told: Path | None) -> Path:
    """The private key of a session: the one that it names, else its own, made where it has none."""
    return told or session_key(root, session_id) or make_session_key(root, session_id)


def refused(remote: Remote, pushed: Pushed) -> RefusedError:
    """The error for a push that the remote's hook refused, in the hook's words."""
    return RefusedError(
        "refused-by-remote",
        f"The remote {remote.name} refused it:",
        "muster roster --remote",
        data={"told": [line for line in pushed.told if line.strip()]},
    )


def require_raced(desk: Desk, pushed: Pushed) -> None:
    """Raise the refusal of a push, unless what the desk saw has moved since: then look again.

    The hook refuses a push that was overtaken while it was on its way, before git compares refs.
    """
    now = Desk.open(desk.repository, desk.remote)
    if now.all_tips == desk.all_tips:
        raise refused(desk.remote, pushed)


def _choose(desk: Desk, wish: Wish, tried: set[int]) -> int:
    if wish.next_free:
        return next_number(desk, wish, tried)
    number = wish.number if wish.number is not None else _named(desk, wish)
    if number is None:
        number = wish.bid.number
    if number is None:
        raise UsageError(
            "no-number",
            "Nothing says which number. "
            f"Planned slots that nobody holds: {spans(desk.open_slots)}. "
            f"Free numbers: {spans(desk.free_numbers)}.",
            *_ways(desk, wish),
        )
    size = desk.charter.size or 0
    if not 1 <= number <= size:
        raise UsageError(
            "no-such-number",
            f"There is no number {number}: the team has {size} sessions.",
            *_ways(desk, wish),
        )
    if number in desk.free_numbers and not wish.bid.complete:
        raise UsageError(
            "no-role",
            f"Nobody planned number {number}: claim it with a role and a goal of your own.",
            *claim_number(number, without_text(wish.options)),
        )
    return number


def _ways(desk: Desk, wish: Wish) -> tuple[str, ...]:
    """How to get a number that can be had, or to see that there is none."""
    ways = claim_commands(desk.open_slots, desk.free_numbers, without_text(wish.options))
    return ways or ("muster roster --remote",)


def without_text(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options of a claim but for its text: another one takes its place."""
    if "--from" not in options:
        return options
    at = options.index("--from")
    return options[:at] + options[at + 2 :]


def planned_number(repository: Repository, remote: Remote, wanted: int | str | None) -> int | None:
    """The number, told by itself or its name, of a planned slot that nobody holds, else None.

    By what the last look at the remote left here; None also where there was none.
    """
    try:
        desk = Desk.open(repository, remote, fetch=False)
        slots = desk.open_slots
    except SurroundingsError:
        return None
    for session in desk.registry.sessions:
        if wanted is not None and wanted in (session.number, session.name):
            return session.number if session.number in slots else None
    return None


def _named(desk: Desk, wish: Wish) -> int | None:
    """The number of the slot that is asked for by its name."""
    name = wish.name or (None if wish.number or wish.bid.number else wish.bid.name)
    for session in desk.registry.sessions:
        if name and session.name == name:
            return session.number
    if wish.name and wish.number is None and wish.bid.number is None:
        raise UsageError(
            "no-such-name", f"No slot is named {wish.name}.", "muster roster", *_ways(desk, wish)
        )
    return None


def next_number(desk: Desk, wish: Wish, tried: set[int], place: int | None = None) -> int:
    """The lowest number; after a loss one by the session's id, or all losers would meet again.

    ``place`` is a better way where there is one: how many losers come before this one.
    """
    own = wish.bid.complete and not wish.bid.message
    found = desk.free_numbers if own else desk.open_slots or desk.free_numbers
    if wish.bid.message and wish.bid.complete and not desk.open_slots:
        found = desk.free_numbers
    left = [number for number in found if number not in tried] or found
    if not left:
        taken = f"All {desk.charter.size} numbers are taken" if not _any(desk) else "None is left"
        raise UsageError(
            "no-number-left",
            f"{taken}. Planned slots that nobody holds: {spans(desk.open_slots)}. "
            f"Free numbers: {spans(desk.free_numbers)}.",
            "muster roster --remote",
        )
    at = _spread(wish.session_id) if place is None else place
    number = left[at % len(left)] if tried else left[0]
    if number in desk.free_numbers and not wish.bid.complete:
        raise UsageError(
            "no-role",
            "No planned slot is left, and a free number needs a role and a goal of your own.",
            *claim_commands((), [number], without_text(wish.options)),
        )
    return number


def _any(desk: Desk) -> bool:
    return bool(desk.open_slots or desk.free_numbers)


def _spread(session_id: str) -> int:
    return int.from_bytes(hashlib.sha256(session_id.encode()).digest()[:4], "big")


def _draft(desk: Desk, wish: Wish, number: int, now: datetime) -> Draft:
    # A dry run makes no key: a stand-in of the right form shows what would be written.
    key = wish.key or session_key(desk.root, wish.session_id)
    public = public_key(key) if key else None
    if public is None:
        public = (
            _STAND_IN
            if wish.dry_run
            else public_key(signing_key(desk.root, wish.session_id, wish.key))
        )
    path = session_path(number)
    planned = desk.registry.files.get(path)
    data: dict[str, Any] = (
        dict(planned.session.raw)
        if planned and planned.session
        else {"number": number, "name": wish.name or wish.bid.name or made_name(wish.bid, number)}
    )
    data |= narrowed(data, _brought(desk, wish, number))
    data |= {
        "session_id": wish.session_id,
        "status": REGISTERED,
        "ready": True,
        "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "key": public,
    }
    files = {path: record_bytes(data, planned)}
    return draft(desk, files, canonical_key(public), now)


def _brought(desk: Desk, wish: Wish, number: int) -> Mapping[str, Any]:
    """What of role and goal comes from the session; a message narrows no planned slot."""
    planned = session_path(number) in desk.registry.files
    return {} if planned and wish.bid.message else wish.bid.agreement


_STAND_IN = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43


def narrowed(data: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The agreement with what a session gives laid over it; what it leaves out stays.

    Mappings (role, scope, goal) are laid over key by key, and ``null`` takes a key away; a list
    (metrics, responsibilities, schedule) is given as a whole.
    """
    return {key: _over(data.get(key), given[key]) for key in AGREEMENT_FIELDS if key in given}


def _over(old: Any, new: Any) -> Any:
    if not isinstance(new, dict):
        return new
    kept = dict(old) if isinstance(old, dict) else {}
    for key, value in new.items():
        if value is None and key in kept:
            del kept[key]
        else:
            kept[key] = _over(kept.get(key), value)
    return {key: value for key, value in kept.items() if value != {} or key not in new}


def _push(desk: Desk, wish: Wish, number: int, made: Draft) -> tuple[Pushed, str]:
    key = signing_key(desk.root, wish.session_id, wish.key)
    commit = write_commit(
        desk.repository,
        [desk.main],
        made.files,
        desk.message(number, f"Claim number {number} as {wish.session_id}"),
        key,
    )
    update = Update(commit, claim_ref(number), desk.tip(number))
    return desk.remote.push([update], atomic=False), commit


def _already(desk: Desk, wish: Wish, held: list[Holding], tries: int) -> Claimed:
    """The claim that the session has already; the same command again is no second one."""
    wanted = wish.number or (_named(desk, wish) if wish.name else None) or wish.bid.number
    holding = next((h for h in held if h.number == wanted), held[0])
    session = holding.session
    require_own_key(desk, wish.session_id, session, wish.key)
    if wanted is not None and holding.number != wanted and not wish.next_free:
        raise RefusedError(
            "holds-another",
            f"{wish.session_id} holds number {holding.number} ({session.name}) already; a session "
            "has one number.",
            shlex.join(["muster", "renumber", str(wanted), *wish.options]),
            "muster whoami",
        )
    return as_held(desk, holding, tries)


def as_held(desk: Desk, holding: Holding, tries: int) -> Claimed:
    """The answer for a number that the session has already."""
    return Claimed(
        "already-claimed",
        holding.number,
        holding.session,
        claim_branch(holding.number),
        holding.under_way.tip if holding.under_way else desk.main,
        holding.file.path,
        (holding.file.source.data or b"").decode("utf-8"),
        approved=holding.under_way is None,
        tries=tries,
    )


def require_own_key(desk: Desk, session_id: str, session: Session, told: Path | None) -> None:
    """Refuse a record that has this session's id and a key that this session does not have."""
    if session.key is None or own_key(desk, session_id, session, told):
        return
    raise RefusedError(
        "foreign-key",
        f"Number {session.number} is held as {session_id} with the key {fingerprint(session.key)}, "
        "which is not here: another machine has it, or somebody claims in this session's name. An "
        "approver can release it; with the old key it can be taken over.",
        f"muster rebind {session.number}",
        f"muster release {session.number} --key APPROVER-KEY-FILE",
    )


def own_key(desk: Desk, session_id: str, session: Session, told: Path | None = None) -> bool:
    """Whether the key that a record lists is this session's: the one told, or kept here for it."""
    key = told or session_key(desk.root, session_id)
    return (
        key is not None
        and session.key is not None
        and canonical_key(public_key(key)) == canonical_key(session.key)
    )


def _claimed(code: str, number: int, commit: str, made: Draft, tries: int) -> Claimed:
    path = session_path(number)
    session = made.registry.files[path].session
    if session is None:
        raise BlockedError(f"The claim of number {number}", made.report)
    return Claimed(
        code, number, session, claim_branch(number), commit, path, made.text(path),
        approved=False, report=made.report, tries=tries,
    )  # fmt: skip
