"""A document about a team of sessions, read into a charter and pending records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muster.model.message import split_role
from muster.seed.blocks import Block, read_blocks
from muster.seed.charter_text import read_objectives, read_orchestrator, read_size
from muster.seed.draft import Draft, Notes, Part, quoted
from muster.seed.goal_text import Metric, counted_dimension, read_goal
from muster.seed.names import is_name, is_session_id, lettered, split_identity
from muster.seed.schedule_text import Times, read_times
from muster.seed.scope_text import Told, read_told, scopes

__all__ = ["Draft", "Part", "read_document"]

_MOST_TEXT = 500
_MOST_TITLE = 120
_MOST_ITEMS = 32
_MOST_NOTES = 50
# A record's file has at most 64 KiB; these leave room for the rest of it and for comments.
_MOST_DUTY_BYTES = 24 * 1024
_MOST_SCHEDULE_BYTES = 12 * 1024


@dataclass
class _Session:
    """One session on its way from text to record."""

    block: Block
    notes: Notes
    name: str
    made_name: bool  # not told by the document
    session_id: str
    title: str
    does: str
    statement: str
    metrics: tuple[Metric, ...]
    responsibilities: list[str]
    times: list[Times]
    told: Told


def read_document(text: str) -> Draft:
    """Read the document of a team: sessions in blocks, registration messages, or both.

    Pure: the same text gives the same draft. Raises ``ValueError`` with a message for the user
    when the text is above 1 MiB or names no session.
    """
    document = read_blocks(text)
    if not document.blocks:
        raise ValueError(
            "the document names no session: neither a heading like "
            '"### Session #1: Title" with fields below it nor a registration message was found'
        )
    charter = Notes()
    blocks = [document.blocks[number] for number in sorted(document.blocks)]
    sessions = [_session(block) for block in blocks]
    _tell_names_apart(sessions)
    # Labels and dimensions are listed in the order of the document, not of the numbers.
    written = sorted(sessions, key=lambda session: session.block.line)
    made, dimensions = scopes(
        [session.told for session in written], [session.notes for session in written], charter
    )
    scope_of = {one.block.number: scope for one, scope in zip(written, made, strict=True)}
    size = read_size(document, charter)
    objectives = read_objectives(document, [session.statement for session in sessions], charter)
    orchestrator = read_orchestrator(blocks, [session.title for session in sessions], charter)
    parts = tuple(
        session.notes.part(_record(session, scope_of[session.block.number], objectives))
        for session in sessions
    )
    record = _charter(document.heading, size, objectives, orchestrator, dimensions, charter)
    charter.untold += document.untold
    if len(charter.untold) > _MOST_NOTES:
        more = len(charter.untold) - _MOST_NOTES
        charter.untold[_MOST_NOTES:] = [f"and {more} more of this kind"]
    return Draft(charter.part(record), parts)


def _session(block: Block) -> _Session:
    notes = Notes(untold=list(block.notes[:_MOST_NOTES]))
    source = "a registration message" if block.message else "the block"
    notes.took.append(f"number: {block.number}, from {source} on line {block.line}")
    title, does = _role(block, notes)
    name, made_name, session_id = _identity(block, title, notes)
    statement, metrics = _goal(block, notes)
    responsibilities = _responsibilities(block, notes)
    times = [
        found
        for text in (*responsibilities, *(item[:_MOST_TEXT] for item in block.schedule), statement)
        if (found := read_times(text)) is not None
    ]
    if "registered" in block.fields.get("STATUS", "").lower():
        notes.untold.append("status: the document says registered; pending until it is claimed")
    told = read_told(title, does, responsibilities, times)
    return _Session(
        block=block,
        notes=notes,
        name=name,
        made_name=made_name,
        session_id=session_id,
        title=title,
        does=does,
        statement=statement,
        metrics=metrics,
        responsibilities=responsibilities,
        times=times,
        told=told,
    )


def _role(block: Block, notes: Notes) -> tuple[str, str]:
    """Title and what it does; the record needs both, so what is missing is filled and told."""
    title, does = split_role(block.fields.get("ROLE", ""))
    if title and does:
        notes.took.append(f"role: {quoted(title)} and what it does, from ROLE")
    elif title and block.heading and block.heading.casefold() != title.casefold():
        title, does = block.heading, title
        notes.took.append("role: the title from the heading, what it does from ROLE")
    elif title:
        does = title
        notes.untold.append("role: what it does is not told; the title stands there too")
    else:
        title = block.heading or f"Session {block.number}"
        does = title
        notes.untold.append(
            "role: the document has none; "
            + ("the heading" if block.heading else "the number")
            + " stands for it"
        )
    title = notes.fit(title, _MOST_TITLE, "role.title")
    return title, notes.fit(does, _MOST_TEXT, "role.does")


def _identity(block: Block, title: str, notes: Notes) -> tuple[str, bool, str]:
    """The name, whether it is made since the document tells none, and the session id."""
    told_name, session_id = split_identity(block.fields.get("SESSION_ID", ""))
    told_name = block.fields.get("NAME", "") or told_name
    if session_id and not is_session_id(session_id):
        notes.untold.append(f"session_id: {quoted(session_id)} has characters that no id may have")
        session_id = ""
    elif session_id:
        notes.took.append(f"session_id: {session_id}")
    else:
        notes.untold.append("session_id: not told")
    name = told_name if is_name(told_name) else lettered(told_name)
    if name:
        made = "" if name == told_name else f", made from {quoted(told_name)}"
        notes.took.append(f"name: {name}{made}")
        return name, False, session_id
    source = block.heading if lettered(block.heading) else title
    name = lettered(source) or f"session-{block.number}"
    notes.untold.append(
        f"name: not told; {name} is made from "
        + (f"{quoted(source)}" if lettered(source) else "the number")
    )
    return name, True, session_id


def _tell_names_apart(sessions: Sequence[_Session]) -> None:
    """Number made names that are taken; tell of names and ids that the document gives twice."""
    names: dict[str, int] = {}
    ids: dict[str, int] = {}
    for session in sessions:
        if not session.made_name:
            first = names.setdefault(session.name, session.block.number)
            if first != session.block.number:
                session.notes.untold.append(
                    f"name: {session.name} is the name of {first} too; kept as the document has it"
                )
        if session.session_id:
            first = ids.setdefault(session.session_id, session.block.number)
            if first != session.block.number:
                session.notes.untold.append(
                    f"session_id: {session.session_id} is the id of {first} too; "
                    "kept as the document has it"
                )
    for session in sessions:
        if session.made_name:
            if session.name in names:
                stem = session.name[:57].rstrip("-")
                session.name = f"{stem}-{session.block.number}"
                while session.name in names:
                    session.name = f"{session.name[:62]}-x"
                session.notes.untold.append(f"name: numbered as {session.name} to be unique")
            names[session.name] = session.block.number


def _goal(block: Block, notes: Notes) -> tuple[str, tuple[Metric, ...]]:
    statement = notes.fit(block.fields.get("GOAL", ""), _MOST_TEXT, "goal.statement")
    if not statement:
        notes.untold.append("goal: the document has none for this session")
        return "The document tells no goal", ()
    metrics = read_goal(statement, notes)
    if not metrics:
        notes.untold.append("goal: no figure could be told, so it is not measurable yet")
    if "�" in statement:
        notes.untold.append("goal: a part of the text is garbled and could not be repaired")
    return statement, metrics


def _responsibilities(block: Block, notes: Notes) -> list[str]:
    kept: list[str] = []
    room = _MOST_DUTY_BYTES
    for text in block.responsibilities:
        text = notes.fit(text, _MOST_TEXT, "responsibilities")
        room -= len(text.encode())
        if len(kept) == _MOST_ITEMS or room < 0:
            notes.untold.append(
                f"responsibilities: the document has more than {len(kept)}, which is what fits"
            )
            break
        kept.append(text)
    if kept:
        notes.took.append(f"responsibilities: {len(kept)}")
    else:
        notes.untold.append("responsibilities: none are told")
    return kept


def _record(
    session: _Session, scope: dict[str, object], objectives: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    notes = session.notes
    role: dict[str, object] = {"title": session.title, "does": session.does}
    if scope:
        role["scope"] = scope
    record: dict[str, object] = {"number": session.block.number, "name": session.name}
    if session.session_id:
        record["session_id"] = session.session_id
    record["role"] = role
    record["goal"] = _goal_record(session, scope, objectives)
    if session.responsibilities:
        record["responsibilities"] = session.responsibilities
    schedule = _schedule(session.times, notes)
    if schedule:
        record["schedule"] = schedule
    record["status"] = "pending"
    return record


def _goal_record(
    session: _Session, scope: dict[str, object], objectives: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    notes = session.notes
    goal: dict[str, object] = {"statement": session.statement}
    ranges = [name for name in scope if name not in ("window", "lane")]
    metrics = []
    for metric in session.metrics:
        counts = counted_dimension(metric, ranges, session.responsibilities)
        metrics.append(metric.record(counts))
        notes.took.append(f"goal: {_metric_text(metric, counts)}, from {quoted(metric.source)}")
    if metrics:
        goal["metrics"] = metrics
    if len(objectives) == 1:
        goal["serves"] = objectives[0]["id"]
        notes.took.append(f"goal: serves {objectives[0]['id']}, the document's only objective")
    elif objectives:
        notes.untold.append("goal: which of the objectives it serves is not told")
    return goal


def _metric_text(metric: Metric, counts: str) -> str:
    words = [metric.name, metric.comparator.replace("_", " "), str(metric.target)]
    words += [metric.unit] if metric.unit else []
    words += [f"per {metric.per}"] if metric.per else []
    words += [f"(counts {counts})"] if counts else []
    return " ".join(words)


def _schedule(times: Sequence[Times], notes: Notes) -> list[dict[str, object]]:
    kept: list[dict[str, object]] = []
    room = _MOST_SCHEDULE_BYTES
    for item in (item for found in times for item in found.items()):
        if item in kept:
            continue
        room -= len(str(item["do"]).encode())
        if len(kept) == _MOST_ITEMS or room < 0:
            notes.untold.append(
                f"schedule: the document has more than {len(kept)} times, which is what fits"
            )
            break
        kept.append(item)
        when = f"at {item['at']}" if "at" in item else f"by {item['by']}"
        notes.took.append(f"schedule: {quoted(str(item['do']))} {when}")
        if "days" not in item:
            notes.untold.append(f"schedule: the days of {quoted(str(item['do']))} are not told")
    return kept


def _charter(
    heading: str,
    size: int,
    objectives: list[dict[str, object]],
    orchestrator: int,
    dimensions: dict[str, object],
    notes: Notes,
) -> dict[str, object]:
    name = notes.fit(heading, _MOST_TITLE, "name")
    if name:
        notes.took.insert(0, f"name: {quoted(name)}, the document's heading")
    else:
        name = f"Team of {size} sessions"
        notes.untold.insert(0, f"name: the document has no heading; it is called {quoted(name)}")
    record: dict[str, object] = {"name": name, "size": size}
    if objectives:
        record["objectives"] = objectives
    record["orchestrator"] = {"number": orchestrator}
    record["identity"] = "signed"
    if dimensions:
        record["dimensions"] = dimensions
        notes.took.append(f"dimensions: {', '.join(dimensions)}, which the roles are told apart by")
    notes.untold.append("approvers: no approver is named: add approvers to registry/charter.yaml")
    notes.untold.append("timezone: not told; times are in the time zone that the charter will name")
    return record
