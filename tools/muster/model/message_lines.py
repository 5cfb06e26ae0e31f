"""The lines of a text as a person meant them, each with the number of the line it stands on.

Garbled signs are made right, a terminal's colours are taken out, and a message that JSON or a
table's cell keeps on one line stands on lines of its own again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.model.message_field import GAP, KEYS, MARKS
from muster.model.mojibake import with_signs
from muster.model.text_lines import text_lines

_COLOUR = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")
_FIELD_FOLLOWS = rf"(?=[^A-Za-z0-9]{{0,60}}(?:{KEYS}){MARKS}{GAP}:)"
_BREAK = re.compile(
    rf'<br ?/?>{_FIELD_FOLLOWS}|(?<!\\)\\(?:r\\)?n(?:{_FIELD_FOLLOWS}|(?=")|\Z)', re.I
)

_BEFORE = re.compile(r'["|]')  # what stands right before the text that JSON or a cell holds
_BEHIND = re.compile(r'(?<!\\)"')  # what ends a text of JSON


def message_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield number, from 1, and text of each line. Raises ``ValueError`` above 1 MiB."""
    for number, line in enumerate(text_lines(text), 1):
        shown = _COLOUR.sub("", with_signs(line)) if "\x1b" in line else with_signs(line)
        if "registration" in shown.lower():
            for part in _parts(shown):
                yield number, part
        else:
            yield number, shown


def _parts(line: str) -> list[str]:
    parts = _BREAK.split(line)
    if len(parts) > 1:
        parts[0] = _BEFORE.split(parts[0])[-1]
        if "<br" not in line:
            parts[-1] = _BEHIND.split(parts[-1])[0]
    return parts
