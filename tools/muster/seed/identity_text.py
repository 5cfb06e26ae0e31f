"""A session's name and id."""

from __future__ import annotations

from muster.model.names import is_name, is_session_id, split_identity
from muster.model.notes import Notes, quoted
from muster.model.slug import lettered
from muster.seed.block import Block


def read_identity(block: Block, title: str, notes: Notes) -> tuple[str, bool, str]:
    """The name, whether it is made since the document tells none, and the session id or empty."""
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
    name = lettered(source)
    made = quoted(source) if name else "the number"
    name = name or f"session-{block.number}"
    notes.untold.append(f"name: not told; {name} is made from {made}")
    return name, True, session_id
