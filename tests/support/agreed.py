"""What a team agrees to, made by hand: confirmations and acknowledgements as files of commits."""

from __future__ import annotations

from pathlib import Path

from muster.flows.judging_change import read_main
from muster.git.repository import Repository
from muster.model.layout import ACTIVATION, CHARTER, ack_path
from muster.rules.case import Case
from muster.rules.roster import digest_of
from support.office import forked
from support.remotes import Team, prepare, signed_charter
from support.repos import NOW, Content, Done

BRANCH = "refs/heads/activation"


def pair(folder: Path) -> Team:
    """A team of two whose sessions are approved: 1, the orchestrator, and 2, by keys so named."""
    objectives = "[{id: mrr, statement: Reach 120k MRR}]"
    team = prepare(folder, (1, 2), size="2", objectives=objectives)
    team.land_all(team.claim(1, "one"), team.claim(2, "two"))
    return team


def muster(team: Team, *arguments: str, at: Path | None = None) -> Done:
    """A command in the team's clone, or another, whatever comes of it."""
    env = {**team.desk.env, "MUSTER_STATE_HOME": str(team.folder / "state")}
    return forked(at or team.desk.folder, env, arguments)


def command(team: Team, name: str, key: str, *more: str) -> Done:
    """A command as the session that a key belongs to; it must succeed."""
    own = ("--session-id", f"session-{key}", "--key", str(team.key(key)))
    done = muster(team, name, *own, *more, "--json")
    assert done.code == 0, done
    return done


def approve(team: Team, name: str, *more: str, key: str = "approver") -> Done:
    """``muster approve`` by an approver's key, whatever comes of it."""
    return muster(team, "approve", name, "--key", str(team.key(key)), *more, "--json")


def agree(team: Team, *keys: str) -> None:
    """The first confirms, and each acknowledges."""
    command(team, "confirm", keys[0])
    for key in keys:
        command(team, "ack", key)


def agree_at_once(team: Team, *, consensus: int = 1) -> None:
    """What both sessions of the pair would confirm and acknowledge, in one push."""
    digest = digest_at(team)
    tip = team.step(confirmation(digest, consensus=consensus), "one")
    for number, key in ((1, "one"), (2, "two")):
        tip = team.step(acknowledgement(number, digest), key, tip)
    team.lets_in(f"{tip}:{BRANCH}")


def rules(team: Team, *approvers: str, **more: str) -> dict[str, Content]:
    """The charter of the team of two with these approvers, or other lines."""
    lines = {"size": "2", "objectives": "[{id: mrr, statement: Reach 120k MRR}]", **more}
    return {CHARTER: signed_charter(*(team.public(name) for name in approvers), **lines)}


def digest_at(team: Team, commit: str = "") -> str:
    """The digest of the roster that a commit has, by default main's."""
    registry = read_main(Repository.open(team.desk.folder), commit or team.at())
    return digest_of(Case(registry, registry.charter, NOW))


def confirmation(digest: str, *, consensus: int = 1, by: int = 1) -> dict[str, Content]:
    """The one file of a confirmation."""
    return {ACTIVATION: f"consensus: {consensus}\ndigest: {digest}\nconfirmed_by: {by}\n"}


def acknowledgement(number: int, digest: str, *, says: int = 0) -> dict[str, Content]:
    """The one file of an acknowledgement; ``says`` is another number than the file's."""
    text = f"number: {says or number}\ndigest: {digest}\naccepts: true\n"
    return {ack_path(number): text}
