"""A document's sessions as written: blocks under headings, and registration messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from muster.model.dump import one_line
from muster.model.message import (
    Registration,
    is_placeholder,
    opened,
    plain,
    read_messages,
    read_number,
    refuse_oversized,
    split_lines,
)
from muster.seed.names import split_identity
from muster.seed.repair import repair

_LONGEST = 4_000  # of one field or duty: far above what a record holds, so that a cut is seen later
_MOST_DUTIES = 100
_HEADING = re.compile(r" {0,3}#{1,6}(?![^ \t#])")
_SESSION = re.compile(r"Session ?#? ?([0-9]{1,9})(?![0-9A-Za-z])[*_` ]*(?:[:.–—-](?![0-9]))?", re.I)
_BOLD_SESSION = re.compile(r"[ >]{0,8}\*\*Session ?#? ?[0-9]{1,9}[^*]{0,200}\*\*:?[ \t]*\Z", re.I)
_EXAMPLE = re.compile(r"\b(?:example|template|sample|expected|format)s?\b", re.I)
_FIELD = re.compile(
    r"(NUMBER|NAME|ROLE|GOAL|SESSION[_ -]?ID|RESPONSIBILIT(?:Y|IES)|DUTIES|SCHEDULE|STATUS|READY"
    r"|TIMESTAMP)[*_`]{0,3} ?(?:[:=]|[-–—](?= ))[*_`]{0,3}(?= |\Z|[^ ])",
    re.I,
)
_LISTS = ("RESPONSIBILITIES", "SCHEDULE")
_CHECKBOX = re.compile(r"\[[ xX]?\] ")


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


@dataclass(frozen=True)
class Document:
    """The lines (repaired), the sessions by number in the order of the text, and what was left."""

    lines: tuple[str, ...]
    heading: str
    blocks: Mapping[int, Block]
    outside: tuple[str, ...]
    untold: tuple[str, ...]


@dataclass
class _Section:
    """The lines below one heading."""

    heading: str
    first: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    begin: int = 0  # where its part of the lines begins: a section's rest shares the list
    end: int | None = None
    is_block: bool = False
    rest: _Section | None = None


def read_blocks(text: str) -> Document:
    """Find the sessions of a document. Raises ``ValueError`` above 1 MiB."""
    refuse_oversized(text)
    lines = [repair(line) for line in split_lines(text)]
    messages = read_messages("\n".join(lines))
    starts = {message.line for message in messages}
    sections = _sections(lines)
    blocks: dict[int, Block] = {}
    untold: list[str] = []
    for section in sections:  # grows where one section holds several blocks
        block = _block(section, starts, untold)
        if section.rest is not None:
            sections.append(section.rest)
        if block is not None:
            section.is_block = True
            _admit(block, blocks)
    sections.sort(key=lambda section: section.first)
    _add_messages(messages, sections, blocks, untold)
    outside = [
        one_line(line) for s in sections if not s.is_block for _, line in s.lines[s.begin : s.end]
    ]
    return Document(
        tuple(lines),
        next((plain_text(s.heading) for s in sections if s.heading and not s.is_block), ""),
        blocks,
        tuple(line for line in outside if line),
        tuple(untold),
    )


def plain_text(text: str) -> str:
    """A heading or value without Markdown around it, on one line, clean."""
    return one_line(plain(one_line(text).strip("# ")).replace("**", "").replace("`", ""))


def _sections(lines: list[str]) -> list[_Section]:
    sections = [_Section("", 1)]
    fenced = False
    for number, line in enumerate(lines, start=1):
        if line.lstrip(" >").startswith(("```", "~~~")):
            fenced = not fenced
        heading = not fenced and (
            _HEADING.match(line) is not None or _BOLD_SESSION.match(line) is not None
        )
        if heading:
            sections.append(_Section(line.strip(" >"), number))
        else:
            sections[-1].lines.append((number, line))
    return sections


def _block(section: _Section, starts: set[int], untold: list[str]) -> Block | None:
    """Read a section as a session's block; None if it is none."""
    heading = plain_text(section.heading)
    found = _SESSION.match(heading)
    rest = heading[found.end() :].strip(" *_:") if found else heading
    if _EXAMPLE.search(rest):
        return None
    block = Block(0, section.first, heading=rest)
    _read_fields(block, section, starts)
    told = read_number(block.fields.get("NUMBER", ""))
    titled = int(found[1]) if found else None
    if found is None and (told is None or not block.fields.keys() & {"ROLE", "GOAL"}):
        return None
    if not block.fields.keys() & {"NUMBER", "ROLE", "GOAL", "SESSION_ID", "RESPONSIBILITIES"}:
        return None
    if told is not None and titled is not None and told != titled:
        block.notes.append(
            f"number: the heading says {titled}, NUMBER says {told}; {told} is taken"
        )
    number = told if told is not None else titled
    if number is None or not 1 <= number <= 100_000:
        untold.append(f"line {section.first}: a session without a usable number is left out")
        return None
    if told is None and block.fields.get("NUMBER"):
        block.notes.append("number: NUMBER is no usable number; the heading's is taken")
    block.number = number
    return block


