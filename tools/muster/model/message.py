"""Registration messages, as sessions write them: one line, or a block of ``KEY: value`` lines.

Agents put rules, ticks, emoji, quotes and Markdown around them; none of it matters here. All
patterns are plain scans without nested repeats, so that hostile text costs linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 1024 * 1024
MOST_NUMBER = 100_000

_KEYS = r"NUMBER|ROLE|GOAL|SESSION[_ -]?ID|STATUS|READY|TIMESTAMP"
# The first field stands right behind the header, with nothing but signs between.
_ONE_LINE = re.compile(
    rf"\bREGISTRATION(?: COMPLETED?)?[^A-Za-z0-9]{{1,16}}(?:{_KEYS})[*_`]{{0,3}} ?[=:]", re.I
)
_FIRST_SIGN = re.compile(rf"(?:{_KEYS})[*_`]{{0,3}} ?([=:])", re.I)
_HEADER = re.compile(
    r"(?:[^:]{0,40} )?REGISTRATION(?: (?:COMPLETED?|CONFIRMED|MESSAGE)\b|(?![A-Za-z0-9_ ]))", re.I
)
_LONGEST_HEADER = 120
_LONGEST_VALUE = 2_000
_FIELD = re.compile(rf"({_KEYS})[*_`]{{0,3}} ?([:=]|[-–—](?= ))[*_`]{{0,3}}", re.I)
_NEXT_FIELD = {
    sign: re.compile(rf"(?<![A-Za-z0-9_])({_KEYS})[*_`]{{0,3}} ?{sign}[*_`]{{0,3}}", re.I)
    for sign in "=:"
}
_BULLET = re.compile(r"(?:[-*+•] |[0-9]{1,3}[.)] )")
_NUMBER = re.compile(r"#? ?0{0,9}([0-9]{1,9})(?![0-9A-Za-z.,]*[0-9A-Za-z])")
_STATUS = re.compile(r"[A-Z]+(?:[_ ][A-Z]+)*(?![A-Za-z])|[A-Za-z_]+")
_PLACEHOLDER = re.compile(r"\[[^\]]*\]?|<[^>]*>?|\{[^}]*\}?|\$\{?[A-Za-z_]+\}?|…|\.\.\.|\?+")
_SEPARATOR = re.compile(r" [-–—] |[–—] |: ")
_CLOSERS = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’"}
_VALUE_DECORATION = " \t*_`|\\│┃║¦"
_DECORATION = _VALUE_DECORATION + ">~"
_YES = frozenset({"yes", "y", "true", "ready", "x", "[x]", "ok"})
_NO = frozenset({"no", "n", "false", "not ready", "[ ]", "[]", "pending"})


@dataclass(frozen=True)
class Registration:
    """One message. A field is None where the message lacks it or holds a placeholder.

    ``session_id`` is as written and may hold the session's name; ``line`` counts from 1.
    """

    number: int | None
    role: str | None
    goal: str | None
    session_id: str | None
    status: str | None
    ready: bool | None
    line: int


def read_messages(text: str) -> tuple[Registration, ...]:
    """Read every registration message of a text, in order.

    Templates, whose number is a placeholder such as ``[your-number]``, are no messages. Raises
    ``ValueError`` above 1 MiB, and never anything else.
    """
    refuse_oversized(text)
    lines = split_lines(text)
    typed = (_typed(raw, index + 1) for index, raw in _raw_messages(lines))
    return tuple(message for message in typed if message is not None)


def refuse_oversized(text: str) -> None:
    """Raise ``ValueError`` when a text is above 1 MiB."""
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise ValueError("the text is larger than 1 MiB; give the part with the registrations only")


def split_lines(text: str) -> list[str]:
    """Split at the ends of lines that editors know, so that line numbers agree with theirs."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def split_role(text: str) -> tuple[str, str]:
    """Split ``Title - does``; the second is empty where the text has no such form.

    Hyphens need a space on both sides; en and em dashes and colons need one behind them.
    Separators inside parentheses don't count.
    """
    depth = 0
    counted = 0
    for found in _SEPARATOR.finditer(text):
        before = text[counted : found.start()]
        depth += before.count("(") - before.count(")")
        counted = found.start()
        if depth <= 0 and text[: found.start()].strip() and text[found.end() :].strip():
            return text[: found.start()].strip(), text[found.end() :].strip()
    return text.strip(), ""


def plain(line: str) -> str:
    """Return a line without what surrounds its text: quotes, bullets, Markdown, emoji, rules."""
    return _undecorated(opened(line))


def opened(line: str) -> str:
    """Return a line without what stands before its text; a sign behind may be a value: ``✅``."""
    line = line[_first_shown(line, _DECORATION) :]
    bullet = _BULLET.match(line)
    if bullet:
        line = line[bullet.end() :]
        line = line[_first_shown(line, _DECORATION) :]
    return line


def is_placeholder(value: str) -> bool:
    """Whether a value stands for one that is still to be filled in, like ``[your-number]``."""
    return _PLACEHOLDER.fullmatch(value) is not None


def read_number(value: str) -> int | None:
    """Read a session's number, ``5``, ``#5``, ``005`` or ``5 of 12``; None if it isn't one."""
    found = _NUMBER.match(value)
    number = int(found[1]) if found else 0
    return number if 1 <= number <= MOST_NUMBER else None


