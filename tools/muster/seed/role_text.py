"""A session's role: its title and what it does."""

from __future__ import annotations

from muster.model.limits import MOST_TEXT, MOST_TITLE
from muster.model.message import split_role
from muster.model.notes import Notes, quoted
from muster.seed.block import Block


def read_role(block: Block, notes: Notes) -> tuple[str, str]:
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
        title = does = block.heading or f"Session {block.number}"
        stands = "the heading" if block.heading else "the number"
        notes.untold.append(f"role: the document has none; {stands} stands for it")
    title = notes.fit(title, MOST_TITLE, "role.title")
    return title, notes.fit(does, MOST_TEXT, "role.does")