def _read_fields(block: Block, section: _Section, starts: set[int]) -> None:
    """Fill a block from ``- **KEY**: value`` lines, up to a registration message or next NUMBER."""
    key, indent, gap = "", 0, False
    for index in range(section.begin, len(section.lines)):
        number, line = section.lines[index]
        if number in starts:
            break
        text = opened(line)
        if not any(c.isalnum() for c in text):
            gap = True
            if key not in _LISTS or line.strip():  # a rule ends a list, an empty line does not
                key = ""
            continue
        depth = _indent(line)
        found = _FIELD.match(text)
        if found is not None and not (key in _LISTS and depth > indent):
            key, indent = _key(found[1]), depth
            if key == "NUMBER" and key in block.fields:
                section.rest = _Section("", number, section.lines, index)
                section.end = index
                break
            value = _clean_value(text[found.end() :])
            if key in _LISTS:
                items = value.split(";") if value else []
                _items(block, key).extend(item for item in map(_clean_value, items) if item)
            elif value and not is_placeholder(value):
                block.fields.setdefault(key, value)
        elif key in _LISTS and (_is_bullet(line) or (depth > indent and not gap)):
            _add_item(block, key, line, text)
        elif key and depth > indent and not _is_bullet(line):
            if len(block.fields.get(key, "x" * _LONGEST)) < _LONGEST:
                block.fields[key] += " " + _clean_value(text)
        else:
            key = ""
        gap = False
    if block.responsibilities:
        block.fields.setdefault("RESPONSIBILITIES", "")


def _add_item(block: Block, key: str, line: str, text: str) -> None:
    items = _items(block, key)
    item = _clean_value(_CHECKBOX.sub("", text, count=1))
    if _is_bullet(line) or not items:
        if item and len(items) < _MOST_DUTIES:
            items.append(item)
    elif len(items[-1]) < _LONGEST:
        items[-1] += " " + item


def _items(block: Block, key: str) -> list[str]:
    return block.responsibilities if key == "RESPONSIBILITIES" else block.schedule


def _add_messages(
    messages: tuple[Registration, ...],
    sections: list[_Section],
    blocks: dict[int, Block],
    untold: list[str],
) -> None:
    """Take messages whose number has no block; examples beside blocks count for nothing."""
    have_blocks = bool(blocks)
    from_messages: dict[int, Block] = {}
    position = 0
    for message in messages:
        while position + 1 < len(sections) and sections[position + 1].first <= message.line:
            position += 1
        if message.number is None:
            untold.append(f"line {message.line}: a message without a usable number is left out")
            continue
        block = _from_message(message)
        if message.number in blocks:
            stands = blocks[message.number]
            differs = stands.differs(block)
            if differs:
                stands.notes.append(
                    f"line {message.line}: a registration message gives another "
                    f"{' and '.join(differs)}; the session's block (line {stands.line}) stands"
                )
        elif have_blocks and _EXAMPLE.search(sections[position].heading):
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


def _from_message(message: Registration) -> Block:
    told = {
        "NUMBER": str(message.number),
        "ROLE": message.role,
        "GOAL": message.goal,
        "SESSION_ID": message.session_id,
        "STATUS": message.status,
    }
    return Block(
        message.number or 0,
        message.line,
        message=True,
        fields={key: _clean_value(value) for key, value in told.items() if value},
    )


def _clean_value(text: str) -> str:
    """A value on one line without bold, backticks and signs around it; at most 4,000 characters."""
    text = one_line(text[:_LONGEST].replace("**", "").replace("`", "")).rstrip(" |│┃║")
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    return text.strip("_* ") if text[:1] in "_*" else text


def _key(text: str) -> str:
    key = text.upper().replace(" ", "_").replace("-", "_")
    if key in ("RESPONSIBILITY", "DUTIES"):
        return "RESPONSIBILITIES"
    return "SESSION_ID" if key == "SESSIONID" else key


def _is_bullet(line: str) -> bool:
    start = line.lstrip(" \t>")
    return start[:2] in ("- ", "* ", "+ ", "• ") or re.match(r"[0-9]{1,3}[.)] ", start) is not None


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" >"))
