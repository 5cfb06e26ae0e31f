"""The text of a decision: plain words, or YAML with the words and the boundaries."""

from __future__ import annotations

import re
from typing import NamedTuple

from muster.model.boundary import Boundary
from muster.model.error import UsageError
from muster.model.lenient import items
from muster.model.strict_yaml import MOST_BYTES, read

_FIELDS = ("decision", "boundaries")
_LINE = re.compile(r"[^\n]{1,500}")
_MOST_CHARACTERS = 4_000  # of the schema


class Decision(NamedTuple):
    """What was decided and why, and what each session does from now on."""

    text: str
    boundaries: tuple[Boundary, ...] = ()


def read_decision(data: bytes, source: str) -> Decision:
    """Read a decision; ``source`` is what the user calls it.

    Raises ``UsageError`` where it is empty, unreadable, or YAML of another form.
    """
    if len(data) > MOST_BYTES:
        raise _unusable(source, f"it has {len(data):,} bytes; a ruling has at most {MOST_BYTES:,}")
    document = read(data)
    value = document.value
    if document.problems and data.lstrip().startswith(b"decision:"):
        first = document.problems[0]
        raise _unusable(source, f"line {first.line}: {first.message.rstrip('.')}")
    if document.problems or not isinstance(value, dict) or "decision" not in value:
        try:
            text = data.decode("utf-8").strip()
        except ValueError as error:
            raise _unusable(source, "it is no UTF-8") from error
        if not text:
            raise _unusable(source, "it is empty")
        return Decision(_short(text, source))
    if unknown := sorted({*value} - {*_FIELDS}):
        raise _unusable(source, f"{unknown[0]!r} is neither decision nor boundaries")
    text = value["decision"]
    if not isinstance(text, str) or not text.strip():
        raise _unusable(source, "decision is no text")
    boundaries = value.get("boundaries", [])
    if not isinstance(boundaries, list):
        raise _unusable(source, "boundaries is no list")
    told = _short(text.strip(), source)
    return Decision(told, tuple(_boundary(item, source) for item in items(boundaries)))


def _short(text: str, source: str) -> str:
    if len(text) > _MOST_CHARACTERS:
        most = f"a decision has at most {_MOST_CHARACTERS:,}"
        raise _unusable(source, f"it has {len(text):,} characters; {most}")
    return text


def _boundary(item: object, source: str) -> Boundary:
    if (
        not isinstance(item, dict)
        or {*item} != {"number", "does"}
        or type(item["number"]) is not int
        or not isinstance(item["does"], str)
        or not _LINE.fullmatch(item["does"].strip())
    ):
        raise _unusable(
            source, "each of boundaries has a number and, in one line, what that session does"
        )
    return Boundary(item["number"], item["does"].strip())


def _unusable(source: str, why: str) -> UsageError:
    return UsageError(
        "unusable-text",
        f"{source} can't be taken for a decision: {why}.",
        "muster ruling --help",
    )
