"""A path glob with git's meaning, read into the states that a path goes through.

The meaning is that of git's pathspecs with ``glob`` magic, from the repository's root: ``*``, ``?``
and ``[a-z]`` stay in one component, ``**`` is any number of components, a plain path stands for
itself and all below it. ``{a,b}`` is not git's: like a shell, muster writes out the alternatives
first. Source: wildmatch.c and dir.c of git 2.39; where its behaviour surprises (``a**`` is read in
two ways, ``a*/`` matches nothing, ``a**/f`` matches ``af``) the glob is refused with a better one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from muster.model.byte_set import ANY, NO_SLASH, SLASH
from muster.model.glob_alternatives import alternatives
from muster.model.glob_class import read_class
from muster.model.unreadable_extent import UnreadableExtentError

MOST_WILDCARDS = 16
"""In one glob; whatever globs there are, deciding takes well under a second."""

_STAR = -1
_DEEP = (-2,)
_Component = tuple[int, ...]
"""Sets of bytes, one for each byte of the path, and ``_STAR``."""


@dataclass(frozen=True, slots=True)
class Glob:
    """One glob without alternatives, as a chain of states; the first is where a path begins.

    In state n a byte of ``loops[n]`` stays, one of ``advances[n]`` goes to n + 1, and ``skips[n]``
    are the states (n + 1, n + 2) that it stands for too. ``ends`` are those in which a path is
    matched. ``begins`` is the fixed text that every path of it begins with. All follows from the
    text.
    """

    text: str
    loops: tuple[int, ...] = field(compare=False)
    advances: tuple[int, ...] = field(compare=False)
    skips: tuple[tuple[int, ...], ...] = field(compare=False)
    ends: frozenset[int] = field(compare=False)
    begins: bytes = field(compare=False)


@lru_cache(maxsize=1 << 16)
def read_glob(text: str) -> tuple[Glob, ...]:
    """Read a glob, one for each of its alternatives.

    Raises ``UnreadableExtentError`` with what to write instead.
    """
    if not text:
        raise UnreadableExtentError("takes path globs from the repository's root like src/api/**")
    if text[0] == "/":
        raise _refused(text, "begins with /", "paths begin at the repository's root: src/api/**")
    if text[0] in "!:":
        raise _refused(
            text,
            f"begins with {text[0]}",
            f"list the paths themselves; \\{text[0]} is a name that begins so",
        )
    if "\0" in text:
        raise _refused(text, "has a NUL", "no path has one")
    return tuple(dict.fromkeys(_read(one, text) for one in alternatives(text)))


def _read(one: str, text: str) -> Glob:
    components = _components(one, text)
    plain = not any(c in one for c in "*?[\\")
    below = plain and len(components) > 1 and components[-1] == ()
    if below:
        components.pop()
    for component in components:
        _refuse_component(component, text)
    wildcards = sum(
        token == _STAR or token & (token - 1) != 0
        for component in components
        if component != _DEEP
        for token in component
    )
    if wildcards + components.count(_DEEP) > MOST_WILDCARDS:
        raise _refused(text, f"has more than {MOST_WILDCARDS} wildcards", "write a simpler one")
    return _chain(one, components, plain=plain, below=below)


def _chain(text: str, components: list[_Component], *, plain: bool, below: bool) -> Glob:
    loops: list[int] = []
    advances: list[int] = []
    skips: list[tuple[int, ...]] = []

    def state(loop: int, advance: int, *skip: int) -> None:
        skips.append(tuple(len(loops) + over for over in skip))
        loops.append(loop)
        advances.append(advance)

    for index, component in enumerate(components):
        last = index == len(components) - 1
        if component == _DEEP:
            if last:
                state(ANY, 0, 1)
            elif components[index + 1] != _DEEP:  # several in a row are one
                state(0, 0, 1, 2)
                state(ANY, SLASH)
            continue
        for token in component:
            if token == _STAR:
                state(NO_SLASH, 0, 1)
            else:
                state(0, token)
        if not last:
            state(0, SLASH)
    end = len(loops)
    if plain:
        state(0, SLASH)
        state(ANY, 0)
        ends = frozenset({end + 1} if below else {end, end + 1})
    else:
        state(0, 0)
        ends = frozenset({end})
    begins = bytearray()
    fixed = end + below
    for loop, advance, skip in zip(loops, advances, skips, strict=True):
        if loop or skip or not advance or advance & (advance - 1) or len(begins) == fixed:
            break
        begins.append(advance.bit_length() - 1)
    return Glob(text, tuple(loops), tuple(advances), tuple(skips), ends, bytes(begins))


def _components(one: str, text: str) -> list[_Component]:
    found: list[_Component] = []
    component: list[int] = []
    at = 0
    while at < len(one):
        char = one[at]
        at += 1
        if char == "\\":
            if at == len(one):
                raise _refused(text, "ends with a backslash", r"\\ is a backslash in a name")
            char = one[at]
            at += 1
            if char != "/":
                component += _literal(char)
                continue
        if char == "/":
            found.append(_whole(component, text))
            component = []
        elif char == "*":
            component.append(_STAR)
        elif char == "?":
            component.append(NO_SLASH)
        elif char == "[":
            mask, at = read_class(one, at, text)
            component.append(mask)
        else:
            component += _literal(char)
    found.append(_whole(component, text))
    return found


def _literal(char: str) -> list[int]:
    return [1 << byte for byte in char.encode("utf-8", "surrogatepass")]


def _whole(component: list[int], text: str) -> _Component:
    if component == [_STAR, _STAR]:
        return _DEEP
    for one, two in pairwise(component):
        if one == two == _STAR:
            raise _refused(
                text,
                "has ** in a part of its own name",
                "** stands alone between slashes, as in src/**/a*; within a name write one *",
            )
    return tuple(component)


def _refuse_component(component: _Component, text: str) -> None:
    if not component:
        raise _refused(
            text, "has an empty component", "one / between two names; a/** is all below a"
        )
    if any(token == _STAR or token & (token - 1) for token in component) or component == _DEEP:
        return
    name = bytes(token.bit_length() - 1 for token in component)
    if name in (b".", b".."):
        raise _refused(
            text,
            f"has the component {name.decode()}",
            "write the path itself from the repository's root: src/api/**",
        )
    if name.lower() == b".git":
        raise _refused(text, "has the component .git", "git keeps nothing of it")


def _refused(text: str, what: str, instead: str) -> UnreadableExtentError:
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return UnreadableExtentError(f"has a glob, {shown}, that {what} ({instead})")
