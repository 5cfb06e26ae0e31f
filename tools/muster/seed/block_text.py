"""Which section of a document is a session's block, and of which number."""

from __future__ import annotations

import re
from collections.abc import Set

from muster.model.message_field import is_number, read_number
from muster.seed.block import Block
from muster.seed.block_fields import read_fields
from muster.seed.sections import Section
from muster.seed.value_text import plain_text

_SESSION = re.compile(r"Session ?#? ?([0-9]{1,9})(?![0-9A-Za-z])[*_` ]*(?:[:.–—-](?![0-9]))?", re.I)
_EXAMPLE = re.compile(r"\b(?:example|template|sample|expected|format)s?\b", re.I)


def is_example(heading: str) -> bool:
    """Whether a heading says that what follows only shows the form."""
    return _EXAMPLE.search(heading) is not None


def read_block(section: Section, messages: Set[int], untold: list[str]) -> Block | None:
    """Read a section as a session's block; None if it is none.

    ``messages`` are the lines that registration messages begin on; they belong to no block.
    """
    heading = plain_text(section.heading)
    found = _SESSION.match(heading)
    rest = heading[found.end() :].strip(" *_:") if found else heading
    if is_example(rest):
        return None
    block = Block(0, section.first, heading=rest)
    read_fields(block, section, messages)
    told = read_number(block.fields.get("NUMBER", ""))
    titled = int(found[1]) if found else None
    if found is None and (told is None or not block.fields.keys() & {"ROLE", "GOAL"}):
        return None
    if not (
        block.responsibilities or block.fields.keys() & {"NUMBER", "ROLE", "GOAL", "SESSION_ID"}
    ):
        return None
    if told is not None and titled is not None and told != titled:
        block.notes.append(
            f"number: the heading says {titled}, NUMBER says {told}; {told} is taken"
        )
    number = told if told is not None else titled
    if number is None or not is_number(number):
        untold.append(f"line {section.first}: a session without a usable number is left out")
        return None
    if told is None and block.fields.get("NUMBER"):
        block.notes.append("number: NUMBER is no usable number; the heading's is taken")
    block.number = number
    return block
