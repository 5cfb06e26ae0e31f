"""Where a text has registration messages, and their fields as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.model.decoration import indent, opened, plain, undecorated_line, undecorated_value
from muster.model.message_field import CLOSERS, KEYS, MARKS, field_key, field_pattern

# The first field stands right behind the header, with nothing but signs between.
_ONE_LINE = re.compile(
    rf"\bREGISTRATION(?: COMPLETED?)?[^A-Za-z0-9]{{1,16}}(?:{KEYS}){MARKS} ?([=:])", re.I
)
_HEADER = re.compile(
    r"(?:[^:]{0,40} )?REGISTRATION(?: (?:COMPLETED?|CONFIRMED|MESSAGE)\b|(?![A-Za-z0-9_ ]))", re.I
)
_FIELD = field_pattern()
_NEXT_FIELD = {
    sign: re.compile(rf"(?<![A-Za-z0-9_])({KEYS}){MARKS} ?{sign}{MARKS}", re.I) for sign in "=:"
}
_LONGEST_HEADER = 120
_LONGEST_VALUE = 2_000
_MOST_PASSED = 3  # rules and empty lines between two fields


def raw_messages(lines: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the index of each message's first line and its fields by key, values as written."""
    index = 0
    while index < len(lines):
        first, line = index, lines[index]
        index += 1
        if "registration" not in line.lower():
            continue
        starts = list(_ONE_LINE.finditer(line))
        if starts:
            ends = [*(start.start() for start in starts[1:]), len(line)]
            told = [_one_line(start, end) for start, end in zip(starts, ends, strict=True)]
            # A terminal may have wrapped the last one: lines that begin with a field belong to it.
            while index < len(lines):
                wrapped = undecorated_line(lines[index])
                if _NEXT_FIELD["="].match(wrapped) is None:
                    break
                _split_fields(_until_closed(wrapped, _closer(starts[-1]), "="), "=", told[-1])
                index += 1
            for fields in told:
                yield first, fields
        elif _is_header(line):
            fields, index = _block(lines, index)
            if fields:
                yield first, fields


def _is_header(line: str) -> bool:
    text = plain(line).lstrip("#= ")
    return len(text) <= _LONGEST_HEADER and _HEADER.match(text) is not None


def _one_line(start: re.Match[str], end: int) -> dict[str, str]:
    """Read ``REGISTRATION: NUMBER=… ROLE=…``, which ends where its line or the next one begins."""
    sign = start[1]
    fields: dict[str, str] = {}
    text = start.string[start.start() + len("REGISTRATION") : end]
    _split_fields(_until_closed(text, _closer(start), sign), sign, fields)
    return fields


def _closer(start: re.Match[str]) -> str:
    """The quote that would end a message: the partner of the one right before it, or none."""
    before = start.start()
    return CLOSERS.get(start.string[before - 1], "") if before else ""


def _until_closed(text: str, closer: str, sign: str) -> str:
    """Cut at the quote that closes a message: one that ends a word, with no field behind it."""
    at = text.find(closer) if closer else -1
    while at >= 0:
        opens = text[at - 1 : at] in ("=", ":", " ", "\\") or text[at + 1 : at + 2].isalnum()
        follows = text[at + 1 : at + 40].lstrip(" ,;|")
        if not opens and _NEXT_FIELD[sign].match(follows) is None:
            return text[:at]
        at = text.find(closer, at + 1)
    return text


def _split_fields(text: str, sign: str, fields: dict[str, str]) -> None:
    """Add the fields of ``KEY=value KEY=value …``; the first of a key wins."""
    found = list(_NEXT_FIELD[sign].finditer(text))
    for one, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following else len(text)
        fields.setdefault(field_key(one[1]), text[one.end() : end])


def _block(lines: list[str], index: int) -> tuple[dict[str, str], int]:
    """Read ``KEY: value`` lines; rules, fences and empty lines between them are passed over."""
    fields: dict[str, str] = {}
    last, depth, passed = "", 0, 0
    while index < len(lines):
        line = lines[index]
        text = opened(line)
        found = _FIELD.match(text)
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
        elif last in ("ROLE", "GOAL") and indent(line) > depth:
            if len(fields[last]) >= _LONGEST_VALUE:
                break
            fields[last] += " " + undecorated_value(text)
        else:
            break
        index += 1
    return fields, index
