"""Characters that a record may not have: unseen by the person who approves, or read as a command.

Source of the classes: Unicode 15.1, general categories Cc, Cf, Cs, Zl and Zp, the noncharacters,
and the letters and marks that show nothing. Zero-width joiner and non-joiner (U+200C, U+200D)
stay allowed, since emoji and Persian need them, and the number signs of Arabic, Syriac and
Kaithi, which are seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from muster.model.problem import MOST_PROBLEMS, Kind, Problem

_ALWAYS = (
    "\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; line feed and return apart
    "\u00ad\u061c\u180e\u200b\u200e\u200f"  # soft hyphen, direction marks, zero-width space
    "\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # separators, bidi, invisible operators, BOM
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and marks that show nothing
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "\ud800-\udfff"
    "\U000e0000-\U000e0fff"  # tag characters and variation selectors carry unseen text
)
_RAW = re.compile(f"[{_ALWAYS}]|\r(?!\n)")
_DECODED = re.compile(f"[{_ALWAYS}\r]")

_PLAIN_ASCII = bytes(range(0x20, 0x7F)) + b"\n"

_HELP = "Remove the character; write the text in plain UTF-8 with spaces and line feeds only."


def name_of(character: str) -> str:
    """Name a character by code point and, where Unicode has one, by name: never itself."""
    name = unicodedata.name(character, "") or {
        "\t": "tab",
        "\r": "carriage return without line feed",
        "\x00": "NUL",
        "\x1b": "escape",
        "\x85": "next line",
    }.get(character, "control character")
    return f"U+{ord(character):04X} ({name.lower()})"


def first_unreadable(text: str) -> str | None:
    """Return the first character of a decoded scalar that a record may not have."""
    found = _DECODED.search(text)
    return found.group() if found else None


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Decode a file's bytes; with problems, the text is not to be read any further."""
    if not data.translate(None, _PLAIN_ASCII):  # most files; the pattern would cost ten times this
        return data.decode("ascii"), ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        problem = Problem(
            Kind.UNREADABLE_TEXT,
            f"The file is not UTF-8: byte 0x{data[error.start]:02X} can't be decoded.",
            "Save the file as UTF-8 without BOM.",
            line,
            column,
            subject="utf-8",
        )
        return "", (problem,)
    if _RAW.search(text) is None:
        return text, ()
    return text, tuple(_problems(text))


def _problems(text: str) -> Iterator[Problem]:
    for count, found in enumerate(_RAW.finditer(text)):
        if count == MOST_PROBLEMS:
            return
        character = found.group()
        shown = "byte order mark" if character == "\ufeff" and found.start() == 0 else ""
        yield Problem(
            Kind.UNREADABLE_TEXT,
            f"The text has {shown + ' ' if shown else ''}{name_of(character)}, "
            "which a record may not have.",
            _HELP,
            text.count("\n", 0, found.start()) + 1,
            found.start() - text.rfind("\n", 0, found.start()),
            subject=f"U+{ord(character):04X}",
        )
