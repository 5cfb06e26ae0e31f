"""A section of somebody else's file that muster keeps, between two marks; all else stays.

The file's own line ends are kept, and every byte outside of the marks.
"""

from __future__ import annotations

from typing import NamedTuple

BEGIN, END = "muster:begin", "muster:end"

_BOM = "\ufeff"


class Marks(NamedTuple):
    """The lines around a section, as the file's format writes a comment."""

    begin: str
    end: str


MARKDOWN = Marks(f"<!-- {BEGIN} -->", f"<!-- {END} -->")


def with_section(before: bytes, section: str, marks: Marks) -> bytes:
    """The file with this section: in place of the one that is marked, else at its end.

    Raises ``ValueError`` where the file is no UTF-8, or its marks are not one pair.
    """
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8") from error
    mark, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    return (mark + _with_section(text, section, marks)).encode("utf-8")


def _with_section(text: str, section: str, marks: Marks) -> str:
    end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    inner = [marks.begin, *section.strip("\n").split("\n"), marks.end]
    made = "".join(f"{line}{end}" for line in inner)
    lines = _lines(text)
    at = [_at(lines, mark) for mark in marks]
    match at:
        case [[], []]:
            return _appended(text, made, end)
        case [[first], [final]] if first < final:
            head, rest = "".join(lines[:first]), "".join(lines[final + 1 :])
            return head + made + rest
    raise ValueError(f"its marks {marks.begin} and {marks.end} are not one pair")


def _lines(text: str) -> list[str]:
    """Lines as editors count them, with their ends; Python knows more ends than these."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _at(lines: list[str], mark: str) -> list[int]:
    return [number for number, line in enumerate(lines) if line.strip() == mark]


def _appended(text: str, section: str, end: str) -> str:
    if not text:
        return section
    gap = "" if text.endswith("\n") else end
    blank = "" if text.endswith((f"{end}{end}", "\n\n")) else end
    return f"{text}{gap}{blank}{section}"
