"""The labelled descriptions, and the pairs and teams that are made of them."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
_WHOLE = ROOT.parent / "shared" / "data" / "overlap" / "roles-dev.json"
_PART = ROOT / "tests" / "data" / "overlap" / "roles.json"

DEFAULT = _WHOLE if _WHOLE.is_file() else _PART
TEAM = 12


class Role(NamedTuple):
    """One description; ``slug`` is the label and no input."""

    collection: str
    slug: str
    does: str


class Team(NamedTuple):
    """Twelve roles of one collection and the twin of one of them, by index."""

    members: tuple[int, ...]
    original: int
    twin: int

    def others(self) -> Iterator[tuple[int, int]]:
        """All pairs of the thirteen but the planted one."""
        planted = {self.original, self.twin}
        return (p for p in combinations((*self.members, self.twin), 2) if set(p) != planted)


def read_roles(path: Path) -> list[Role]:
    """The roles of a file, in its order."""
    return [
        Role(r["collection"], r["slug"], r["does"]) for r in json.loads(path.read_text("utf-8"))
    ]


def same_work(roles: Sequence[Role]) -> list[tuple[int, int]]:
    """The pairs of one slug in two collections."""
    return [
        (one, two)
        for one, two in combinations(range(len(roles)), 2)
        if roles[one].slug == roles[two].slug and roles[one].collection != roles[two].collection
    ]


def different_work(roles: Sequence[Role]) -> list[tuple[int, int]]:
    """The pairs of two slugs in one collection."""
    return [
        (one, two)
        for one, two in combinations(range(len(roles)), 2)
        if roles[one].slug != roles[two].slug and roles[one].collection == roles[two].collection
    ]


def teams(roles: Sequence[Role], *, count: int = 600, seed: int = 1) -> list[Team]:
    """Random teams of twelve out of one collection, each with a planted twin of a member."""
    draw = random.Random(seed)  # noqa: S311 - the same teams each time
    twins: dict[int, list[int]] = defaultdict(list)
    for one, two in same_work(roles):
        twins[one].append(two)
        twins[two].append(one)
    collections: dict[str, list[int]] = defaultdict(list)
    for index, role in enumerate(roles):
        collections[role.collection].append(index)
    large = [
        members
        for _, members in sorted(collections.items())
        if len(members) >= TEAM and any(twins[index] for index in members)
    ]
    found: list[Team] = []
    while len(found) < count:
        members = draw.sample(draw.choice(large), TEAM)
        originals = [index for index in members if twins[index]]
        if originals:
            original = draw.choice(originals)
            found.append(Team(tuple(members), original, draw.choice(twins[original])))
    return found
