"""Where a text has registration messages, and their fields as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.model.decoration import (
    indent,
    is_bullet,
    opened,
    plain,
    undecorated_line,
    undecorated_value,
)
from muster.model.message_field import CLOSERS, GAP, KEYS, MARKS, field_key, field_pattern

# The first field stands right behind the header, with nothing but signs between.
_ONE_LINE = re.compile(
    rf"\bREGISTRATION(?: COMPLETED?)?[^A-Za-z0-9]{{1,16}}({KEYS}){MARKS}{GAP}([=:＝：])", re.I
)
_HEADER = re.compile(
    r"(?:[^:]{0,40} |Session #?[0-9]{1,9}: )?REGISTRATION"
    r"(?: (?:COMPLETED?|CONFIRMED|SUCCESSFUL|PENDING|MESSAGE)\b|(?![A-Za-z0-9_ ]))",
    re.I,
)
_FIELD = field_pattern()
_CELL = re.compile(rf"({KEYS}){MARKS}{GAP}\|{MARKS}", re.I)
_NEXT_FIELD = {
    sign: re.compile(rf"(?<![A-Za-z0-9_])({KEYS}){MARKS}{GAP}[{sign}]{MARKS}", re.I)
    for sign in ("=＝", ":：")
}
_LONGEST_HEADER = 120
_LONGEST_VALUE = 2_000
_MOST_PASSED = 3  # rules and empty lines between two fields
_MOST_WRAPPED = 3  # lines of a value behind the one that it begins on
_SHORTEST_FULL = 50  # a terminal or mail that wraps a line leaves so much of it, or more
_MAY_WRAP = ("ROLE", "GOAL")


def raw_messages(lines: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the index of each message's first line and its fields by key, values as written."""
    index = 0
    while index < len(lines):
        first, line = index, lines[index]
        index += 1
        if "registration" not in line.lower():
            continue
        starts = _starts(line)
        if starts:
            ends = [*(start.start() for start in starts[1:]), len(line)]
            for start, end in zip(starts[:-1], ends, strict=False):
                yield first, _one_line(start, line[start.start() : end])
            text, index = _gathered(lines, index, starts[-1])
            yield first, _one_line(starts[-1], text)
        elif _is_header(line):
            fields, index = _block(lines, index)
            if fields:
                yield first, fields


def _starts(line: str) -> list[re.Match[str]]:
    """Where messages begin; ``… the registration GOAL=…`` within one begins no other."""
    found = list(_ONE_LINE.finditer(line))
    return found[:1] + [start for start in found[1:] if field_key(start[1]) == "NUMBER"]


def _is_header(line: str) -> bool:
    text = plain(line).lstrip("#=[ ")
    return len(text) <= _LONGEST_HEADER and _HEADER.match(text) is not None


def _one_line(start: re.Match[str], text: str) -> dict[str, str]:
    """Read ``REGISTRATION: NUMBER=… ROLE=…``, up to the quote that closes it."""
    field = _field_of(start)
    text = _until_closed(text[len("REGISTRATION") :], _closer(start), field)
    found = list(field.finditer(text))
    if found and start.string.lstrip(" \t>").startswith("|"):
        bar = text.find("|", found[-1].end())  # the end of the table's cell
        text = text[:bar] if bar >= 0 else text
    fields: dict[str, str] = {}
    for one, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following else len(text)
        fields.setdefault(field_key(one[1]), text[one.end() : end])
    return fields


def _gathered(lines: list[str], index: int, start: re.Match[str]) -> tuple[str, int]:
    """A message's line and those behind it that belong to it, since something wrapped it.

    Those are lines that begin with a field, and, where a line was full, those of a role or goal
    that goes on up to the next field.
    """
    field, closer = _field_of(start), _closer(start)
    parts = [start.string[start.start() :]]
    keys = [field_key(found[1]) for found in field.finditer(parts[0])]
    full = len(start.string) >= _SHORTEST_FULL
    while index < len(lines) and _until_closed(parts[-1], closer, field) == parts[-1]:
        text = undecorated_line(lines[index])
        if "registration" in text.lower() and _starts(text):
            break
        if field.match(text) is None and not (
            full and keys[-1] in _MAY_WRAP and _goes_on(lines, index, field, keys)
        ):
            break
        parts.append(text)
        keys += [field_key(found[1]) for found in field.finditer(text)]
        index += 1
    return " ".join(parts), index


