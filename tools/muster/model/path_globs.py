"""Extents of a paths dimension: path globs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from muster.model.unreadable_extent import UnreadableExtentError

_GLOB_BEGINS = re.compile(r"[*?\[{\\]")


@dataclass(frozen=True, slots=True)
class PathGlobs:
    """Path globs with git's meaning, as written."""

    globs: tuple[str, ...]

    @property
    def size(self) -> None:
        """How many paths there are nobody knows."""
        return None

    def disjoint(self, other: object) -> bool:
        """Whether no path can be in both, as far as the fixed beginnings of the globs prove it."""
        return isinstance(other, PathGlobs) and all(
            _beginnings_differ(mine, theirs) for mine in self.globs for theirs in other.globs
        )

    def told(self) -> str:
        """As written."""
        return ", ".join(self.globs)


def read_path_globs(items: list[object]) -> PathGlobs:
    """Read path globs.

    Raises ``UnreadableExtentError``.
    """
    return PathGlobs(tuple(_glob(item) for item in items))


def _glob(item: object) -> str:
    if not isinstance(item, str) or not item or item.startswith("/"):
        raise UnreadableExtentError("takes path globs from the repository's root like src/api/**")
    return item


def _beginnings_differ(mine: str, theirs: str) -> bool:
    one, two = _beginning(mine), _beginning(theirs)
    return not (one.startswith(two) or two.startswith(one))


def _beginning(glob: str) -> str:
    """The fixed text that a glob begins with; a plain path stands for all that lies below it."""
    fixed = _GLOB_BEGINS.split(glob, maxsplit=1)[0]
    return f"{fixed}/" if fixed == glob else fixed
