"""Where consensus stands: six points and four metrics, computed from the registry, never stored.

Source: section 7 of the design. A point whose rules do not exist yet says so instead of guessing.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from muster.engine.report import Report
from muster.model.approval import Approval, Approvals, Offence
from muster.model.charter import Charter
from muster.model.finding import Finding, Verdict
from muster.model.registry import Registry
from muster.model.session import Session
from muster.model.spans import spans


class State(StrEnum):
    """How a point stands."""

    DONE = "done"
    OPEN = "open"
    NOT_JUDGED = "not-judged-yet"


class Point(NamedTuple):
    """One point of the checklist; ``detail`` says what the state rests on."""

    title: str
    state: State
    detail: str


class Metric(NamedTuple):
    """One consensus metric: ``reached`` of ``wanted``; ``reached`` None: not judged yet."""

    name: str
    reached: int | None
    wanted: int
    detail: str = ""


class Consensus(NamedTuple):
    """The whole picture of one registry."""

    size: int
    registered: tuple[Session, ...]
    pending: tuple[Session, ...]
    free: tuple[int, ...]
    points: tuple[Point, ...]
    metrics: tuple[Metric, ...]

    @property
    def progress(self) -> str:
        """How many have registered, as 5/12."""
        return f"{len({session.number for session in self.registered})}/{self.size}"

    @property
    def summary(self) -> str:
        """The state in one sentence."""
        done = sum(point.state is State.DONE for point in self.points)
        state = "The team is active" if self.active else "Not active yet"
        return f"{state}: {self.progress} registered, {done} of {len(self.points)} points done."

    @property
    def active(self) -> bool:
        """Whether every point is done."""
        return all(point.state is State.DONE for point in self.points)


_ROLE_RULES = ("M104", "M203", "M204", "M205", "M207")
_GOAL_RULES = ("M104", "M105", "M106", "M206", "M208", "M209", "M210", "M211")
_CONFIRM_RULES = ("M405",)


def consensus(
    registry: Registry,
    charter: Charter,
    report: Report,
    rules: Collection[str],
    approvals: Approvals,
) -> Consensus:
    """Compute where a registry stands from its records and the report on it.

    A record counts that no approval speaks against: where approvals can be verified, only by a
    verified one. ``rules`` are the codes that exist; ``charter.size`` must be known.
    """
    size = charter.size or 0
    sessions = [s for s in registry.sessions if s.number and 1 <= s.number <= size]
    complete = [s for s in sessions if _complete(s)]
    approved = {s.path: approvals.of(s.path) for s in complete}
    registered = tuple(s for s in complete if (a := approved[s.path]) is None or a.verified)
    counted_paths = {s.path for s in registered}
    pending = tuple(s for s in sessions if s.path not in counted_paths)
    counted = len({s.number for s in registered})
    return Consensus(
        size,
        registered,
        pending,
        tuple(registry.free_numbers),
        (
            Point(
                f"All {size} sessions registered with unique numbers",
                State.DONE if counted == size else State.OPEN,
                f"{counted}/{size} registered",
            ),
            _no_duplicates(registry, report),
            _judged(
                "All roles clear, accepted and not overlapping", _ROLE_RULES, report, rules,
                (counted, size, "roles accepted"),
            ),
            _judged(
                "All goals measurable and committed to", _GOAL_RULES, report, rules,
                (counted, size, "goals committed to"),
            ),
            _judged("The orchestrator confirms", _CONFIRM_RULES, report, rules, None),
            Point("A human approves", State.OPEN, _approved(charter, list(approved.values()))),
        ),
        _metrics(registered, charter, size, rules),
    )  # fmt: skip


def _complete(session: Session) -> bool:
    """Whether a session holds the record, with all that a claim commits to."""
    return (
        session.registered
        and session.ready
        and bool(session.session_id and session.name and session.title and session.does)
        and bool(session.goal.statement)
    )


def _approved(charter: Charter, approvals: list[Approval | None]) -> str:
    """What is known of approval; the last word is an approved activation."""
    if charter.approval == "forge":
        return "approved on the forge, not verified here"
    if not any(approver.key for approver in charter.approvers):
        return "the charter names no approver with a key, so no approval can be verified"
    if any(approval and approval.offence is Offence.HIDDEN for approval in approvals):
        return "approvals can't be verified in a shallow clone: git fetch --unshallow"
    count = sum(approval is not None and approval.verified for approval in approvals)
    return f"{count} of {len(approvals)} claims on main verified as approved"


def _no_duplicates(registry: Registry, report: Report) -> Point:
    twice = [number for number, files in registry.by_number.items() if len(files) > 1]
    worst = [finding for finding in report.findings if finding.code in ("M202", "M501")]
    if twice or worst:
        detail = _codes(worst) or f"held more than once: {spans(sorted(twice))}"
        return Point("No duplicate numbers", State.OPEN, detail)
    return Point(
        "No duplicate numbers", State.DONE, f"{len(registry.by_number)} numbers, each once"
    )


def _judged(
    title: str,
    needed: tuple[str, ...],
    report: Report,
    rules: Collection[str],
    progress: tuple[int, int, str] | None,
) -> Point:
    """A point that holds when its rules find nothing and everybody has registered."""
    found = [f for f in report.findings if f.code in needed and f.verdict is not Verdict.NOTE]
    missing = [code for code in needed if code not in rules]
    told = _codes(found)
    if progress:
        told = ", ".join(filter(None, (f"{progress[0]}/{progress[1]} {progress[2]}", told)))
    if missing:
        rest = f"not judged yet: {', '.join(missing)}"
        state = State.OPEN if found else State.NOT_JUDGED
        return Point(title, state, "; ".join(filter(None, (told, rest))))
    complete = progress is not None and progress[0] == progress[1]
    return Point(title, State.DONE if complete and not found else State.OPEN, told)


def _codes(findings: list[Finding]) -> str:
    if not findings:
        return ""
    codes = ", ".join(sorted({finding.code for finding in findings}))
    return f"{len(findings)} {'finding' if len(findings) == 1 else 'findings'} ({codes})"


def _metrics(
    registered: tuple[Session, ...], charter: Charter, size: int, rules: Collection[str]
) -> tuple[Metric, ...]:
    objectives = {objective.id for objective in charter.objectives}
    measurable = sum(
        bool(s.goal.metrics) and all(metric.measurable for metric in s.goal.metrics)
        for s in registered
    )
    aligned = sum(s.goal.serves in objectives for s in registered)
    return (
        Metric("unique numbers", len({s.number for s in registered}), size),
        Metric("distinct roles", len({(s.title, s.does) for s in registered}), size),
        Metric(
            "measurable goals", measurable if "M105" in rules else None, size,
            "" if "M105" in rules else "not judged yet: M105",
        ),
        Metric(
            "goals that serve an objective", aligned if "M210" in rules else None, len(registered),
            "" if "M210" in rules else "not judged yet: M210",
        ),
    )  # fmt: skip
