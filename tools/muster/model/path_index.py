"""Whose a path is, among thousands of extents, found by what their globs begin with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from muster.model.glob import Glob, read_glob
from muster.model.glob_automaton import matches
from muster.model.path_globs import PathGlobs

_Owner = TypeVar("_Owner")


class _Part(NamedTuple, Generic[_Owner]):
    """One glob of an owner, and as the owner wrote it; ``place`` is the owner's in the order."""

    place: int
    owner: _Owner
    written: str
    glob: Glob


class PathIndex(Generic[_Owner]):
    """Extents with their owners; any owner may have several."""

    def __init__(self, extents: Iterable[tuple[_Owner, PathGlobs]]) -> None:
        self._parts: dict[bytes, list[_Part[_Owner]]] = {}
        for place, (owner, extent) in enumerate(extents):
            for written in extent.globs:
                for glob in read_glob(written):
                    part = _Part(place, owner, written, glob)
                    self._parts.setdefault(glob.begins, []).append(part)
        self._longest = max(map(len, self._parts), default=0)

    def owners(self, path: str) -> list[tuple[_Owner, str]]:
        """Who has a path, in the order given, each with the glob as written."""
        data = path.encode("utf-8", "surrogateescape")
        found: dict[int, tuple[_Owner, str]] = {}
        for end in range(min(len(data), self._longest) + 1):
            for part in self._parts.get(data[:end], ()):
                if part.place not in found and matches(part.glob, data):
                    found[part.place] = (part.owner, part.written)
        return [found[place] for place in sorted(found)]
