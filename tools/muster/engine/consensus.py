"""Where consensus stands: six points and four metrics, computed from the registry, never stored.

Source: section 7 of the design. The truth is main's; what the branches bring is told beside it, as
pending.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from muster.engine.claim_commands import claim_commands
from muster.engine.progress import Active, Awaiting, Evidence, Progress
from muster.engine.report import Report
from muster.engine.ruling import can_be_ruled
from muster.model.approval import ON_FORGE, Approval, Approvals, Offence
from muster.model.charter import Charter
from muster.model.finding import Finding, Verdict
from muster.model.layout import ACTIVATION
from muster.model.refs import ACTIVATION_BRANCH
from muster.model.registry import Registry
from muster.model.session import Session
from muster.model.spans import numbered, spans
from muster.rules.agreement import short


class State(StrEnum):
    """How a point stands."""

    DONE = "done"
    OPEN = "open"


class Todo(NamedTuple):
    """What would close a point: who must act, and the exact commands."""

    who: str
    commands: tuple[str, ...]


class Point(NamedTuple):
    """One point of the checklist; ``detail`` says what the state rests on.

    ``evidence`` are the commits behind it, newest last. ``pending`` tells what branches bring that
    main does not have, ``todo`` who must do what where it is open.
    """

    title: str
    state: State
    detail: str
    evidence: tuple[Evidence, ...] = ()
    pending: str = ""
    todo: tuple[Todo, ...] = ()


class Metric(NamedTuple):
    """One consensus metric: ``reached`` of ``wanted``."""

    name: str
    reached: int
    wanted: int


class Consensus(NamedTuple):
    """The whole picture of one registry; ``changed``: the roster is not what was activated."""

    size: int
    registered: tuple[Session, ...]
    pending: tuple[Session, ...]
    free: tuple[int, ...]
    points: tuple[Point, ...]
    metrics: tuple[Metric, ...]
    known: Progress = Progress()
    changed: bool = False

    @property
    def progress(self) -> str:
        """How many have registered, as 5/12."""
        return f"{len({session.number for session in self.registered})}/{self.size}"

    @property
    def summary(self) -> str:
        """The state in one sentence."""
        done = sum(point.state is State.DONE for point in self.points)
        return (
            f"{self.state}: {self.progress} registered, {done} of {len(self.points)} points done."
        )

    @property
    def state(self) -> str:
        """The state in a few words."""
        active = self.known.active
        if active is None or not self.active:
            return "Not active yet"
        since = "; roster changed since" if self.changed else ""
        return f"Active under {active.name}{since}"

    @property
    def active(self) -> bool:
        """Whether a team was activated and what it agreed to stands."""
        return self.known.active is not None and not self.known.active.flaw


_TAGGING = f"muster approve {ACTIVATION_BRANCH}"
_NOTHING_MERGED = "nothing is approved yet; a human approves by merging on the forge"
_ROLE_RULES = ("M104", "M203", "M204", "M205", "M207")
_GOAL_RULES = ("M104", "M105", "M106", "M206", "M208", "M209", "M210", "M211")


def consensus(
    registry: Registry,
    charter: Charter,
    report: Report,
    approvals: Approvals,
    known: Progress = Progress(),  # noqa: B008 - a value that nobody can change
    subject: str = "main",
) -> Consensus:
    """Compute where a registry stands from its records and the report on it.

    A record counts that no approval speaks against: where approvals can be verified, only by a
    verified one, or one that the charter leaves to the forge. ``charter.size`` must be known.
    ``subject`` is what commands call main.
    """
    size = charter.size or 0
    sessions = [s for s in registry.sessions if s.number and 1 <= s.number <= size]
    complete = [s for s in sessions if _complete(s)]
    approved = {s.path: approvals.of(s.path) for s in complete}
    registered = tuple(s for s in complete if (a := approved[s.path]) is None or a.counts)
    counted_paths = {s.path for s in registered}
    pending = tuple(s for s in sessions if s.path not in counted_paths)
    counted = len({s.number for s in registered})
    everybody = counted == size
    changed = any(f.code == "M405" and f.place.path == ACTIVATION for f in report.findings)
    look = f"muster check --ref {subject}"
    points = (
        Point(
            f"All {size} sessions registered with unique numbers",
            State.DONE if everybody else State.OPEN,
            f"{counted}/{size} registered",
            _approvals(approved.values()),
            _claims(known.claims),
            _registering(known.claims, registry, pending, charter),
        ),
        _no_duplicates(registry, report, look),
        _judged(
            "All roles clear, accepted and not overlapping", _ROLE_RULES, report,
            (counted, size, "roles accepted"), look,
        ),
        _judged(
            "All goals measurable and committed to", _GOAL_RULES, report,
            (counted, size, "goals committed to"), look,
        ),
    )  # fmt: skip
    ready = all(point.state is State.DONE for point in points)
    due = known.active if known.active and not known.active.flaw and not changed else None
    last = (
        _confirmed(known, due, charter, ready=ready),
        _approved(known, due, charter, list(approved.values())),
    )
    return Consensus(
        size, registered, pending, tuple(registry.free_numbers), (*points, *last),
        _metrics(registered, charter, size), known, changed,
    )  # fmt: skip


def _complete(session: Session) -> bool:
    """Whether a session holds the record, with all that a claim commits to."""
    return (
        session.registered
        and session.ready
        and bool(session.session_id and session.name and session.title and session.does)
        and bool(session.goal.statement)
    )


def _approvals(told: Iterable[Approval | None]) -> tuple[Evidence, ...]:
    """The merges that approved, each once."""
    found = (a for a in told if a is not None and (a.approver or a.assumed))
    return tuple(
        dict.fromkeys(
            Evidence(a.commit, ON_FORGE if a.assumed else f"approved by {a.approver}")
            for a in found
        )
    )


def _claims(claims: tuple[Awaiting, ...]) -> str:
    if not claims:
        return ""
    shown = ", ".join(one.place for one in claims[:3]) + (", …" if len(claims) > 3 else "")
    waits = "1 claim waits" if len(claims) == 1 else f"{len(claims)} claims wait"
    return f"{waits} for approval: {shown}"


def _registering(
    claims: tuple[Awaiting, ...],
    registry: Registry,
    pending: tuple[Session, ...],
    charter: Charter,
) -> tuple[Todo, ...]:
    """What brings the missing sessions in."""
    by_key = charter.approval != "forge" and any(not one.pull for one in claims)
    elsewhere = not by_key or any(one.pull for one in claims)
    ways = ("muster approve --all",) * by_key + ("gh pr list",) * elsewhere
    asked = (Todo(_approver(charter), ways),) if claims else ()
    if len(claims) >= len(pending) + len(registry.free_numbers):
        return asked
    # A slot that somebody is claiming, or that is bound to somebody, is not the next one's.
    taken = {one.number for one in claims}
    slots, numbers = (
        [number for number in some if number not in taken]
        for some in (registry.open_slots, registry.free_numbers)
    )
    commands = claim_commands(slots, numbers) or ("muster claim --next",)
    return (*asked, Todo("each session that is missing", commands))


def _no_duplicates(registry: Registry, report: Report, look: str) -> Point:
    title = "No duplicate numbers"
    twice = [number for number, files in registry.by_number.items() if len(files) > 1]
    worst = [finding for finding in report.findings if finding.code in ("M202", "M501")]
    if twice or worst:
        detail = _codes(worst) or f"held more than once: {spans(sorted(twice))}"
        todo = (Todo("a human who approves", (look,)),)
        return Point(title, State.OPEN, detail, todo=todo)
    return Point(title, State.DONE, f"{len(registry.by_number)} numbers, each once")


def _judged(
    title: str, needed: tuple[str, ...], report: Report, progress: tuple[int, int, str], look: str
) -> Point:
    """A point that holds when its rules find nothing and everybody has registered."""
    found = [f for f in report.findings if f.code in needed and f.verdict is not Verdict.NOTE]
    told = f"{progress[0]}/{progress[1]} {progress[2]}"
    detail = ", ".join(filter(None, (told, _codes(found))))
    done = progress[0] == progress[1] and not found
    todo = []
    if any(map(can_be_ruled, found)):
        todo.append(Todo("the orchestrator", ("muster conflicts",)))
    if any(not can_be_ruled(finding) for finding in found):
        todo.append(Todo("the sessions that are named", (look,)))
    return Point(title, State.DONE if done else State.OPEN, detail, todo=tuple(todo))


def _codes(findings: list[Finding]) -> str:
    if not findings:
        return ""
    codes = ", ".join(sorted({finding.code for finding in findings}))
    return f"{len(findings)} {'finding' if len(findings) == 1 else 'findings'} ({codes})"


def _confirmed(known: Progress, due: Active | None, charter: Charter, *, ready: bool) -> Point:
    title = "The orchestrator confirms"
    if due:
        return Point(
            title, State.DONE, f"{due.name} on roster {short(due.digest)}",
            (_confirming(due.confirmed),),
        )  # fmt: skip
    lead = f"the orchestrator, number {charter.orchestrator}"
    again = Todo(lead, ("muster confirm",))
    branch = known.under_way
    if branch is None:
        todo = (again,) if ready else ()
        return Point(title, State.OPEN, _since(known), todo=todo)
    evidence = tuple(_confirming(e) for p, e in branch.signers.items() if p == ACTIVATION)
    if flaws := branch.agreement.flaws:
        pending = f"the confirmation on {ACTIVATION_BRANCH} does not count: {flaws[0].reason}"
        return Point(
            title, State.OPEN, _since(known), evidence, pending.rstrip("."), (again,) * ready
        )
    pending = (
        f"confirmed on {ACTIVATION_BRANCH}, roster {short(branch.agreement.activation.digest)}; "
        f"{branch.acknowledged} acknowledged"
    )
    missing = branch.agreement.missing
    todo = (Todo(numbered(missing).lower(), ("muster ack",)),) if missing else ()
    return Point(title, State.OPEN, _since(known), evidence, pending, todo)


def _confirming(signed: Evidence) -> Evidence:
    return signed._replace(by=f"confirmed by {signed.by}")


def _since(known: Progress) -> str:
    """What main has of an earlier round."""
    if known.active is None:
        return "not confirmed on main"
    if known.active.flaw:
        return f"{known.active.name} on main does not count: {known.active.flaw}"
    return f"the roster changed since {known.active.name}"


def _approved(
    known: Progress, due: Active | None, charter: Charter, approvals: list[Approval | None]
) -> Point:
    title = "A human approves"
    if due:
        by = f"approved by {due.approver}" if due.approver else "merged; by whom is not verified"
        by = ON_FORGE if due.assumed else by
        tag = f"tag {due.tag}" if due.tag else f"the tag {due.name} is not made yet"
        todo = () if due.tag else (Todo("a human who approves", (_TAGGING,)),)
        if charter.approval == "forge" and not any(one.key for one in charter.approvers):
            tag, todo = f"no approver has a key that could sign the tag {due.name}", ()
        evidence = (Evidence(due.merge, by),)
        return Point(title, State.DONE, f"{by}, {tag}", evidence, todo=todo)
    branch = known.under_way
    if branch and branch.agreement.complete:
        pending = "everybody has acknowledged"
        return Point(
            title, State.OPEN, _told(charter, approvals), pending=pending,
            todo=(_approving(charter, forked=branch.forked),),
        )  # fmt: skip
    return Point(title, State.OPEN, _told(charter, approvals))


def _approving(charter: Charter, *, forked: bool) -> Todo:
    """What activates the team; where the forge merges, the tag comes after that.

    gh finds no fork's pull request by its branch: there muster tells which one it is.
    """
    if forked or charter.approval != "forge":
        return Todo(_approver(charter), (_TAGGING,))
    tagging = (_TAGGING,) if any(one.key for one in charter.approvers) else ()
    return Todo(_approver(charter), (f"gh pr merge {ACTIVATION_BRANCH} --merge", *tagging))


def _approver(charter: Charter) -> str:
    where = ", by merging on the forge" if charter.approval == "forge" else ""
    return f"a human who approves{where}"


def _told(charter: Charter, approvals: list[Approval | None]) -> str:
    """What is known of approval; the last word is an approved activation."""
    known = [approval for approval in approvals if approval is not None]
    count = sum(approval.verified for approval in known)
    verified = f"{count} of {len(approvals)} claims on main verified as approved"
    if any(approval.offence is Offence.HIDDEN for approval in known):
        return "approvals can't be verified in a shallow clone: git fetch --unshallow"
    if assumed := sum(approval.assumed for approval in known):
        return f"{assumed} of {len(approvals)} claims on main {ON_FORGE}" + (
            f"; {verified}" if count else ""
        )
    if charter.approval == "forge":
        if len(known) < len(approvals):
            return "approval: forge is not in force: the first charter let nobody approve it"
        return verified if known else _NOTHING_MERGED
    if not any(approver.key for approver in charter.approvers):
        return "the charter names no approver with a key, so no approval can be verified"
    return verified


def _metrics(registered: tuple[Session, ...], charter: Charter, size: int) -> tuple[Metric, ...]:
    objectives = {objective.id for objective in charter.objectives}
    measurable = sum(
        bool(s.goal.metrics) and all(metric.measurable for metric in s.goal.metrics)
        for s in registered
    )
    aligned = sum(s.goal.serves in objectives for s in registered)
    return (
        Metric("unique numbers", len({s.number for s in registered}), size),
        Metric("distinct roles", len({_role(s) for s in registered}), size),
        Metric("measurable goals", measurable, size),
        Metric("goals that serve an objective", aligned, len(registered)),
    )


def _role(session: Session) -> tuple[str | None, str | None, str]:
    """What makes a role another one: its words, or its part of work that others do too."""
    return session.title, session.does, repr(session.raw_scope)
