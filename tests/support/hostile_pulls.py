"""Verdicts whose every text is hostile, made without any reader that would have refused it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Any

from muster.engine.pull_verdict import RELEASES, Asked, PullVerdict, Trouble
from muster.engine.report import Report
from muster.engine.voided import Voided
from muster.model.boundary import Boundary
from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import ruling_path, session_path, slot
from muster.model.registry import RegistryFile
from muster.model.session import Session, read_session
from muster.model.small_records import read_activation, read_ruling
from muster.model.source_file import SourceFile
from muster.model.strict_yaml import Document
from muster.rules.agreement import Acknowledged, Agreement
from muster.rules.rulings import Decided

VERBS = ("claims", "changes", RELEASES, "takes over")


def hostile_verdict(
    texts: Sequence[str], worst: Verdict | None = Verdict.BLOCK, *, many: int = 3, **more: Any
) -> PullVerdict:
    """Each text in many places, ``many`` of everything that there can be several of."""
    turn = cycle(texts)

    def text() -> str:
        return next(turn)

    findings = tuple(_finding(index, worst, text) for index in range(many)) if worst else ()
    main = tuple(_finding(index, Verdict.REVIEW, text) for index in range(many))
    asks = tuple(
        Asked(VERBS[index % 4], _session(index, text), text(), _session(index, text))
        for index in range(many)
    )
    known = PullVerdict(
        7, "ab12" * 10, "cd34" * 10, "main", Report(findings, main),
        asks=asks,
        others=tuple(f"{text()}/{index}" for index in range(many)),
        orchestrator="ana",
        rivals=tuple(range(1, many)),
        branch=text(),
        lead=many + 1,
        open=True,
        rulings=tuple(_ruling(index, text) for index in range(1, many)),
        agreement=_agreement(text, many),
        voids=Voided(1, (1, 2), text()),
    )  # fmt: skip
    return known._replace(**more)


def stray(texts: Sequence[str]) -> PullVerdict:
    """One that goes to another branch."""
    return hostile_verdict(texts, base=texts[0] + "x")


def unjudged(texts: Sequence[str], many: int = 3) -> PullVerdict:
    """One that can't be judged."""
    commands = tuple(f"{texts[0]} {number}" for number in range(3 * many))
    return hostile_verdict(texts, report=None, trouble=Trouble(texts[0], (*texts, *commands)))


def _finding(index: int, verdict: Verdict, text: Any) -> Finding:
    rule = ("M101", "schema-violation") if index % 2 else ("M204", "overlapping-role")
    return Finding(
        *rule, verdict, text(), text(), Place(f"{session_path(index + 1)}{text()}", index, 1),
        (text(), text()), (Place(session_path(index + 2), note=text()), Place(text(), 1, 1)),
        (text(), f"muster show {text()}"), (Boundary(1, text()), Boundary(2, text())),
    )  # fmt: skip


def _session(number: int, text: Any) -> Session:
    value = {
        "number": number,
        "name": text(),
        "session_id": text(),
        "role": {"title": text(), "does": text(), "scope": {text(): text(), "list": [text(), 1]}},
        "goal": {
            "statement": text(),
            "metrics": [{"name": text(), "exactly": 1, "unit": text(), "per": text()}],
            "serves": text(),
        },
        "responsibilities": [text(), text()],
        "schedule": [{"do": text(), "at": text(), "days": text()}],
        "status": "registered" if number % 3 else "pending",
        "ready": True,
        "key": text(),
    }
    return read_session(session_path(number) + text(), Document(b"{}", value))


def _ruling(number: int, text: Any) -> Decided:
    value = {
        "sessions": [1, 2, 999],
        "rule": text(),
        "decision": text(),
        "boundaries": [{"number": 1, "does": text()}],
    }
    path = ruling_path(number)
    ruling = read_ruling(path, Document(b"{}", value))
    return Decided(_file(path, ruling), ruling, None, text())


def _agreement(text: Any, many: int) -> Agreement:
    path = "registry/activation.yaml"
    activation = read_activation(
        path, Document(b"{}", {"consensus": 1, "digest": text(), "confirmed_by": 1})
    )
    acks = tuple(Acknowledged(number, None, "missing" * (number % 2)) for number in range(many))
    return Agreement(_file(path, activation), activation, (), acks)


def _file(path: str, record: Any) -> RegistryFile:
    return RegistryFile(
        SourceFile(path, 0o100644, "0" * 40, 2, b"{}"), slot(path), (), record, None
    )
