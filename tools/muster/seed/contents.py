"""What a document contains: its sessions, in blocks and messages, and the lines outside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muster.model.dump import one_line
from muster.model.message import Registration, read_messages
from muster.model.text_lines import text_lines
from muster.seed.block import Block, message_block
from muster.seed.block_text import is_example, read_block
from muster.seed.repair import repair
from muster.seed.sections import Section, read_sections
from muster.seed.value_text import plain_text


@dataclass(frozen=True)
class Contents:
    """The first heading, the sessions by number, the other lines, and what was left out."""

    heading: str
    blocks: Mapping[int, Block]
    outside: tuple[str, ...]
    untold: tuple[str, ...]


def read_contents(text: str) -> Contents:
    """Find the sessions of a document. Raises ``ValueError`` above 1 MiB."""
    lines = [repair(line) for line in text_lines(text)]
    messages = read_messages("\n".join(lines))
    starts = {message.line for message in messages}
    sections = read_sections(lines)
    blocks: dict[int, Block] = {}
    untold: list[str] = []
    waiting = sections[::-1]
    sections = []
    while waiting:
        section = waiting.pop()
        sections.append(section)
        block = read_block(section, starts, untold)
        if section.rest is not None:
            waiting.append(section.rest)  # one section holds several blocks: the next comes next
        if block is not None:
            section.is_block = True
            _admit(block, blocks)
    _add_messages(messages, sections, blocks, untold)
    others = [section for section in sections if not section.is_block]
    outside = (one_line(line) for section in others for _, line in section.lines)
    return Contents(
        next((plain_text(section.heading) for section in others if section.heading), ""),
        blocks,
        tuple(line for line in outside if line),
        tuple(untold),
    )


def _add_messages(
    messages: Sequence[Registration],
    sections: Sequence[Section],
    blocks: dict[int, Block],
    untold: list[str],
) -> None:
    """Take messages whose number has no block; examples beside blocks count for nothing."""
    from_messages: dict[int, Block] = {}
    position = 0
    for message in messages:
        while position + 1 < len(sections) and sections[position + 1].first <= message.line:
            position += 1
        if message.number is None:
            untold.append(f"line {message.line}: a message without a usable number is left out")
            continue
        block = message_block(message, message.number)
        stands = blocks.get(message.number)
        if stands is not None:
            differs = stands.differs(block)
            if differs:
                stands.notes.append(
                    f"line {message.line}: a registration message gives another "
                    f"{' and '.join(differs)}; the session's block (line {stands.line}) stands"
                )
        elif blocks and is_example(sections[position].heading):
            untold.append(
                f"line {message.line}: an example message for {message.number}, "
                "which has no block, is left out"
            )
        else:
            _admit(block, from_messages)
    blocks.update(from_messages)


def _admit(block: Block, blocks: dict[int, Block]) -> None:
    """Add a block; of several for one number the first wins."""
    first = blocks.setdefault(block.number, block)
    if first is not block:
        differs = first.differs(block)
        first.notes.append(
            f"number: {block.number} stands again on line {block.line}"
            + (f" with another {' and '.join(differs)}" if differs else ", the same")
            + f"; the first (line {first.line}) is taken"
        )
