"""The objectives of a team: the money that a document names as a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from muster.model.figures.read_metric import ReadMetric
from muster.model.figures.statement_text import read_statement
from muster.model.figures.words import REVENUES
from muster.model.notes import Notes, quoted

_MONEY = re.compile(
    r"[$€£] ?[0-9][0-9.,]{0,15} ?[kKmMbB]?n?\+? (?:in |of )?"
    rf"(?:{'|'.join(REVENUES)})\b"
    r"(?: ?/ ?(?:month|mo|year|yr|week|quarter)\b"
    r"| (?:per|a|each|every) (?:month|year|week|quarter)\b"
    r"| (?:monthly|yearly|annually|weekly|quarterly)\b)?",
    re.I,
)
_MOST_OBJECTIVES = 16
_LONGEST_ID = 32


def read_objectives(
    outside: Sequence[str], goals: Sequence[str], notes: Notes
) -> list[dict[str, object]]:
    """The objectives as a record holds them.

    They are what the lines outside the sessions' blocks name, or else what the goals do.
    """
    objectives: dict[str, dict[str, object]] = {}
    for texts in (outside, goals):
        for text in _figures(texts):
            _add(text, objectives, notes)
        if objectives:
            break
    if not objectives:
        notes.untold.append(
            "objectives: none is told with a figure such as $120k MRR: add objectives to "
            "registry/charter.yaml"
        )
    return list(objectives.values())[:_MOST_OBJECTIVES]


def _figures(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(found.group() for text in texts for found in _MONEY.finditer(text))


def _add(text: str, objectives: dict[str, dict[str, object]], notes: Notes) -> None:
    metrics = [metric for metric in read_statement(text, Notes()) if metric.revenue]
    if len(metrics) != 1:
        return
    metric = metrics[0]
    key = metric.name[:_LONGEST_ID]
    told = _objective(key, text, metric)
    first = objectives.setdefault(key, told)
    if first is told:
        notes.took.append(f"objectives: {key}, from {quoted(text)}")
    elif first["target"] != metric.target:
        notes.untold.append(
            f"objectives: {quoted(text)} differs from {quoted(str(first['statement']))}, "
            "which stood first and is taken"
        )


def _objective(key: str, text: str, metric: ReadMetric) -> dict[str, object]:
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
