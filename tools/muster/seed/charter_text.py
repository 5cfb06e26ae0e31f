"""What a document says of the team as a whole, and the charter's record made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from muster.model.limits import MOST_TITLE
from muster.model.message_field import is_number
from muster.model.notes import Notes, quoted
from muster.model.slug import slug
from muster.model.spans import spans
from muster.seed.block import Block
from muster.seed.contents import Contents

_SIZES = (
    re.compile(r"\ball ([0-9]{1,6}) sessions\b", re.I),
    re.compile(r"\[1 ?[-–] ?([0-9]{1,6})[\],; ]"),
)


def read_size(contents: Contents, notes: Notes) -> int:
    """The team's size: as declared, or else the highest number."""
    declared = [
        (int(found[1]), found.group().rstrip("],; "))
        for pattern in _SIZES
        for line in contents.outside
        for found in pattern.finditer(line)
        if is_number(int(found[1]))
    ]
    highest = max(contents.blocks)
    if not declared:
        notes.took.append(f"size: {highest}, the highest number; the document declares none")
        return highest
    size, source = declared[0]
    notes.took.append(f"size: {size}, from {quoted(source)}")
    others = sorted({other for other, _ in declared} - {size})
    if others:
        notes.untold.append(f"size: the document also says {spans(others)}; the first is taken")
    if highest > size:
        notes.untold.append(f"size: there is a session {highest}, but the size is {size}")
    missing = sorted(set(range(1, size + 1)) - set(contents.blocks))
    if missing:
        notes.untold.append(f"sessions: nothing is told of {spans(missing)}; these stay free")
    return size


def read_orchestrator(blocks: Sequence[Block], titles: Sequence[str], notes: Notes) -> int:
    """The number of the one session that is called orchestrator, or else coordinator."""
    for word in ("orchestrator", "coordinator"):
        called = [
            block.number
            for block, title in zip(blocks, titles, strict=True)
            if word in slug(f"{title} {block.heading[:200]}", " ").split()
        ]
        if len(called) == 1:
            notes.took.append(f"orchestrator: {called[0]}, which is called {word}")
            return called[0]
        if called:
            notes.untold.append(
                f"orchestrator: {spans(called)} are called {word}; {called[0]} is assumed"
            )
            return called[0]
    notes.untold.append("orchestrator: no session is called so; 1 is assumed")
    return 1


def charter_record(
    heading: str,
    size: int,
    objectives: Sequence[Mapping[str, object]],
    orchestrator: int,
    dimensions: Mapping[str, object],
    notes: Notes,
) -> dict[str, object]:
    """The charter as a record; ``heading`` may be empty, so may objectives and dimensions."""
    name = notes.fit(heading, MOST_TITLE, "name")
    if name:
        notes.took.insert(0, f"name: {quoted(name)}, the document's heading")
    else:
        name = f"Team of {size} sessions"
        notes.untold.insert(0, f"name: the document has no heading; it is called {quoted(name)}")
    record: dict[str, object] = {"name": name, "size": size}
    if objectives:
        record["objectives"] = objectives
    record["orchestrator"] = {"number": orchestrator}
    record["identity"] = "signed"
    if dimensions:
        record["dimensions"] = dimensions
        notes.took.append(f"dimensions: {', '.join(dimensions)}, which the roles are told apart by")
    notes.untold.append("approvers: no approver is named: add approvers to registry/charter.yaml")
    notes.untold.append("timezone: not told; times are in the time zone that the charter will name")
    return record
