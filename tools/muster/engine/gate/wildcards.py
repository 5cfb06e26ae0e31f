"""Patterns of names with ``*``, ``?`` and ``**``, matched in time that no pattern can blow up."""

from __future__ import annotations

from collections.abc import Sequence

DEEP = "**"


def matches(pattern: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the components of a name fit those of a pattern; ``**`` is any number of them."""
    states = {0}
    for part in name:
        states = _onward(pattern, states)
        states = {
            after
            for state in states
            if state < len(pattern)
            for after in ([state] if pattern[state] == DEEP else [state + 1])
            if pattern[state] == DEEP or _fits(pattern[state], part)
        }
        if not states:
            return False
    return len(pattern) in _onward(pattern, states)


def _onward(pattern: Sequence[str], states: set[int]) -> set[int]:
    """The states and those behind a ``**`` that stands for nothing."""
    found = set(states)
    for state in sorted(states):
        while state < len(pattern) and pattern[state] == DEEP:
            state += 1
            found.add(state)
    return found


def _fits(pattern: str, text: str) -> bool:
    """One component: a star that fails gives its place up to the last one only."""
    at = place = for_star = 0
    star = -1
    while place < len(text):
        if at < len(pattern) and pattern[at] == "*":
            star, for_star, at = at, place, at + 1
        elif at < len(pattern) and pattern[at] in ("?", text[place]):
            at, place = at + 1, place + 1
        elif star >= 0:
            for_star += 1
            at, place = star + 1, for_star
        else:
            return False
    return all(char == "*" for char in pattern[at:])
