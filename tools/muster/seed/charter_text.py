"""What a document says of the team as a whole: size, objectives, orchestrator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from muster.model.spans import spans
from muster.seed.blocks import Block, Document
from muster.seed.draft import Notes, quoted
from muster.seed.goal_text import Metric, read_goal
from muster.seed.names import slug

_SIZES = (
    re.compile(r"\ball ([0-9]{1,6}) sessions\b", re.I),
    re.compile(r"\[1 ?[-–] ?([0-9]{1,6})[\],; ]"),
)
_MONEY = re.compile(
    r"[$€£] ?[0-9][0-9.,]{0,15} ?[kKmMbB]?n?\+? (?:in |of )?"
    r"(?:MRR|ARR|GMV|revenue|sales|profit|income|pipeline|bookings|turnover)\b"
    r"(?: ?/ ?(?:month|mo|year|yr|week|quarter)\b"
    r"| (?:per|a|each|every) (?:month|year|week|quarter)\b"
    r"| (?:monthly|yearly|annually|weekly|quarterly)\b)?",
    re.I,
)
_MOST_OBJECTIVES = 16


def read_size(document: Document, notes: Notes) -> int:
    """The team's size: as declared, or else the highest number."""
    declared: list[tuple[int, str]] = []
    for pattern in _SIZES:
        for line in document.outside:
            for found in pattern.finditer(line):
                if 1 <= int(found[1]) <= 100_000:
                    declared.append((int(found[1]), found.group().rstrip("],; ") or ""))
    highest = max(document.blocks)
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
    missing = sorted(set(range(1, size + 1)) - set(document.blocks))
    if missing:
        notes.untold.append(f"sessions: nothing is told of {spans(missing)}; these stay free")
    return size


def read_objectives(
    document: Document, goals: Sequence[str], notes: Notes
) -> list[dict[str, object]]:
    """The objectives with a figure: money outside the sessions' blocks, or else in their goals."""
    objectives: dict[str, dict[str, object]] = {}
    seen: set[str] = set()
    for texts in (document.outside, goals):
        for text in texts:
            for found in _MONEY.finditer(text):
                if found.group() not in seen:
                    seen.add(found.group())
                    _add_objective(found.group(), objectives, notes)
        if objectives:
            break
    if not objectives:
        notes.untold.append(
            "objectives: none is told with a figure such as $120k MRR: add objectives to "
            "registry/charter.yaml"
        )
    return list(objectives.values())[:_MOST_OBJECTIVES]


def _add_objective(text: str, objectives: dict[str, dict[str, object]], notes: Notes) -> None:
    metrics = [metric for metric in read_goal(text, Notes()) if metric.revenue]
    if len(metrics) != 1:
        return
    metric = metrics[0]
    key = metric.name[:32]
    told = _objective(key, text, metric)
    first = objectives.setdefault(key, told)
    if first is told:
        notes.took.append(f"objectives: {key}, from {quoted(text)}")
    elif first["target"] != metric.target:
        notes.untold.append(
            f"objectives: {quoted(text)} differs from {quoted(str(first['statement']))}, "
            "which stood first and is taken"
        )


def _objective(key: str, text: str, metric: Metric) -> dict[str, object]:
    told: dict[str, object] = {
        "id": key,
        "statement": text,
        "metric": metric.name,
        "target": metric.target,
        "unit": metric.unit,
    }
    if metric.per:
        told["per"] = metric.per
    return told


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
