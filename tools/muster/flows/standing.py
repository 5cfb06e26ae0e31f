"""Where the team stands: main's registry, judged, and the consensus computed from it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from muster.engine.consensus import Consensus, consensus
from muster.flows.activation import progress
from muster.flows.judging import Judged, judge_commit
from muster.flows.registry_remote import branch_remotes
from muster.flows.seen_main import seen_main
from muster.git.approval_cache import KeptApprovals
from muster.git.pull_heads import heads_under
from muster.git.repository import Repository
from muster.model.approval import Approvals
from muster.model.charter import Charter
from muster.model.error import SurroundingsError
from muster.model.layout import CHARTER


class Standing(NamedTuple):
    """One registry as it stands; the charter is readable and has a size."""

    judged: Judged
    charter: Charter
    consensus: Consensus
    approvals: Approvals


def standing(repository: Repository, ref: str | None, now: datetime) -> Standing:
    """Judge main (or ``ref``) and compute where consensus stands.

    Main's records went through the schemas when they landed; ``muster check`` does it again. Here
    that would take as long as all the rest.

    Raises ``SurroundingsError`` where the charter can't be read: nothing can be counted then.
    """
    name, commit = seen_main(repository) if ref is None else (ref, repository.resolve(ref))
    approvals = KeptApprovals(repository, commit)
    judged = judge_commit(repository, name, commit, now, by_schema=False, approvals=approvals)
    charter = judged.registry.charter
    if charter is None or charter.size is None:
        raise SurroundingsError(
            "broken-charter",
            f"{CHARTER} at {judged.subject} can't be read, so there is nothing to count to.",
            f"muster check --ref {judged.subject}",
        )
    known = progress(
        repository, *_places(repository, name), commit, judged.registry, approvals, now
    )
    found = consensus(judged.registry, charter, judged.report, approvals, known, judged.subject)
    return Standing(judged, charter, found, approvals)


def _places(repository: Repository, name: str) -> tuple[list[str], str]:
    """Where the branches are that go to the main of this name, and the heads of pull requests.

    None where it is no main's.
    """
    if name == "main":
        return ["refs/heads/"], ""
    remote = name.removesuffix("/main")
    if remote == name:
        return [], ""
    branches = [f"refs/remotes/{one}/" for one in branch_remotes(repository, remote)]
    return branches, heads_under(remote)
