"""The metrics of all sessions by their names."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.figures.words import folded
from muster.model.goal import Metric
from muster.model.lenient import items, mapping
from muster.model.session import Session
from muster.rules.case import Case


class Use(NamedTuple):
    """One session's metric, number ``at`` of its goal."""

    session: Session
    at: int
    metric: Metric


def named_metrics(case: Case) -> dict[str, list[Use]]:
    """Every metric that stands more than once, by its name in the singular.

    Of a change only the names that it brings are looked for. The uses of one name stand in the
    order in which they stand accused: what a change brings comes last, else the higher number.
    """
    brought = _brought(case)
    found: dict[str, list[Use]] = {}
    for session in case.after.sessions:
        # Most sessions have none of a change's names: their goals need not be typed.
        if brought is None or not brought.isdisjoint(_names(session)):
            for at, metric in enumerate(session.goal.metrics):
                found.setdefault(folded(metric.name), []).append(Use(session, at, metric))
    several = {
        name: uses
        for name, uses in found.items()
        if len(uses) > 1 and (brought is None or name in brought)
    }
    if case.change is not None:
        for uses in several.values():
            uses.sort(key=lambda use: case.touches(use.session.path))
    return several


def _brought(case: Case) -> set[str] | None:
    """The names that a change brings; None where everything is judged."""
    if case.change is None:
        return None
    return {folded(metric.name) for _, session in case.sessions for metric in session.goal.metrics}


def _names(session: Session) -> list[str]:
    metrics = items(mapping(session.raw.get("goal")).get("metrics"))
    names = [mapping(metric).get("name") for metric in metrics]
    return [folded(name) for name in names if isinstance(name, str)]
