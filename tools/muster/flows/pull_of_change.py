"""The pull request of each kind of change that was pushed: what it says of itself."""

from __future__ import annotations

from dataclasses import replace

from muster.flows.claiming import Claimed
from muster.flows.proposing import Proposed, propose, withdraw
from muster.flows.releasing import Released
from muster.flows.ruling import Ruled
from muster.git.remote import Remote
from muster.model.refs import ACTIVATION_BRANCH, MAIN
from muster.render.pull_text import activation_text, release_text, ruling_text, session_text


def proposed(remote: Remote, done: Claimed, *, wanted: bool, lead: str = "") -> Claimed:
    """A change that was pushed, with its pull request; that of the branch that it left is closed.

    ``lead`` is a sentence before the registration message.
    """
    if not remote.slug or done.approved or done.code in ("dry-run", "unchanged"):
        return done
    text = session_text(done.session, lead)
    fresh = done.code == "claimed"
    pull = propose(remote, done.branch, done.commit, text, wanted=wanted, fresh=fresh)
    if done.left:
        withdraw(remote, done.left)  # it is empty now, and claims nothing if it stays open
    return replace(done, pull=pull)


def released(remote: Remote, done: Released, *, wanted: bool) -> tuple[Proposed | None, str]:
    """The pull request of a release that waits; of a claim that was taken back it is closed.

    The second is a sentence where that could not be done.
    """
    if not done.under_way:
        why = withdraw(remote, done.branch)
        left = f"Its pull request may still be open, and is empty now: {why}" if why else ""
        return None, left
    text = release_text(done.number, done.session)
    return propose(remote, done.branch, done.commit, text, wanted=wanted), ""


def activation_pull(
    remote: Remote, code: str, commit: str, consensus: int, digest: str, *, wanted: bool
) -> Proposed | None:
    """The pull request of what was pushed to ``activation``."""
    if code in ("dry-run", "already-active"):
        return None
    text = activation_text(consensus, digest)
    return propose(remote, ACTIVATION_BRANCH, commit, text, wanted=wanted)


def ruling_pull(remote: Remote, done: Ruled, *, wanted: bool) -> Proposed | None:
    """The pull request of a ruling that waits; None also where main has it already."""
    waits = done.branch != f"{remote.name}/{MAIN.removeprefix('refs/heads/')}"
    if done.code == "dry-run" or not waits:
        return None
    text = ruling_text(done.name, done.text)
    return propose(remote, done.branch, done.commit, text, wanted=wanted)
