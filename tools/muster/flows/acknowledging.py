"""A session's acknowledgement: its own, signed with its own key, on top of what others added.

Source: section 7 of the design. All sessions add to one branch at the same time; who is overtaken
looks again and goes on top.
"""

from __future__ import annotations

import random
import shlex
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from muster.engine.progress import UnderWay
from muster.flows.activation import under_way
from muster.flows.agreed import Agreed
from muster.flows.claiming import own_key, require_raced
from muster.flows.desk import Desk
from muster.flows.self_knowledge import Stage, know_self
from muster.git.commit_writer import write_commit
from muster.git.key_store import session_key
from muster.git.remote import Outcome, Remote, Update
from muster.git.repository import Repository
from muster.model.dump import dump
from muster.model.error import RefusedError, SurroundingsError, UsageError
from muster.model.layout import ack_path
from muster.model.refs import ACTIVATION
from muster.model.session import Session
from muster.rules.agreement import Acknowledged, short

MOST_TRIES = 60
"""How often an acknowledgement is put on top again; each loss is somebody else's success."""

PAUSE_EACH, LONGEST_PAUSE = 0.25, 10.0
"""Seconds to wait for each acknowledgement that is still missing, and at most; of that a random
part, so that those who lost do not come back at the same moment and lose again."""

LEAST_PREFIX = 12
"""Hexadecimal digits by which a digest may be named."""


@dataclass(frozen=True)
class Accepted:
    """The outcome; ``code`` is acknowledged, already-acknowledged, already-active or dry-run.

    ``acknowledged`` tells how many have, as 7/12; ``commit`` is empty with dry-run.
    """

    code: str
    session: Session
    consensus: int
    digest: str
    commit: str
    acknowledged: str
    tries: int = 1


def acknowledge(
    repository: Repository,
    remote: Remote,
    session_id: str,
    key: Path | None,
    now: datetime,
    *,
    digest: str | None = None,
    dry_run: bool = False,
) -> Accepted:
    """Accept the confirmed roster for the session, and push that to ``activation``.

    ``digest`` is what the session was told that it accepts; another one that is confirmed is then
    refused. ``key`` is the session's private key, by default the one kept here. The same command
    again changes nothing.

    Raises ``RefusedError`` where nothing is confirmed, the confirmation does not count, or the
    session holds no approved number; ``SurroundingsError`` where others were faster each time.
    """
    for tries in range(1, MOST_TRIES + 1):
        desk = Desk.open(repository, remote)
        session, signing = _self(desk, session_id, key)
        branch = _confirmed(desk, session, now)
        if isinstance(branch, Accepted):
            return branch
        if desk.lease(ACTIVATION) != branch.tip:
            raise _elsewhere(desk)
        _require_digest(branch, digest)
        done = Accepted(
            "dry-run", session, branch.agreement.activation.consensus or 0,
            branch.agreement.activation.digest or "", "", branch.acknowledged, tries,
        )  # fmt: skip
        own = _own(branch, session)
        if own.counts:
            commit = own.step.commit if own.step else branch.tip
            return _told(done, "already-acknowledged", commit, branch)
        if dry_run:
            return done
        number = session.number or 0
        text = _record(number, done.digest, now).encode("utf-8")
        message = f"Acknowledge consensus-{done.consensus} as number {number}\n"
        commit = write_commit(repository, [branch.tip], {ack_path(number): text}, message, signing)
        after = under_way(repository, desk.main, commit, desk.registry, now)
        if after is None or not _own(after, session).counts:
            reason = _own(after, session).reason if after else "is lost"
            raise RefusedError(
                "void-ack", f"This acknowledgement would not count: it {reason}.", "muster whoami"
            )
        pushed = remote.push([Update(commit, ACTIVATION, branch.tip)], atomic=False)
        if pushed.outcome is Outcome.DONE:
            return _told(done, "acknowledged", commit, after)
        if pushed.outcome is Outcome.REFUSED:
            require_raced(desk, pushed)
        pause = min(PAUSE_EACH * len(branch.agreement.missing), LONGEST_PAUSE)
        time.sleep(random.uniform(0, pause))  # noqa: S311 - no secret
    raise SurroundingsError(
        "too-many-losses",
        f"{MOST_TRIES} times others were faster; your acknowledgement is not in yet.",
        "muster ack",
    )


