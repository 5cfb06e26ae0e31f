"""Extents of a paths dimension: path globs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from muster.model.glob import Glob, read_glob
from muster.model.glob_automaton import (
    Effort,
    UndecidedError,
    common_path,
    matches,
    meeting,
    meeting_of,
    uncovered_path,
)
from muster.model.unreadable_extent import UnreadableExtentError

_SPECIAL = frozenset(r"\*?[]{},!:")
_WILD = re.compile(r"[*?\[{\\]")

MOST_IN_ONE = 200
"""Characters of one glob, as the schema has it for a scope's texts."""
MOST_GLOBS = 64
MOST_CHARACTERS = 4096
"""What one extent may have, alternatives written out: then any two are compared in no time."""


@dataclass(frozen=True, slots=True)
class PathGlobs:
    """Path globs with git's meaning, as written, each of them readable."""

    globs: tuple[str, ...]

    @property
    def size(self) -> None:
        """How many paths there are nobody knows."""
        return None

    def meets(self, other: object) -> bool:
        """Whether a path is in both."""
        return isinstance(other, PathGlobs) and meeting(self._read(), other._read()) is not None

    def disjoint(self, other: object) -> bool:
        """Whether no path is in both; an extent of another kind is neither one nor the other."""
        return isinstance(other, PathGlobs) and meeting(self._read(), other._read()) is None

    def shared(self, other: PathGlobs) -> SharedPath | None:
        """A path that is in both, with the first two globs that it comes from."""
        found = meeting(self._read(), other._read())
        path = common_path(*found) if found else None
        if found is None or path is None:
            return None
        return SharedPath(path, self._written(found[0]), other._written(found[1]))

    def meeting_of(self, others: Sequence[PathGlobs], effort: Effort | None = None) -> list[int]:
        """The indexes of the others that have a path in common with it, ascending.

        Raises ``UndecidedError`` where that takes more than the effort that is left.
        """
        return meeting_of(self._read(), [other._read() for other in others], effort)

    def union(self, other: PathGlobs) -> PathGlobs:
        """The globs of both."""
        return PathGlobs(tuple(dict.fromkeys(self.globs + other.globs)))

    def gap(self, whole: PathGlobs) -> str | None:
        """A path of the whole that is in none of the globs; None where there is none.

        Raises ``UndecidedError`` where the globs are too intricate to tell.
        """
        return uncovered_path(whole._read(), self._read())

    def within(self, whole: PathGlobs) -> bool:
        """Whether surely all of its paths are in the whole."""
        for glob in self._read():  # one path tells most of those that are not, in no time
            path = common_path(glob, glob)
            if path is not None and whole.owner_of(path) is None:
                return False
        try:
            return whole.gap(self) is None
        except UndecidedError:
            return False

    def owner_of(self, path: str) -> str | None:
        """The first of the globs that matches a path, None where none does."""
        data = path.encode("utf-8", "surrogateescape")
        for text in self.globs:
            if any(data.startswith(g.begins) and matches(g, data) for g in read_glob(text)):
                return text
        return None

    def told(self) -> str:
        """As written."""
        return ", ".join(self.globs)

    def begins_below(self, folder: str) -> bool:
        """Whether a glob's fixed beginning is below a folder, whose path ends with a slash."""
        data = folder.encode("utf-8", "surrogateescape")
        return any(glob.begins.startswith(data) for glob in self._read())

    def bounds(self) -> tuple[tuple[bytes, bytes], ...]:
        """Intervals of byte strings: paths can only be shared where they meet another's."""
        found: list[bytes] = []
        for begins in sorted({glob.begins for glob in self._read()}):
            if not found or not begins.startswith(found[-1]):  # else within the last one
                found.append(begins)
        return tuple((begins, begins + b"\xff") for begins in found)

    def _read(self) -> tuple[Glob, ...]:
        return tuple(glob for text in self.globs for glob in read_glob(text))

    def _written(self, wanted: Glob) -> str:
        return next(text for text in self.globs if wanted in read_glob(text))


@dataclass(frozen=True, slots=True)
class SharedPath:
    """A path that two extents have, and the glob of each, as written."""

    path: str
    mine: str
    theirs: str


def read_path_globs(items: list[object]) -> PathGlobs:
    """Read path globs.

    Raises ``UnreadableExtentError``.
    """
    texts: list[str] = []
    count = characters = 0
    for item in items:
        if not isinstance(item, str):
            raise UnreadableExtentError(
                "takes path globs from the repository's root like src/api/**"
            )
        if len(item) > MOST_IN_ONE:
            raise UnreadableExtentError(f"has a glob of more than {MOST_IN_ONE} characters")
        globs = read_glob(item)
        count += len(globs)
        characters += sum(len(glob.text) for glob in globs)
        if count > MOST_GLOBS or characters > MOST_CHARACTERS:
            raise UnreadableExtentError(
                f"has more than {MOST_GLOBS} globs or {MOST_CHARACTERS:,} characters, alternatives "
                "written out (name the folders above them)"
            )
        texts.append(item)
    return PathGlobs(tuple(dict.fromkeys(texts)))


def below_folder(path: str) -> PathGlobs:
    """All below a folder, whose path from the root ends with a slash; ``./`` is the root.

    A path may be longer than what a record may name.

    Raises ``UnreadableExtentError`` for one that no glob can have.
    """
    if path == "./":
        return PathGlobs(("**",))
    text = "".join(f"\\{char}" if char in _SPECIAL else char for char in path) + "**"
    read_glob(text)
    return PathGlobs((text,))


def near_beginnings(extent: PathGlobs) -> Callable[[object], bool]:
    """A quick look whether what a record says, unread, may have a path of this extent.

    Never false where one is shared; reading the scopes of thousands takes a hundred times as long.
    """
    begins = {glob.begins.decode("utf-8", "surrogatepass") for glob in extent._read()}

    def near(value: object) -> bool:
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                fixed = _WILD.split(item, maxsplit=1)[0].rstrip("/")
                if any(fixed.startswith(own) or own.startswith(fixed) for own in begins):
                    return True
        return False

    return near
