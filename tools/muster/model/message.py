"""Registration messages, as sessions write them: one line, or a block of ``KEY: value`` lines.

Agents put rules, ticks, emoji, quotes and Markdown around them; none of it matters here. All
patterns are plain scans without nested repeats, so that hostile text costs linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from muster.model.message_field import field_value, is_placeholder, read_number
from muster.model.raw_message import raw_messages
from muster.model.text_lines import text_lines

_STATUS = re.compile(r"[A-Z]+(?:[_ ][A-Z]+)*(?![A-Za-z])|[A-Za-z_]+")
_SEPARATOR = re.compile(r" [-–—] |[–—] |: ")
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
    typed = (_typed(raw, index + 1) for index, raw in raw_messages(text_lines(text)))
    return tuple(message for message in typed if message is not None)


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
    values = {key: field_value(value) for key, value in raw.items()}
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


def _truth(raw: str) -> bool | None:
    word = field_value(raw).lower().rstrip(".!")
    if word in _YES or (not word and any(tick in raw for tick in "✅✓✔☑")):
        return True
    if word in _NO or (not word and any(cross in raw for cross in "❌✗✘☒")):
        return False
    if word.startswith(("yes ", "yes,")):
        return True
    return False if word.startswith(("no ", "no,", "not ")) else None
