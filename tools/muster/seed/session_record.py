"""A session as a record, made of what the document says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from muster.model.limits import MOST_ITEMS
from muster.model.notes import Notes, quoted
from muster.model.session import PENDING
from muster.seed.counted import counted_dimension
from muster.seed.schedule_text import Times
from muster.seed.scope_text import range_dimensions
from muster.seed.session_text import Session

# A record's file has at most 64 KiB; this leaves room for the rest of it and for comments.
_MOST_SCHEDULE_BYTES = 12 * 1024


def session_record(
    session: Session, scope: Mapping[str, object], objectives: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """The record, keys in the schema's order; what is taken and left open goes to the notes."""
    role: dict[str, object] = {"title": session.title, "does": session.does}
    if scope:
        role["scope"] = scope
    record: dict[str, object] = {"number": session.block.number, "name": session.name}
    if session.session_id:
        record["session_id"] = session.session_id
    record["role"] = role
    record["goal"] = _goal(session, range_dimensions(scope), objectives)
    if session.responsibilities:
        record["responsibilities"] = session.responsibilities
    schedule = _schedule(session.times, session.notes)
    if schedule:
        record["schedule"] = schedule
    record["status"] = PENDING
    return record


def _goal(
    session: Session, ranges: Sequence[str], objectives: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    notes = session.notes
    goal: dict[str, object] = {"statement": session.statement}
    metrics = []
    for metric in session.metrics:
        counts = counted_dimension(metric, ranges, session.responsibilities)
        metrics.append(metric.record(counts))
        notes.took.append(f"goal: {metric.told(counts)}, from {quoted(metric.source)}")
    if metrics:
        goal["metrics"] = metrics
    if len(objectives) == 1:
        goal["serves"] = objectives[0]["id"]
        notes.took.append(f"goal: serves {objectives[0]['id']}, the document's only objective")
    elif objectives:
        notes.untold.append("goal: which of the objectives it serves is not told")
    return goal


def _schedule(times: Sequence[Times], notes: Notes) -> list[dict[str, object]]:
    kept: list[dict[str, object]] = []
    room = _MOST_SCHEDULE_BYTES
    for item in (item for found in times for item in found.items()):
        if item in kept:
            continue
        do = str(item["do"])
        room -= len(do.encode())
        if len(kept) == MOST_ITEMS or room < 0:
            notes.untold.append(
                f"schedule: the document has more than {len(kept)} times, which is what fits"
            )
            break
        kept.append(item)
        when = f"at {item['at']}" if "at" in item else f"by {item['by']}"
        notes.took.append(f"schedule: {quoted(do)} {when}")
        if "days" not in item:
            notes.untold.append(f"schedule: the days of {quoted(do)} are not told")
    return kept
