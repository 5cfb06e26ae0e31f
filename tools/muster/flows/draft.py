"""A change that a session is about to propose: its files, judged before anything is pushed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from muster.engine.judge import judge
from muster.engine.report import Report
from muster.flows.desk import Desk
from muster.git.main_history import MainHistory
from muster.git.open_claims import OpenClaim
from muster.model.change import Change, Step
from muster.model.dump import dump
from muster.model.error import RefusedError, UsageError
from muster.model.finding import Verdict
from muster.model.layout import SESSIONS
from muster.model.registry import Registry, RegistryFile, holding_key, read_file
from muster.model.source_file import SourceFile
from muster.rules.case import Case

_SCHEMA_LINE = "yaml-language-server:"

FIELDS = (
    "number", "name", "session_id", "role", "goal", "responsibilities", "schedule",
    "status", "ready", "timestamp", "key",
)  # fmt: skip
"""The keys of a session's record, in the order in which they are written."""


class BlockedError(RefusedError):
    """What a session proposes would be refused; ``report`` says why.

    ``more`` are commands beside those of the findings.
    """

    def __init__(self, subject: str, report: Report, *more: str) -> None:
        told = (command for finding in report.findings for command in finding.commands)
        super().__init__("blocked", f"{subject} is blocked.", *dict.fromkeys((*told, *more)))
        self.report = report
        self.subject = subject


@dataclass(frozen=True)
class Draft:
    """Files over main's tree (None: taken away) and the judge's report on them."""

    files: Mapping[str, bytes | None]
    registry: Registry
    report: Report

    def require_fine(self, subject: str, brought: Collection[str] = ()) -> None:
        """Raise ``BlockedError`` where the judge blocks.

        ``brought`` are the fields whose text just came from the session: one that arrived mangled
        is refused too, since the session can write it again and nobody else can.
        """
        if self.report.verdict is Verdict.BLOCK or self.mangled(brought):
            raise BlockedError(subject, self.report)

    def mangled(self, brought: Collection[str]) -> bool:
        """Whether one of these fields of the record lost something on its way."""
        return any(
            finding.code == "M107" and finding.subjects[1].partition(".")[0] in brought
            for finding in self.report.findings
        )

    def text(self, path: str) -> str:
        """A file as text."""
        return (self.files[path] or b"").decode("utf-8")


def draft(
    desk: Desk,
    files: Mapping[str, bytes | None],
    signer: str | None,
    now: datetime,
    subject: str = "the claim",
    under_way: OpenClaim | None = None,
    accepted_by: str | None = None,
) -> Draft:
    """Judge files over main's tree, as one step that ``signer`` will have signed.

    ``under_way`` is the claim that the step goes on with: its holder's key is in the record by
    then. ``accepted_by`` is the key that signs an empty commit behind it.
    """
    sources = {path: _source(desk, path, data) for path, data in files.items()}
    changed = {
        path
        for path, source in sources.items()
        if (source.oid if source else None) != _oid(desk.registry.files.get(path))
    }
    keys = {p: holding_key(source) for p, source in sources.items() if p.startswith(SESSIONS)}
    step = Step(subject, (desk.main,), frozenset(changed), signer, keys)
    accepts = (Step(f"{subject}, accepted", (subject,), frozenset(), accepted_by),)
    behind = accepts if accepted_by else ()
    steps = (*_before(desk, under_way), step, *behind) if changed else ()
    after = desk.registry.overlaid(
        {
            path: read_file(source, by_schema=True) if source else None
            for path, source in sources.items()
        }
    )
    case = Case(
        after,
        desk.registry.charter,
        now,
        before=desk.registry,
        change=Change(steps, frozenset(changed), base=desk.base),
        history=MainHistory(desk.repository, desk.main),
        rivals=tuple(
            claim.rival
            for claim in desk.claims.values()
            if claim.rival and claim.rival.session.path not in files
        ),
    )
    return Draft(files, after, judge(case))


def record_bytes(data: Mapping[str, Any], like: RegistryFile | None = None) -> bytes:
    """A session record as its file has it; the comments at the head of ``like`` stay.

    Raises ``UsageError`` for a text that a record may not have.
    """
    ordered = {key: data[key] for key in FIELDS if key in data}
    ordered |= {key: value for key, value in data.items() if key not in ordered}
    try:
        return dump(ordered, kind="session", comments=_comments(like)).encode("utf-8")
    except ValueError as error:
        raise UsageError(
            "unusable-text", f"The record can't be written: {error}.", "muster explain M004"
        ) from error


def key_file(told: Path | None) -> Path | None:
    """A key file that the user names, as an absolute path."""
    return told.expanduser().absolute() if told else None


def _before(desk: Desk, claim: OpenClaim | None) -> tuple[Step, ...]:
    if claim is None or claim.file is None:
        return ()
    path, key = claim.file.path, holding_key(claim.file.source)
    return (Step(claim.tip, (desk.main,), frozenset({path}), key, {path: key}),)


def _comments(like: RegistryFile | None) -> list[str]:
    data = like.source.data if like else None
    found = []
    for line in (data or b"").decode("utf-8", "replace").splitlines():
        if not line.startswith("#"):
            break
        if _SCHEMA_LINE not in line:
            found.append(line.removeprefix("#").removeprefix(" "))
    return found


def _source(desk: Desk, path: str, data: bytes | None) -> SourceFile | None:
    if data is None:
        return None
    return SourceFile(path, 0o100644, desk.repository.blob_id(data), len(data), data)


def _oid(file: RegistryFile | None) -> str | None:
    return file.source.oid if file else None
