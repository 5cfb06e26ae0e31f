"""The fields of a session's block: ``- **KEY**: value`` lines, and lists below some of them."""

from __future__ import annotations

import re
from collections.abc import Set

from muster.model.decoration import indent, is_bullet, opened
from muster.model.message_field import KEYS, field_key, field_pattern, is_placeholder
from muster.seed.block import Block
from muster.seed.sections import Section
from muster.seed.value_text import LONGEST, clean_value

_MOST_DUTIES = 100
_FIELD = field_pattern(rf"{KEYS}|NAME|RESPONSIBILIT(?:Y|IES)|DUTIES|SCHEDULE")
_CHECKBOX = re.compile(r"\[[ xX]?\] ")


def read_fields(block: Block, section: Section, messages: Set[int]) -> None:
    """Fill a block from its section, up to a registration message.

    ``messages`` are the lines that messages begin on. A second NUMBER cuts the section.
    """
    lists = {"RESPONSIBILITIES": block.responsibilities, "SCHEDULE": block.schedule}
    key, depth, gap = "", 0, False
    for index in range(section.begin, len(section.shared)):
        number, line = section.shared[index]
        if number in messages:
            break
        text = opened(line)
        if not any(c.isalnum() for c in text):
            gap = True
            if key not in lists or line.strip():  # a rule ends a list, an empty line does not
                key = ""
            continue
        deeper = indent(line) > depth
        found = _FIELD.match(text)
        if found is not None and not (key in lists and deeper):
            key, depth = _key(found[1]), indent(line)
            if key == "NUMBER" and key in block.fields:
                section.cut(index)
                break
            value = clean_value(text[found.end() :])
            if key in lists:
                lists[key].extend(item for item in map(clean_value, value.split(";")) if item)
            elif key in block.fields:
                key = ""  # the first value stands; what follows belongs to the second
            elif value and not is_placeholder(value):
                block.fields[key] = value
        elif key in lists and (is_bullet(line) or (deeper and not gap)):
            _add_item(lists[key], line, text)
        elif key and deeper and not is_bullet(line):
            if key in block.fields and len(block.fields[key]) < LONGEST:
                block.fields[key] += " " + clean_value(text)
        else:
            key = ""
        gap = False


def _key(text: str) -> str:
    key = field_key(text)
    return "RESPONSIBILITIES" if key in ("RESPONSIBILITY", "DUTIES") else key


def _add_item(items: list[str], line: str, text: str) -> None:
    item = clean_value(_CHECKBOX.sub("", text, count=1))
    if is_bullet(line) or not items:
        if item and len(items) < _MOST_DUTIES:
            items.append(item)
    elif len(items[-1]) < LONGEST:
        items[-1] += " " + item
