"""Overviews whose every text is hostile, made without any reader that would have refused it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import cycle
from typing import Any

from muster.engine.conflict import Conflict
from muster.engine.consensus import Consensus, Metric, Point, State, Todo
from muster.engine.overview import Main, Overview, Pulls, Rulings, overview
from muster.engine.progress import Evidence
from muster.engine.report import Report
from muster.engine.request import Request
from muster.engine.waiting import Waiting
from muster.model.approval import Approval, Offence
from muster.model.boundary import Boundary
from muster.model.charter import read_charter
from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import CHARTER, ruling_path, session_path, slot
from muster.model.record import Record
from muster.model.registry import Registry, RegistryFile
from muster.model.session import Session, read_session
from muster.model.small_records import read_ruling
from muster.model.source_file import SourceFile
from muster.model.strict_yaml import Document
from muster.rules.rulings import Decided, Fault
from support.repos import NOW

HACKS = (
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "'><svg onload='window.hacked = 1'>",
    "</style></title></textarea><iframe src=javascript:window.hacked=1>",
    "javascript:window.hacked=1//",
    "{{ 7 * 7 }}{% include 'x' %}{# x #}${7*7}",
    "&lt;b&gt; &#60;img&#62; &amp;",
    "<!-- --><base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example>",
    "evil\u202egnp.exe\u2066x\u2069 \u200b\u200e\ufeff",
    "nul\x00 bell\x07 esc\x1b[31m del\x7f csi\x9b nel\x85 ls\u2028 ps\u2029 tab\t line\nfeed\r",
    "tags \U000e0041\U000e0042 surrogate \udc80 noncharacter \ufffe",
    "שלום עולם مرحبا بالعالم mixed עם English",
    "\U0001f469\u200d\U0001f680 \U0001f44b\U0001f3fd \U0001f1e9\U0001f1ea ✅❌",
    "Z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301algo" + "o\u0334" * 40,
    "W" * 4000,
    "漢字" * 200,
    "/" * 100 + "-" * 100,
    "",
    " ",
)
"""What would run, be made an element, hide, or push its way out of its place."""


class _Approvals:
    """Each way in which a record may have come to main, in turn."""

    def __init__(self, text: str) -> None:
        self._told = cycle(
            [
                Approval("c" * 40, text),
                Approval("c" * 40, origin=True),
                Approval("c" * 40, offence=Offence.UNAPPROVED, reason=text),
                None,
            ]
        )
        self._text = text

    def of(self, path: str) -> Approval | None:
        return next(self._told)

    def uncounted(self) -> Mapping[str, Approval]:
        return {f"registry/{self._text}": Approval("c" * 40, offence=Offence.UNAPPROVED)}


def hostile_overview(texts: Sequence[str] = HACKS) -> Overview:
    """A team of as many sessions as there are texts, each text in each place of one."""
    some = dict(enumerate(texts, 1))
    charter = read_charter(CHARTER, _document(_charter(texts)))
    files = [_file(CHARTER, charter)]
    sessions = {number: _session(number, text, texts) for number, text in some.items()}
    files += [_file(session.path, session) for session in sessions.values()]
    unread = session_path(500)
    files.append(RegistryFile(_source(unread), slot(unread), (), None, 500))
    registry = Registry({file.path: file for file in files})
    findings = tuple(_finding(text, verdict) for text, verdict in _verdicts(texts))
    report = Report(findings)
    rulings = Rulings(
        tuple(
            Conflict(each, (1, 2), each.message if at % 2 else "")
            for at, each in enumerate(findings)
        ),
        tuple(_decided(at, text, None) for at, text in enumerate(texts, 1)),
        tuple(_decided(at, text, Fault.VOID) for at, text in enumerate(texts, 1)),
    )
    main = Main(
        texts[0],
        "a" * 40,
        datetime(2026, 1, 15, 12, 0, tzinfo=UTC),
        texts[1 % len(texts)],
        registry,
        charter,
        report,
        _consensus(tuple(sessions.values()), texts),
        _Approvals(texts[0]),
    )
    requests = [_request(number, text, sessions) for number, text in some.items()]
    pulls = tuple(
        Waiting(100 + number, "", "b" * 40, text, sessions[number], None, number, text)
        for number, text in some.items()
    )
    return overview(main, requests, rulings, registry, NOW, Pulls(pulls, texts[0]))


def _charter(texts: Sequence[str]) -> dict[str, Any]:
    return {
        "name": " ".join(texts[:4]),
        "size": 3 * len(texts),
        "timezone": texts[0],
        "identity": "open",
        "orchestrator": {"number": 1},
        "week_one": {"starts": "2025-11-17"},
        "objectives": [
            {"id": text, "statement": text, "metric": text, "target": 1, "unit": text, "per": text}
            for text in texts
        ],
        "dimensions": {
            "range": "range",
            texts[0]: "range",
            "labels": list(texts),
            "paths": "paths",
        },
        "coverage": [
            {"dimension": "range", "of": "1-100", "by": [1, 2, 3, 400]},
            {"dimension": texts[0], "of": texts[0], "by": [1]},
            {"dimension": "labels", "of": list(texts), "by": [*range(1, len(texts))]},
            {"dimension": "paths", "of": ["src/**"], "by": [1, 2]},
            *({"dimension": text, "of": text, "by": [1]} for text in texts),
        ],
    }


def _session(number: int, text: str, texts: Sequence[str]) -> Session:
    at = number % len(texts)
    value = {
        "number": number,
        "name": text,
        "session_id": text,
        "role": {
            "title": text,
            "does": f"{text} {texts[at]}",
            "scope": {
                "range": f"{number}-{number + 5}",
                "labels": [text],
                "paths": [f"src/{'w' * 150}/{at}*"],
                text: text,
            },
        },
        "goal": {
            "statement": text,
            "metrics": [{"name": text, "exactly": 1, "unit": text, "per": text, "counts": text}],
            "serves": text,
        },
        "responsibilities": [text, texts[at]],
        "schedule": [
            {"do": text or "x", "at": "22:00-02:00", "days": "mon-fri"},
            {"do": texts[at] or "x", "by": "08:00"},
            {"do": text, "at": text, "days": text},
        ],
        "status": "registered" if number % 3 else "pending",
        "ready": True,
        "key": text,
    }
    return read_session(session_path(number), _document(value))


def _request(number: int, text: str, sessions: Mapping[int, Session]) -> Request:
    verdict = (Verdict.BLOCK, Verdict.REVIEW, Verdict.NOTE, None)[number % 4]
    report = Report((_finding(text, verdict),) if verdict else ())
    claim = bool(number % 2)
    ruled = () if claim else (_decided(number, text, None),)
    return Request(
        f"claim/{number:03d}" if claim else f"proposal/{text}",
        number if claim else 0,
        "b" * 40,
        text,
        sessions[number] if claim else None,
        sessions[1] if claim and number % 5 else None,
        report,
        text if claim else "",
        first_seen=bool(number % 3),
        ruled=ruled,
        answers=(_finding(text, Verdict.NOTE),) if ruled else (),
        signed_by=text,
    )


def _finding(text: str, verdict: Verdict) -> Finding:
    return Finding(
        "M101", text, verdict, text, text, Place(f"registry/{text}.yaml", 3, 5), (text,),
        (Place(text or "x", note=text),), (f"git rm {text}", text),
        (Boundary(1, text), Boundary(999, text)),
    )  # fmt: skip


def _verdicts(texts: Sequence[str]) -> Iterator[tuple[str, Verdict]]:
    return zip(texts, cycle(Verdict), strict=False)


def _decided(number: int, text: str, fault: Fault | None) -> Decided:
    value = {
        "sessions": [1, 2, 999],
        "rule": text,
        "decision": text,
        "boundaries": [{"number": 1, "does": text}],
    }
    path = ruling_path(number)
    ruling = read_ruling(path, _document(value))
    return Decided(_file(path, ruling), ruling, fault, text)


def _consensus(sessions: tuple[Session, ...], texts: Sequence[str]) -> Consensus:
    return Consensus(
        3 * len(texts),
        sessions[: len(sessions) // 2],
        sessions[len(sessions) // 2 :],
        (90, 91, 99),
        tuple(_point(text, state) for text, state in zip(texts, cycle(State), strict=False)),
        tuple(Metric(text, at % 2, 2) for at, text in enumerate(texts)),
    )


def _point(text: str, state: State) -> Point:
    evidence = (Evidence(text, text), Evidence("c" * 40, text))
    return Point(text, state, text, evidence, text, (Todo(text, ("muster confirm",)),))


def _document(value: Mapping[str, Any]) -> Document:
    return Document(b"{}", value)


def _source(path: str) -> SourceFile:
    return SourceFile(path, 0o100644, "0" * 40, 2, b"{}")


def _file(path: str, record: Record) -> RegistryFile:
    held = record.number if isinstance(record, Session) else None
    return RegistryFile(_source(path), slot(path), (), record, held)
