"""A class of characters in a glob: ``[a-z]``, ``[!a]``, ``[[:digit:]]``."""

from __future__ import annotations

import string

from muster.model.byte_set import NO_SLASH, bytes_of
from muster.model.unreadable_extent import UnreadableExtentError

_CONTROL = "".join(map(chr, [*range(1, 32), 127]))
_NAMED = {
    "alnum": string.ascii_letters + string.digits,
    "alpha": string.ascii_letters,
    "blank": " \t",
    "cntrl": _CONTROL,
    "digit": string.digits,
    "graph": string.ascii_letters + string.digits + string.punctuation,
    "lower": string.ascii_lowercase,
    "print": string.ascii_letters + string.digits + string.punctuation + " ",
    "punct": string.punctuation,
    "space": string.whitespace,
    "upper": string.ascii_uppercase,
    "xdigit": string.hexdigits,
}


def read_class(glob: str, at: int, text: str) -> tuple[int, int]:
    """The bytes of the class whose ``[`` stands before ``at``, and where it ends.

    A slash is never in it. ``text`` is the glob as its writer knows it.

    Raises ``UnreadableExtentError`` for one that never ends, matches nothing, or has letters that
    git would take for several.
    """
    negated = glob[at : at + 1] in ("!", "^") and at < len(glob)
    at += negated
    found = 0
    before: str | None = None
    first = True
    while first or glob[at : at + 1] != "]":
        first = False
        if glob.startswith("[:", at) and (end := glob.find("]", at + 2)) > at + 2:
            name = glob[at + 2 : end - 1]
            if glob[end - 1] == ":":
                if name not in _NAMED:
                    raise _refused(text, f"an unknown class [:{name}:]")
                found |= bytes_of(map(ord, _NAMED[name]))
                before, at = None, end + 1
                continue
        if glob[at : at + 1] == "-" and before is not None and glob[at + 1 : at + 2] != "]":
            last, at = _character(glob, at + 1, text)
            if last < before:
                raise _refused(text, f"a range that runs backwards, [{before}-{last}]")
            found |= bytes_of(range(ord(before), ord(last) + 1))
            before = None
            continue
        before, at = _character(glob, at, text)
        found |= 1 << ord(before)
    mask = (~found if negated else found) & NO_SLASH
    if not mask:
        raise _refused(text, "a class in brackets that no character is in")
    return mask, at + 1


def _character(glob: str, at: int, text: str) -> tuple[str, int]:
    if glob[at : at + 1] == "\\":
        at += 1
    if at >= len(glob):
        raise _refused(text, r"a [ that nothing closes (\[ is the character)")
    if not glob[at].isascii():
        raise _refused(text, f"{glob[at]} in brackets (write alternatives: {{{glob[at]},…}})")
    return glob[at], at + 1


def _refused(text: str, what: str) -> UnreadableExtentError:
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return UnreadableExtentError(f"has a glob, {shown}, with {what}")