def _goes_on(lines: list[str], index: int, field: re.Pattern[str], keys: list[str]) -> bool:
    """Whether a value goes on: another field of its message follows, before anything else."""
    for line in lines[index : index + _MOST_WRAPPED]:
        text = undecorated_line(line)
        if not any(c.isalnum() for c in text) or text.startswith("- ") or _ONE_LINE.search(text):
            return False
        found = field.search(text)
        if found is not None:
            return field_key(found[1]) not in keys
    return False


def _field_of(start: re.Match[str]) -> re.Pattern[str]:
    """The pattern of a message's fields, by the sign behind its first key."""
    return next(field for signs, field in _NEXT_FIELD.items() if start[2] in signs)


def _closer(start: re.Match[str]) -> str:
    """The quote that would end a message: the partner of the one right before it, or none."""
    before = start.start()
    return CLOSERS.get(start.string[before - 1], "") if before else ""


def _until_closed(text: str, closer: str, field: re.Pattern[str]) -> str:
    """Cut at the quote that closes a message: one that ends a word, with no field behind it."""
    at = text.find(closer) if closer else -1
    while at >= 0:
        opens = text[at - 1 : at] in ("=", ":", " ", "\\") or text[at + 1 : at + 2].isalnum()
        follows = text[at + 1 : at + 40].lstrip(" ,;|")
        if not opens and field.match(follows) is None:
            return text[:at]
        at = text.find(closer, at + 1)
    return text


def _block(lines: list[str], index: int) -> tuple[dict[str, str], int]:
    """Read ``KEY: value`` lines; rules, fences and empty lines between them are passed over."""
    fields: dict[str, str] = {}
    last, depth, passed, led = "", 0, 0, False
    while index < len(lines):
        line = lines[index]
        text = opened(line)
        found = _FIELD.match(text) or (_CELL.match(text) if _is_row(line) else None)
        if found is not None:
            key = field_key(found[1])
            if key in fields:
                break  # a second block, or a session's own fields, begin here
            fields[key] = text[found.end() :]
            last, depth, passed = key, indent(line), 0
        elif not any(c.isalnum() for c in text):
            last = ""
            passed += 1
            if passed > _MOST_PASSED or ("```" in line and fields):
                break
        elif last in _MAY_WRAP and (indent(line) > depth or _wraps(lines, index, fields)):
            if len(fields[last]) >= _LONGEST_VALUE:
                break
            fields[last] += " " + undecorated_value(text)
        elif not fields and not led and _leads_in(line):
            led = True
        else:
            break
        index += 1
    return fields, index


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    return line.lstrip(" \t>").startswith(("|", "│", "┃", "║"))


def _leads_in(line: str) -> bool:
    """Whether a line may stand between header and fields: a table's head, or ``My claim:``."""
    text = plain(line)
    return not line.lstrip(" \t>").startswith("#") and (_is_row(line) or text.endswith((":", "：")))


def _wraps(lines: list[str], index: int, fields: dict[str, str]) -> bool:
    """Whether a line that is not indented belongs to the value above: a new field follows soon."""
    for line in lines[index : index + _MOST_WRAPPED + 1]:
        text = opened(line)
        found = _FIELD.match(text)
        if found is not None:
            return field_key(found[1]) not in fields
        if (
            not any(c.isalnum() for c in text)
            or is_bullet(line)
            or line.lstrip(" \t>").startswith("#")
            or "registration" in text.lower()
        ):
            return False
    return False
