"""Globs made of a few pieces, all short paths, and a matcher that is slow and plain."""

import re
from functools import cache
from itertools import product

from hypothesis import strategies as st

LETTERS = "ab."
LONGEST = 5

_name = st.lists(
    st.sampled_from(["a", "b", ".", "*", "?", "[ab]", "[!a]", "[a-b]", "{a,b}", "{,a}b", r"\a"]),
    min_size=1,
    max_size=3,
).map("".join)
GLOBS = (
    st.lists(_name | st.just("**"), min_size=1, max_size=3)
    .map("/".join)
    .filter(lambda glob: readable(glob))
)
"""Globs of up to three names."""


@cache
def readable(glob: str) -> bool:
    """Whether no name of any alternative is empty, a dot or two, and ** stands alone."""
    return all(
        name == "**" or ("**" not in name and name.replace("\\", "") not in ("", ".", ".."))
        for one in written_out(glob)
        for name in one.split("/")
    )


@cache
def written_out(glob: str) -> tuple[str, ...]:
    """The alternatives, innermost braces first."""
    found = re.search(r"\{([^{}]*)\}", glob)
    if found is None:
        return (glob,)
    return tuple(
        one
        for part in found[1].split(",")
        for one in written_out(glob[: found.start()] + part + glob[found.end() :])
    )


@cache
def paths() -> tuple[str, ...]:
    """All paths of at most ``LONGEST`` characters, the shortest first."""
    texts = (
        "".join(text)
        for length in range(1, LONGEST + 1)
        for text in product(LETTERS + "/", repeat=length)
    )
    return tuple(text for text in texts if {"", ".", ".."}.isdisjoint(text.split("/")))


@cache
def matched(glob: str) -> frozenset[str]:
    """The short paths that a glob matches."""
    return frozenset(path for path in paths() if matches(glob, path))


def matches(glob: str, path: str) -> bool:
    """Whether a glob matches a path, name by name."""
    return any(
        _names_match(one.split("/"), path.split("/"))
        or (not re.search(r"[*?\[\\]", one) and path.startswith(f"{one}/"))
        for one in written_out(glob)
    )


def _names_match(names: list[str], path: list[str]) -> bool:
    if not names:
        return not path
    if names[0] == "**":
        if len(names) == 1:
            return bool(path)
        return any(_names_match(names[1:], path[start:]) for start in range(len(path) + 1))
    return bool(path) and _name_matches(names[0], path[0]) and _names_match(names[1:], path[1:])


def _name_matches(name: str, text: str) -> bool:
    pieces = re.findall(r"\\.|\[[^\]]*\]|.", name)
    meaning = {"*": ".*", "?": "."}
    pattern = "".join(
        meaning.get(piece)
        or (piece.replace("[!", "[^") if piece.startswith("[") else re.escape(piece[-1]))
        for piece in pieces
    )
    return re.fullmatch(pattern, text) is not None
