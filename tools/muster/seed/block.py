"""One session as the document has it: a block under a heading, or a registration message."""

from __future__ import annotations

from dataclasses import dataclass, field

from muster.model.message import Registration
from muster.model.names import split_identity
from muster.seed.value_text import clean_value


@dataclass
class Block:
    """One session as a block or message has it; texts are repaired, clean and unabridged."""

    number: int
    line: int
    heading: str = ""
    message: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    responsibilities: list[str] = field(default_factory=list)
    schedule: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def differs(self, other: Block) -> list[str]:
        """What another block or message of the same number says otherwise."""
        told = [
            key.lower()
            for key in ("ROLE", "GOAL")
            if other.fields.get(key) and other.fields[key] != self.fields.get(key)
        ]
        # A message may give the name alone: that is no other identity.
        mine, theirs = (split_identity(one.fields.get("SESSION_ID", "")) for one in (self, other))
        if any(b and b != a for a, b in zip(mine, theirs, strict=True)):
            told.append("session_id")
        if other.responsibilities and other.responsibilities != self.responsibilities:
            told.append("responsibilities")
        return told


def message_block(message: Registration, number: int) -> Block:
    """Return a registration message as a block."""
    told = {
        "NUMBER": str(number),
        "ROLE": message.role,
        "GOAL": message.goal,
        "SESSION_ID": message.session_id,
        "STATUS": message.status,
    }
    return Block(
        number,
        message.line,
        message=True,
        fields={key: clean_value(value) for key, value in told.items() if value},
    )
