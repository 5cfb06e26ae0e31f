"""What a document says of one session: role, name, goal, duties and times."""

from __future__ import annotations

from dataclasses import dataclass

from muster.model.figures.read_metric import ReadMetric
from muster.model.figures.statement_text import read_statement
from muster.model.limits import MOST_ITEMS, MOST_TEXT
from muster.model.notes import Notes
from muster.seed.block import Block
from muster.seed.identity_text import read_identity
from muster.seed.role_text import read_role
from muster.seed.schedule_text import Times, read_times
from muster.seed.scope_text import Told, read_told

_MOST_BLOCK_NOTES = 50
# A record's file has at most 64 KiB; this leaves room for the rest of it and for comments.
_MOST_DUTY_BYTES = 24 * 1024


@dataclass
class Session:
    """One session on its way from text to record; ``made_name`` is not told by the document."""

    block: Block
    notes: Notes
    name: str
    made_name: bool
    session_id: str
    title: str
    does: str
    statement: str
    metrics: tuple[ReadMetric, ...]
    responsibilities: list[str]
    times: list[Times]
    told: Told


def read_session(block: Block) -> Session:
    """Read a session's fields; what is missing or does not fit is told in its notes."""
    notes = Notes(untold=list(block.notes[:_MOST_BLOCK_NOTES]))
    source = "a registration message" if block.message else "the block"
    notes.took.append(f"number: {block.number}, from {source} on line {block.line}")
    title, does = read_role(block, notes)
    name, made_name, session_id = read_identity(block, title, notes)
    statement, metrics = _goal(block, notes)
    responsibilities = _responsibilities(block, notes)
    schedule = [item[:MOST_TEXT] for item in block.schedule]
    times = [
        found
        for text in (*responsibilities, *schedule, statement)
        if (found := read_times(text)) is not None
    ]
    if "registered" in block.fields.get("STATUS", "").lower():
        notes.untold.append("status: the document says registered; pending until it is claimed")
    return Session(
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
        told=read_told(title, does, responsibilities, times),
    )


def _goal(block: Block, notes: Notes) -> tuple[str, tuple[ReadMetric, ...]]:
    statement = notes.fit(block.fields.get("GOAL", ""), MOST_TEXT, "goal.statement")
    if not statement:
        notes.untold.append("goal: the document has none for this session")
        return "The document tells no goal", ()
    metrics = read_statement(statement, notes)
    if not metrics:
        notes.untold.append("goal: no figure could be told, so it is not measurable yet")
    if "�" in statement:
        notes.untold.append("goal: a part of the text is garbled and could not be repaired")
    return statement, metrics


def _responsibilities(block: Block, notes: Notes) -> list[str]:
    kept: list[str] = []
    room = _MOST_DUTY_BYTES
    for text in block.responsibilities:
        text = notes.fit(text, MOST_TEXT, "responsibilities")
        room -= len(text.encode())
        if len(kept) == MOST_ITEMS or room < 0:
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
