"""What must hold for any bytes; the property tests and the fuzz target share it."""

from __future__ import annotations

import math

from muster.model.problem import MOST_PROBLEMS
from muster.model.strict_yaml import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_ITEMS,
    MOST_NODES,
    Document,
    read,
)
from muster.model.unreadable import first_unreadable


def check(data: bytes) -> Document:
    """Read bytes and assert whatever must hold of the answer."""
    document = read(data)
    if document.problems:
        assert len(document.problems) <= MOST_PROBLEMS
        for problem in document.problems:
            assert problem.message
            assert "\n" not in problem.message
            assert len(problem.message) < 300
            assert first_unreadable(problem.message) is None
            inside(data, problem.line, problem.column)
        return document
    assert len(data) <= MOST_BYTES
    nodes = bounded(document.value, depth=0)
    assert nodes <= MOST_NODES
    for pointer in pointers(document.value):
        line, column = document.at(*pointer)
        assert line >= 1
        assert column >= 1
        inside(data, line, column)
    return document


def inside(data: bytes, line: int, column: int) -> None:
    """Assert that a place is in the file, or the file as a whole."""
    if line == 0:
        assert column == 0
        return
    lines = data.split(b"\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1].decode("utf-8", "replace")) + 1


def bounded(value: object, depth: int) -> int:
    """Assert the types and bounds of a value; the number of its nodes, keys included."""
    if isinstance(value, dict):
        assert depth < MOST_DEPTH
        assert all(type(key) is str for key in value)
        return 1 + sum(1 + bounded(inner, depth + 1) for inner in value.values())
    if isinstance(value, list):
        assert depth < MOST_DEPTH
        assert len(value) <= MOST_ITEMS
        return 1 + sum(bounded(inner, depth + 1) for inner in value)
    assert value is None or type(value) in (str, int, float, bool)
    if type(value) is float:
        assert math.isfinite(value)
    if type(value) is int:
        assert abs(value) < 10**18
    if type(value) is str:
        assert first_unreadable(value) is None
    return 1


def pointers(value: object, before: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every pointer into a value."""
    found = [before]
    pairs: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    for key, inner in pairs:
        found += pointers(inner, (*before, key))
    return found
