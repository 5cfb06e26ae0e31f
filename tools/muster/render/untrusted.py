"""Neutralising what records say, for each kind of screen.

Every text of a finding or a record may quote hostile input. Each renderer passes all of it through
the function for its screen, once, at the end.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_ALLOWED = frozenset("\u200c\u200d")
_MARKS = frozenset({"Mn", "Me"})
_MOST_MARKS = 4  # on one letter; no writing needs more
_COMMAND = re.compile(r":(?=:)|##(?=\[)")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>:/^$=])")
_MENTION = re.compile(r"(?<!\w)@(?=[A-Za-z0-9])|#(?=[0-9])|(?<!\w)[Gg][Hh]-(?=[0-9])|:(?=//)")
_REFERENCE = re.compile(r"(@|\\#|[Gg][Hh](?=\\-))")


def for_terminal(text: str) -> str:
    """One line without control or direction characters, and without a CI log's commands.

    GitHub's log takes ``::`` at the start of a line, and ``##[`` anywhere, for a command, and what
    starts a line depends on the width.
    """
    return _COMMAND.sub(r"\g<0> ", _visible(text))


def for_workflow(text: str) -> str:
    """A message of a GitHub workflow command. Source: actions/toolkit, command.ts."""
    return for_terminal(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def for_workflow_property(text: str) -> str:
    """A property of a GitHub workflow command, where colon and comma would end it."""
    return for_workflow(text).replace(":", "%3A").replace(",", "%2C")


def for_markdown(text: str) -> str:
    """A text inside Markdown: no markup, HTML, link, image, mention or issue reference.

    The empty comment parts ``@`` from a name in the rendered page, where GitHub looks for mentions
    after Markdown's escapes are gone.
    """
    plain = for_terminal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _REFERENCE.sub(r"\1<!-- -->", _MARKDOWN.sub(r"\\\1", plain))


def for_markdown_code(text: str) -> str:
    """A code span that holds the text whatever backticks it has."""
    plain = for_terminal(text).replace("|", "¦")
    longest = max((len(run) for run in re.findall(r"`+", plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest or not plain else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def for_markdown_fence(lines: Iterable[str], language: str) -> list[str]:
    """A fenced block of code that no line of it ends."""
    plain = [for_terminal(line) for line in lines]
    longest = max((len(run) for line in plain for run in re.findall(r"`+", line)), default=0)
    fence = "`" * max(longest + 1, 3)
    return [f"{fence}{language}", *plain, fence]


def for_message(text: str, *, quoted: bool = False, on_forge: bool = False) -> str:
    """A field's value in a registration message: as it is where that is safe, else in quotes.

    Its reader gets back the very text; nobody gets another field, message or command. ``on_forge``:
    nor does GitHub take any of it for a mention, or for a reference that could close an issue, in
    the pull request or in the message of its merge.
    """
    from muster.model.carried_text import carried, in_quotes

    unsafe = {found.end() for found in _COMMAND.finditer(text)}
    if on_forge:
        unsafe |= {found.end() for found in _MENTION.finditer(text)}
    return in_quotes(text, unsafe) if quoted else carried(text, unsafe)


def for_fence(lines: Iterable[str]) -> list[str]:
    """Lines as a block of code in Markdown, which nothing in them can end.

    A merge may repeat them in its message, where no block keeps GitHub from following references.
    """
    plain = [_MENTION.sub(r"\g<0> ", for_terminal(line)) for line in lines]
    runs = (len(run) for line in plain for run in re.findall(r"`+", line))
    fence = "`" * max(3, max(runs, default=0) + 1)
    return [f"{fence}text", *plain, fence]


def for_calendar(text: str) -> str:
    """One line of a calendar's text, without control or direction characters.

    Some clients take a description for HTML, so no angle bracket stays. Whoever writes the
    calendar escapes what RFC 5545 wants escaped.
    """
    return _visible(text).replace("<", "‹").replace(">", "›")


def for_html(text: str) -> str:
    """A text of a page: no unseen character, no marks piled up over what stands beside it.

    It is no markup yet: the template engine escapes it afterwards, as it does everything else.
    """
    plain = _visible(text)
    return plain if plain.isascii() else _unstacked(plain)


def for_json(value: object) -> str:
    """One line of ASCII JSON that no log takes for a command."""
    text = json.dumps(value, ensure_ascii=True, separators=(", ", ": "))
    return text.replace("##[", "##\\u005b")


def for_json_block(value: object) -> str:
    """The same within a comment on a forge: no backtick, tag or mention stands in it."""
    return re.sub("[`<>&@]", lambda found: f"\\u{ord(found[0]):04x}", for_json(value))


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character
        if character in _ALLOWED or unicodedata.category(character) not in _UNSEEN
        else " "
        if character in "\n\t"
        else f"\\x{ord(character):02x}"
        if ord(character) < 256
        else f"\\u{ord(character):04x}"
        for character in text
    )


def _unstacked(text: str) -> str:
    """Combining marks beyond what a letter can need, by their code points."""
    told = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in _MARKS else 0
        told.append(character if run <= _MOST_MARKS else f"\\u{ord(character):04x}")
    return "".join(told)
