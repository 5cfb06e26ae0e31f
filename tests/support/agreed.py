"""What a team agrees to, made by hand: confirmations and acknowledgements as files of commits."""

from __future__ import annotations

from pathlib import Path

from muster.flows.judging_change import read_main
from muster.git.repository import Repository
from muster.model.layout import ACTIVATION, ack_path
from muster.rules.case import Case
from muster.rules.roster import digest_of
from support.remotes import Team, prepare
from support.repos import NOW, Content

BRANCH = "refs/heads/activation"


def pair(folder: Path) -> Team:
    """A team of two whose sessions are approved: 1, the orchestrator, and 2, by keys so named."""
    objectives = "[{id: mrr, statement: Reach 120k MRR}]"
    team = prepare(folder, (1, 2), size="2", objectives=objectives)
    for number, key in ((1, "one"), (2, "two")):
        team.land(team.claim(number, key))
    return team


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
