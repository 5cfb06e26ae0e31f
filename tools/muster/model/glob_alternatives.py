"""The alternatives of a glob, ``{a,b}``, written out as a shell does."""

from __future__ import annotations

from muster.model.unreadable_extent import UnreadableExtentError

MOST_ALTERNATIVES = 64
"""How many globs one may stand for."""

_OWN = "{},"  # what is special in alternatives only: git is given it without its backslash


def alternatives(text: str) -> list[str]:
    """The globs that a glob stands for, in order; braces in a class like ``[{}]`` are itself.

    Raises ``UnreadableExtentError`` where a brace has no partner or one alternative only, and
    where there are too many.
    """
    found, at = _sequence(text, 0, inside=False)
    if at < len(text):
        raise UnreadableExtentError(
            r"has a glob with a } that closes nothing (\} is the character)"
        )
    return found


def _sequence(text: str, at: int, *, inside: bool) -> tuple[list[str], int]:
    """What stands up to the end of an alternative (or of the text), and where that is."""
    found = [""]
    while at < len(text):
        char = text[at]
        if char == "}" or (inside and char == ","):
            break
        if char == "{":
            choices, at = _choices(text, at + 1)
            if len(found) * len(choices) > MOST_ALTERNATIVES:
                raise UnreadableExtentError(
                    f"has a glob that stands for more than {MOST_ALTERNATIVES} (write fewer "
                    "alternatives in braces, or a *)"
                )
            found = [one + choice for one in found for choice in choices]
            continue
        part, at = _part(text, at)
        found = [one + part for one in found]
    return found, at


def _choices(text: str, at: int) -> tuple[list[str], int]:
    found: list[str] = []
    count = 0
    while True:
        choices, at = _sequence(text, at, inside=True)
        found += choices
        count += 1
        if at == len(text):
            raise UnreadableExtentError(
                r"has a glob with a { that nothing closes (\{ is the character)"
            )
        at += 1
        if text[at - 1] == "}":
            break
    if count == 1:
        raise UnreadableExtentError(
            r"has a glob with one alternative in braces (write {a,b}; \{ is the character)"
        )
    if len(found) > MOST_ALTERNATIVES:
        raise UnreadableExtentError(
            f"has a glob that stands for more than {MOST_ALTERNATIVES} (write a * instead)"
        )
    return found, at


def _part(text: str, at: int) -> tuple[str, int]:
    """One character with its backslash, or a whole class."""
    if text[at] == "\\" and at + 1 < len(text):
        escaped = text[at + 1]
        return (escaped if escaped in _OWN else text[at : at + 2]), at + 2
    if text[at] == "[":
        end = _class_end(text, at + 1)
        return text[at:end], end
    return text[at], at + 1


def _class_end(text: str, at: int) -> int:
    """Where a class ends; the text's end where nothing closes it."""
    if text[at : at + 1] in ("!", "^"):
        at += 1
    first = True
    while at < len(text) and (first or text[at] != "]"):
        first = False
        if text[at] == "\\":
            at += 1
        elif text.startswith("[:", at):
            end = text.find("]", at + 2)
            if end > at + 2 and text[end - 1] == ":":
                at = end
        at += 1
    return min(at + 1, len(text))
