"""Judging a registry: read it out of Git and hand it to the engine."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from muster.engine.judge import judge
from muster.engine.report import Report
from muster.git.approvals import MainApprovals
from muster.git.main_history import MainHistory
from muster.git.repository import Repository
from muster.model.approval import Approvals
from muster.model.error import SurroundingsError
from muster.model.layout import CHARTER
from muster.model.registry import Registry, read_registry
from muster.rules.case import Case


class Judged(NamedTuple):
    """What was judged and how: the registry (with a change: the result) and the report."""

    subject: str
    commit: str
    registry: Registry
    report: Report


def judge_commit(
    repository: Repository,
    name: str,
    commit: str,
    now: datetime,
    *,
    by_schema: bool = True,
    approvals: Approvals | None = None,
) -> Judged:
    """Judge the whole registry of one commit, as it stands; with or without the schemas.

    ``name`` is what the user calls the commit. Who approved what it has is verified here, unless
    ``approvals`` tell it.
    """
    registry = read_registry(
        repository.read(repository.registry_entries(commit)),
        by_schema=None if by_schema else (),
    )
    require_charter(name, registry)
    case = Case(
        registry,
        registry.charter,
        now,
        history=MainHistory(repository, commit),
        approvals=approvals or MainApprovals(repository, commit),
    )
    return Judged(name, commit, registry, judge(case))


def require_charter(where: str, *registries: Registry) -> None:
    """Raise ``SurroundingsError`` where none has a charter, and so there is no registry.

    A change that deletes the charter is a finding.
    """
    if not any(CHARTER in registry.files for registry in registries):
        raise SurroundingsError(
            "no-charter",
            f"There is no {CHARTER} at {where}, so there is no registry to judge.",
            "muster import FILE --into .",
            "muster check --ref BRANCH-WITH-A-REGISTRY",
        )
