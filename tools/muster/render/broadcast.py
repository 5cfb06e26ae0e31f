"""The confirmed roster for every session: as Markdown, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from muster.engine.confirmed import Broadcast
from muster.model.session import Session
from muster.model.spans import numbered, spans
from muster.render.conflicts import ruling_data
from muster.render.record import agreement_text, session_data
from muster.render.registration import block_message
from muster.render.untrusted import for_markdown, for_markdown_code, for_message
from muster.rules.agreement import short


def broadcast_lines(told: Broadcast) -> Iterator[str]:
    """Yield the lines of the document: what is confirmed, each session, and what is next."""
    yield f"# {for_markdown(told.charter.name)}: roster of consensus-{told.consensus}"
    yield ""
    by = for_markdown_code(told.confirmed.by)
    yield f"Confirmed by {by} in {for_markdown_code(told.confirmed.commit[:12])}."
    yield f"Digest: {for_markdown_code(told.digest)}"
    yield ""
    for objective in told.charter.objectives:
        yield f"- Objective {for_markdown_code(objective.id)}: {for_markdown(objective.statement)}"
    if told.charter.objectives:
        yield ""
    for session in told.sessions:
        yield from _session(session, lead=session.number == told.charter.orchestrator)
    if told.rulings:
        yield "## Rulings in force"
        yield ""
        for one in told.rulings:
            about = spans(sorted(one.ruling.sessions))
            yield f"- {one.name}, on {one.ruling.rule} ({about}): " + for_markdown(
                " ".join(one.ruling.decision.split())
            )
            for side in one.ruling.boundaries:
                yield f"  - number {side.number}: {for_markdown(side.does)}"
        yield ""
    yield "## What is next"
    yield ""
    yield from _next(told)


def _session(session: Session, *, lead: bool) -> Iterator[str]:
    title = f"## {session.number} {for_markdown_code(session.name or '')}"
    yield f"{title}, the orchestrator" if lead else title
    yield ""
    yield "```text"
    yield block_message(session)
    yield "```"
    yield ""
    # As text too: who reads this without a renderer takes globs and times as they are.
    parts = agreement_text(session)
    yield "```text"
    for part in ("Scope", "Metrics", "Serves", "Schedule"):
        if parts[part]:
            yield f"{part}: {for_message(parts[part])}"
    for duty in session.responsibilities:
        yield f"Responsible for: {for_message(duty)}"
    yield "```"
    yield ""


def _next(told: Broadcast) -> Iterator[str]:
    if told.active:
        yield "The team is active; who does what when: `muster schedule --week 1`."
    elif told.missing:
        yield (
            f"{told.acknowledged} have acknowledged. {numbered(told.missing)}: "
            f"`muster ack --digest {short(told.digest)}`, each with its own key."
        )
    else:
        yield "Everybody has acknowledged. A human approves: `muster approve activation`."


def broadcast_data(told: Broadcast) -> dict[str, Any]:
    """The same as data; ``message`` is each session's registration message."""
    return {
        "team": told.charter.name,
        "consensus": told.consensus,
        "digest": told.digest,
        "confirmed": told.confirmed._asdict(),
        "acknowledged": told.acknowledged,
        "missing": list(told.missing),
        "active": told.active,
        "orchestrator": told.charter.orchestrator,
        "sessions": [
            {"number": s.number, "message": block_message(s), **session_data(s)}
            for s in told.sessions
        ],
        "rulings": [ruling_data(one) for one in told.rulings],
    }