def _raw_messages(lines: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the index of each message's first line and its fields as written."""
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if "registration" not in line.lower():
            continue
        first = index - 1
        starts = [found.start() for found in _ONE_LINE.finditer(line)]
        if starts:
            parts = [line[a:b] for a, b in zip(starts, [*starts[1:], len(line)], strict=True)]
            quotes = [line[start - 1] if start else "" for start in starts]
            fields: dict[str, str] = {}
            for part, quote in zip(parts, quotes, strict=True):
                fields = _one_line(part, _CLOSERS.get(quote, ""))
                if part is not parts[-1]:
                    yield first, fields
            # A terminal may have wrapped the last one: lines that begin with a field belong to it.
            while index < len(lines) and _NEXT_FIELD["="].match(_undecorated(lines[index])):
                more = _until_closed(_undecorated(lines[index]), _CLOSERS.get(quotes[-1], ""), "=")
                _split_fields(more, "=", fields)
                index += 1
            yield first, fields
        elif _is_header(line):
            fields, index = _block(lines, index)
            if fields:
                yield first, fields


def _is_header(line: str) -> bool:
    text = plain(line).lstrip("#= ")
    return len(text) <= _LONGEST_HEADER and _HEADER.match(text) is not None


def _one_line(text: str, closer: str) -> dict[str, str]:
    """Read ``REGISTRATION: NUMBER=… ROLE=…``; ``closer`` is the quote that would end it."""
    rest = text[len("REGISTRATION") :]
    first = _FIRST_SIGN.search(rest)
    sign = first[1] if first else "="
    fields: dict[str, str] = {}
    _split_fields(_until_closed(rest, closer, sign), sign, fields)
    return fields


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
        fields.setdefault(_key(one[1]), text[one.end() : end])


def _block(lines: list[str], index: int) -> tuple[dict[str, str], int]:
    """Read ``KEY: value`` lines; rules, fences and empty lines between them are passed over."""
    fields: dict[str, str] = {}
    last = ""
    indent = 0
    passed = 0
    while index < len(lines):
        line = lines[index]
        text = opened(line)
        found = _FIELD.match(text)
        if found is not None:
            key = _key(found[1])
            if key in fields:
                break  # a second block, or a session's own fields, begin here
            last, passed = key, 0
            fields[key] = text[found.end() :]
            indent = _indent(line)
        elif not any(c.isalnum() for c in text):
            last = ""
            passed += 1
            if passed > 3 or ("```" in line and fields):
                break
        elif (
            last in ("ROLE", "GOAL")
            and _indent(line) > indent
            and len(fields[last]) < _LONGEST_VALUE
        ):
            fields[last] += " " + _undecorated(text, _VALUE_DECORATION)
        else:
            break
        index += 1
    return fields, index


def _typed(raw: dict[str, str], line: int) -> Registration | None:
    values = {key: _value(value) for key, value in raw.items()}
    number = values.get("NUMBER", "")
    if is_placeholder(number) or number.upper() in ("N", "NN", "NNN", "X", "XX"):
        return None
    texts = {key: value for key, value in values.items() if value and not is_placeholder(value)}
    if len(texts) < 2:  # "registration number: 5" in a sentence
        return None
    status = _STATUS.search(texts.get("STATUS", ""))
    return Registration(
        number=read_number(number),
        role=texts.get("ROLE"),
        goal=texts.get("GOAL"),
        session_id=texts.get("SESSION_ID"),
        status=status.group() if status else None,
        ready=_truth(raw.get("READY", "")),
        line=line,
    )


def _value(raw: str) -> str:
    """A field's value without quotes, Markdown, emoji and separators around it."""
    raw = raw.replace("**", "").replace("`", "")
    value = " ".join(_undecorated(raw, _VALUE_DECORATION).strip(" ,;|").split())
    if len(value) > 1 and _CLOSERS.get(value[0]) == value[-1]:
        value = value[1:-1]
    elif value.count('"') == 1:
        value = value.strip('"')  # the quote of the command around the message
    return _undecorated(value, _VALUE_DECORATION)


def _truth(raw: str) -> bool | None:
    word = _value(raw).lower().rstrip(".!")
    if word in _YES or (not word and any(tick in raw for tick in "✅✓✔☑")):
        return True
    if word in _NO or (not word and any(cross in raw for cross in "❌✗✘☒")):
        return False
    if word.startswith(("yes ", "yes,")):
        return True
    return False if word.startswith(("no ", "no,", "not ")) else None


def _key(text: str) -> str:
    return text.upper().replace(" ", "_").replace("-", "_").replace("SESSIONID", "SESSION_ID")


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" >"))


def _undecorated(text: str, signs: str = _DECORATION) -> str:
    start, end = _first_shown(text, signs), len(text)
    while end > start and _decorates(text[end - 1], signs):
        end -= 1
    return text[start:end]


def _first_shown(text: str, signs: str) -> int:
    start = 0
    while start < len(text) and _decorates(text[start], signs):
        start += 1
    return start


def _decorates(character: str, signs: str) -> bool:
    """Whether a sign at the edge of a text is only there for looks."""
    if character < "\x80":
        return character in signs or character < " "
    return (
        character.isspace()
        or character in signs
        or character in "\u200d\ufe0e\ufe0f\u20e3"
        or (character >= "\u2190" and unicodedata.category(character) in ("So", "Sk"))
    )
