"""Registration messages, as sessions write them: one line, or a block of ``KEY: value`` lines.

Agents put rules, ticks, emoji, quotes and Markdown around them; none of it matters here. All
patterns are plain scans without nested repeats, so that hostile text costs linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from muster.model.message_field import bare_value, field_value, is_placeholder, read_number
from muster.model.message_lines import message_lines
from muster.model.quoted_text import QUOTED, unescaped, unquoted
from muster.model.raw_message import raw_messages

_STATUS = re.compile(r"[A-Z]+(?:[_ ][A-Z]+)*(?![A-Za-z])|[A-Za-z_]+")
_SEPARATOR = re.compile(r" [-–—] |[–—] |: ")
_BETWEEN = " - "  # what stands between the two parts of a role that a message quotes
_YES = frozenset({"yes", "y", "true", "ready", "x", "[x]", "ok"})
_NO = frozenset({"no", "n", "false", "not ready", "[ ]", "[]", "pending"})


@dataclass(frozen=True)
class Registration:
    """One message. A field is None where the message lacks it or holds a placeholder.

    ``session_id`` is as written and may hold the session's name; ``line`` counts from 1. ``title``
    is the role's where quotes set it apart; else the separator does.
    """

    number: int | None
    role: str | None
    goal: str | None
    session_id: str | None
    status: str | None
    ready: bool | None
    line: int
    title: str | None = None

    @property
    def role_parts(self) -> tuple[str, str]:
        """Title and what it does; the second is empty where the role doesn't tell it."""
        return _role_parts(self.role or "", self.title)


def read_messages(text: str) -> tuple[Registration, ...]:
    """Read every registration message of a text, in order.

    Templates, whose number is a placeholder such as ``[your-number]``, are no messages. Raises
    ``ValueError`` above 1 MiB, and never anything else.
    """
    numbered = list(message_lines(text))
    found = raw_messages([line for _, line in numbered])
    typed = (_typed(raw, numbered[index][0]) for index, raw in found)
    return tuple(message for message in typed if message is not None)


def role_parts_of(raw: str) -> tuple[str, str]:
    """Read the value of ROLE as written: title and what it does, empty where it tells none."""
    role, title = _role(raw)
    return _role_parts(role or "", title)


def _role_parts(role: str, title: str | None) -> tuple[str, str]:
    return split_role(role) if title is None else (title, role[len(title) + len(_BETWEEN) :])


def _role(raw: str) -> tuple[str | None, str | None]:
    """The role, and its title where quotes set that apart; None where there is none.

    ``"A - B" - does`` is the title ``A - B``, and so is ``"A - B" - "does"``.
    """
    text = bare_value(raw)
    first = QUOTED.match(text)
    if first is None:
        title, rest = split_role(text)
        does = unquoted(rest)
        if does is None or not title:
            return _text(raw), None
        title = field_value(title)
    elif text.startswith(_BETWEEN, first.end()):
        title, does = unescaped(first[1]), field_value(text[first.end() + len(_BETWEEN) :])
    else:
        return _text(raw), None
    return f"{title}{_BETWEEN}{does}", title


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
        if depth <= 0:
            title, does = text[: found.start()].strip(), text[found.end() :].strip()
            if title and does:
                return title, does
    return text.strip(), ""


def _typed(raw: dict[str, str], line: int) -> Registration | None:
    number = field_value(raw.get("NUMBER", ""))
    if is_placeholder(number) or number.upper() in ("N", "NN", "NNN", "X", "XX"):
        return None
    texts = {key: text for key in raw if (text := _text(raw[key])) is not None}
    role, title = _role(raw.get("ROLE", ""))
    if role is not None:
        texts["ROLE"] = role
    if len(texts) < 2:  # "registration number: 5" in a sentence
        return None
    status = _STATUS.search(texts.get("STATUS", ""))
    return Registration(
        number=read_number(number),
        role=role,
        goal=texts.get("GOAL"),
        session_id=texts.get("SESSION_ID"),
        status=status.group() if status else None,
        ready=_truth(raw.get("READY", "")),
        line=line,
        title=title,
    )


def _text(raw: str) -> str | None:
    """A field's text, None where it has none or a placeholder; an escape says that it is none."""
    value = field_value(raw)
    if not value:
        return None
    escaped = "\\" in raw and QUOTED.match(bare_value(raw)) is not None
    return value if escaped or not is_placeholder(value) else None


def _truth(raw: str) -> bool | None:
    word = field_value(raw).lower().rstrip(".!")
    if word in _YES or (not word and any(tick in raw for tick in "✅✓✔☑")):
        return True
    if word in _NO or (not word and any(cross in raw for cross in "❌✗✘☒")):
        return False
    if word.startswith(("yes ", "yes,", "yes.", "yes!")):
        return True
    return False if word.startswith(("no ", "no,", "no.", "no!", "not ")) else None
