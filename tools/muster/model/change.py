"""A change: what a branch brings, as its steps and as the result that a merge would have.

Source: section 5 of the design, points 5 and 6. No content is merged: the result is main's tree
with the branch's changed paths laid over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from muster.model.layout import in_registry


class Step(NamedTuple):
    """One commit of a branch.

    ``parents`` are commit ids; ``paths`` what it touches against its first parent, in and outside
    the registry. ``signer`` is the public key that verifiably signed it, None where none did.
    ``keys`` has, for each session record that it touches, the key that holds it after this step:
    None where nobody does, "" where somebody does without a key.
    """

    commit: str
    parents: tuple[str, ...]
    paths: frozenset[str]
    signer: str | None = None
    keys: Mapping[str, str | None] = MappingProxyType({})


@dataclass(frozen=True)
class Change:
    """What is to be judged against main.

    ``paths`` are all that the branch changes, in and outside the registry, against the merge base;
    ``conflicts`` the registry paths that main changed since then too, to other content. ``bases``
    counts the merge bases: 1, else the histories are unrelated (0) or tangled. ``shared`` are the
    paths that main changed to the same content; they are not among ``paths``.
    ``base`` is what the user calls main. ``committed`` is false for what is not committed yet: then
    nobody can have signed it.
    """

    steps: tuple[Step, ...]
    paths: frozenset[str]
    conflicts: frozenset[str] = frozenset()
    bases: int = 1
    shared: frozenset[str] = frozenset()
    base: str = "main"
    committed: bool = True

    @cached_property
    def records(self) -> frozenset[str]:
        """The changed paths in the registry."""
        return frozenset(path for path in self.paths if in_registry(path))

    @cached_property
    def passing(self) -> tuple[str, ...]:
        """The paths that some step changes and another changes back, sorted: history keeps them."""
        stepped = frozenset[str]().union(*(step.paths for step in self.steps))
        return tuple(sorted(stepped - self.paths - self.shared))

    @cached_property
    def straight(self) -> bool:
        """Whether it is a plain line of commits that begins on main."""
        return self.bases == 1 and all(len(step.parents) == 1 for step in self.steps)

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """The changed paths outside the registry, sorted."""
        return tuple(sorted(self.paths - self.records))
