"""A document about a team of sessions, read into a charter and pending records."""

from __future__ import annotations

from muster.model.notes import Notes
from muster.seed.charter_text import charter_record, read_orchestrator, read_size
from muster.seed.contents import read_contents
from muster.seed.draft import Draft, finished
from muster.seed.objectives_text import read_objectives
from muster.seed.scope_text import scopes
from muster.seed.session_record import session_record
from muster.seed.session_text import read_session
from muster.seed.unique_names import tell_names_apart

_MOST_NOTES = 50


def read_document(text: str) -> Draft:
    """Read the document of a team: sessions in blocks, registration messages, or both.

    Pure: the same text gives the same draft. Raises ``ValueError`` with a message for the user
    when the text is above 1 MiB or names no session.
    """
    contents = read_contents(text)
    if not contents.blocks:
        raise ValueError(
            "the document names no session: neither a heading like "
            '"### Session #1: Title" with fields below it nor a registration message was found'
        )
    charter = Notes()
    blocks = [contents.blocks[number] for number in sorted(contents.blocks)]
    sessions = [read_session(block) for block in blocks]
    tell_names_apart(sessions)
    # Labels and dimensions are listed in the order of the document, not of the numbers.
    written = sorted(sessions, key=lambda session: session.block.line)
    made, dimensions = scopes(
        [session.told for session in written], [session.notes for session in written], charter
    )
    scope_of = {one.block.number: scope for one, scope in zip(written, made, strict=True)}
    size = read_size(contents, charter)
    goals = [session.statement for session in sessions]
    objectives = read_objectives(contents.outside, goals, charter)
    orchestrator = read_orchestrator(blocks, [session.title for session in sessions], charter)
    parts = tuple(
        finished(session_record(session, scope_of[session.block.number], objectives), session.notes)
        for session in sessions
    )
    record = charter_record(contents.heading, size, objectives, orchestrator, dimensions, charter)
    charter.untold += contents.untold
    if len(charter.untold) > _MOST_NOTES:
        more = len(charter.untold) - _MOST_NOTES
        charter.untold[_MOST_NOTES:] = [f"and {more} more of this kind"]
    return Draft(finished(record, charter), parts)