def _self(desk: Desk, session_id: str, key: Path | None) -> tuple[Session, Path | None]:
    """The session's approved record, and the key that it lists."""
    known = know_self(desk, session_id, key)
    if known.stage is not Stage.APPROVED or known.session is None:
        raise RefusedError(
            "not-approved",
            f"{session_id} holds no approved number{_why(known.stage)}, so there is nothing that "
            "it could acknowledge.",
            "muster whoami",
        )
    session = known.session
    if session.key is None and desk.charter.open:
        return session, None
    if not own_key(desk, session_id, session, key):
        raise RefusedError(
            "not-own-key",
            f"Number {session.number} is held with another key than the one here: only that key "
            "acknowledges. Name its file, or have the number rebound to this session.",
            "muster ack --key FILE",
            f"muster rebind {session.number}",
        )
    return session, key or session_key(desk.root, session_id)


def _elsewhere(desk: Desk) -> RefusedError:
    """The error for a confirmation that is on the registry's remote where a fork is pushed to."""
    remote = desk.remote
    return RefusedError(
        "activation-elsewhere",
        f"The confirmation is on activation of {remote.slug}, and this clone pushes to "
        f"{remote.fork_slug}. All acknowledgements go on that one branch: ask for the permission "
        "to push there.",
        shlex.join(["muster", "ack", "--remote", remote.name]),
    )


def _why(stage: Stage) -> str:
    return "" if stage is Stage.NONE else f" ({stage.value.replace('-', ' ')})"


def _confirmed(desk: Desk, session: Session, now: datetime) -> UnderWay | Accepted:
    """The confirmation to acknowledge; or what stands, where main has it already."""
    agreed = Agreed(desk, now)
    branch = agreed.round
    if branch is None:
        main = agreed.active
        if main and not agreed.settled:
            raise RefusedError(
                "not-confirmed",
                f"The roster changed since {main.name}, and the orchestrator has not confirmed it "
                "anew yet, so there is nothing to acknowledge.",
                "muster watch --until confirmed",
            )
        if main:
            return Accepted("already-active", session, main.consensus, main.digest, main.merge, "")
        raise RefusedError(
            "not-confirmed",
            "The orchestrator has not confirmed the roster yet, so there is nothing to "
            "acknowledge.",
            "muster watch --until confirmed",
        )
    if branch.agreement.flaws:
        raise RefusedError(
            "stale-confirmation",
            "The confirmation on activation does not count: "
            f"{branch.agreement.flaws[0].reason} The orchestrator confirms anew; then acknowledge.",
            "muster watch --until confirmed",
            "muster ack",
        )
    return branch


def _require_digest(branch: UnderWay, digest: str | None) -> None:
    """Raise unless what is confirmed is what the session was told."""
    if digest is None:
        return
    plain = digest.strip().lower().removeprefix("sha256:")
    if len(plain) < LEAST_PREFIX or not set(plain) <= set("0123456789abcdef"):
        raise UsageError(
            "usage",
            f"{digest!r} is no digest: give at least {LEAST_PREFIX} of its hexadecimal digits.",
            "muster broadcast",
        )
    known = (branch.agreement.activation.digest or "").removeprefix("sha256:")
    if not known.startswith(plain):
        raise RefusedError(
            "other-digest",
            f"Confirmed is the roster {short(known)}, and not {plain[:12]}: it has changed since "
            "you read it.",
            "muster broadcast",
            f"muster ack --digest {short(known)}",
        )


def _own(branch: UnderWay, session: Session) -> Acknowledged:
    return next(one for one in branch.agreement.acks if one.number == session.number)


def _record(number: int, digest: str, now: datetime) -> str:
    return dump(
        {
            "number": number,
            "digest": digest,
            "accepts": True,
            "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        kind="ack",
    )


def _told(done: Accepted, code: str, commit: str, branch: UnderWay) -> Accepted:
    return Accepted(
        code, done.session, done.consensus, done.digest, commit, branch.acknowledged, done.tries
    )
