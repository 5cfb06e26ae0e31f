"""The metrics of all sessions by their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from muster.model.figures.words import folded
from muster.model.goal import Comparator, Metric
from muster.model.lenient import mapping, mappings, text_or_none
from muster.model.session import Session
from muster.rules.case import Case


class Use(NamedTuple):
    """One session's metric, number ``at`` of its goal."""

    session: Session
    at: int
    metric: Metric


def named_metrics(case: Case) -> dict[str, list[Use]]:
    """Every metric that stands more than once, by its name in the singular.

    Of a change only the names that it brings are looked for, and only where they count something
    or limit the figure from the other side. The uses of one name stand in the order in which they
    stand accused: what a change brings comes last, else the higher number.
    """
    brought = _brought(case)
    found: dict[str, list[Use]] = {}
    for session in case.after.sessions if brought is None else _near(case, brought):
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


_AGAINST = {Comparator.AT_LEAST: Comparator.AT_MOST, Comparator.AT_MOST: Comparator.AT_LEAST}


def _brought(case: Case) -> dict[str, set[str]] | None:
    """The names that a change brings, each with the keys of a metric that could be in its way.

    None where everything is judged.
    """
    if case.change is None:
        return None
    found: dict[str, set[str]] = {}
    for _, session in case.sessions:
        for metric in session.goal.metrics:
            keys = found.setdefault(folded(metric.name), set())
            if metric.comparator in _AGAINST:
                keys.add(_AGAINST[metric.comparator])
            if metric.counts:
                keys.add("counts")
    return found


def _near(case: Case, brought: dict[str, set[str]]) -> Iterator[Session]:
    """The sessions of a change, and those that have a metric which could be in their way.

    Most have none, and typing the goals of thousands takes longer than all the rest.
    """
    # "repl" is in a reply and in replies
    wanted = [
        (name.partition("_")[0][:-1].encode("utf-8"), [key.encode("ascii") for key in keys])
        for name, keys in brought.items()
    ]

    def may(data: bytes) -> bool:
        return any(begin in data and any(key in data for key in keys) for begin, keys in wanted)

    for session in case.sessions_saying(may):
        if not case.touches(session.path) and any(
            not keys.isdisjoint(metric)
            for metric in mappings(mapping(session.raw.get("goal")).get("metrics"))
            if (keys := brought.get(folded(text_or_none(metric.get("name")) or "")))
        ):
            yield session
    for _, session in case.sessions:
        yield session
