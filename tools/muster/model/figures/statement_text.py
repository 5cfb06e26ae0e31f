"""A goal's sentence, read for its figures.

Every number of the sentence ends in a metric, or is told as one that could not be read. The texts
are at most 500 characters long (the schema's limit), which bounds every pattern here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from muster.model.figures.clock_text import without_times
from muster.model.figures.figure import FIGURE, UntoldFigure
from muster.model.figures.figure_text import read_figure
from muster.model.figures.label import is_label
from muster.model.figures.read_metric import ReadMetric, named_apart
from muster.model.limits import MOST_ITEMS
from muster.model.notes import Notes, quoted

# A comma inside a number does not end a part of the sentence; nor does a full stop.
_PARTS = re.compile(r"(?:,|;)(?= )|\.(?= |\Z)| ?(?:→|->|=>|⇒|➜|•) ?| [–—-] |\n")
_DIGIT_WORD = re.compile(r"[^\s,;]*[0-9][^\s,;]*")


def read_statement(statement: str, notes: Notes) -> tuple[ReadMetric, ...]:
    """Read a goal's metrics, in the order of the sentence; tell what has no figure."""
    metrics: list[ReadMetric] = []
    for part in _split(without_times(statement)):
        found = _read_part(part, notes)
        if not found and not any(c.isdigit() for c in part):
            notes.untold.append(f"goal: {quoted(part)} has no figure")
        metrics += found
    if len(metrics) > MOST_ITEMS:
        notes.untold.append(f"goal: it has {len(metrics)} figures; the first {MOST_ITEMS} are kept")
    return tuple(named_apart(metrics[:MOST_ITEMS]))


@lru_cache(maxsize=4096)
def figures_of(statement: str) -> tuple[ReadMetric, ...]:
    """The same without notes; many sessions of a team share a sentence."""
    return read_statement(statement, Notes())


def _split(statement: str) -> list[str]:
    parts: list[str] = []
    for part in _PARTS.split(statement):
        halves = re.split(r" (?:and|&) ", part)
        # "Find 25 prospects and send 17 emails" are two parts; "find and score 25" is one.
        if len(halves) > 1 and all(FIGURE.search(half) for half in halves):
            parts += halves
        else:
            parts.append(part)
    return [part.strip(" .!:") for part in parts if any(c.isalnum() for c in part)]


def _read_part(part: str, notes: Notes) -> list[ReadMetric]:
    figures = list(FIGURE.finditer(part))
    metrics: list[ReadMetric] = []
    told: list[tuple[int, int]] = []
    busy = 0  # how far the words of the figure before reach
    for index, figure in enumerate(figures):
        until = figures[index + 1].start() if index + 1 < len(figures) else len(part)
        if figure.start() < busy:
            continue
        if is_label(part, figure):
            told.append((figure.start() - 1, figure.end()))  # with the # before it
            continue
        try:
            found, busy = read_figure(part, figure, until, alone=len(figures) == 1, notes=notes)
        except UntoldFigure as reason:
            notes.untold.append(
                f"goal: {quoted(figure.group().strip())} in {quoted(part)} {reason}"
            )
            told.append(figure.span())
            continue
        metrics += found
        told.append((figure.start(), busy))
    for word in _DIGIT_WORD.finditer(part):
        if not word.group().startswith("#") and not any(
            start < word.end() and word.start() < end for start, end in told
        ):
            notes.untold.append(f"goal: {quoted(word.group())} in {quoted(part)} could not be told")
    return metrics
