"""One figure of a goal, read with the words around it."""

from __future__ import annotations

import re

from muster.model.figures.comparator_text import is_about, is_upper_limit, read_comparator
from muster.model.figures.figure import UntoldFigure, beyond, end_of, time_unit, time_word, unit_of
from muster.model.figures.metric_name import (
    done_before,
    duration_name,
    figure_name,
    is_time,
    nouns_behind,
)
from muster.model.figures.period_text import read_period
from muster.model.figures.read_metric import ReadMetric
from muster.model.figures.words import REVENUES
from muster.model.goal import Comparator
from muster.model.limits import MOST_NAME
from muster.model.notes import Notes
from muster.model.slug import lettered

_DASH_BEHIND = re.compile(r" ?[-–] ?[$€£]?[0-9]")
_DASH_BEFORE = re.compile(r"[0-9kKmMbB%] ?[-–] ?\Z")
_UNNAMED_LIMIT = "time_taken"  # "each within 2 hours" is a target though no word names it
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def read_figure(
    part: str, figure: re.Match[str], until: int, *, alone: bool, notes: Notes
) -> tuple[list[ReadMetric], int]:
    """Read one figure: its metrics (two for a range) and how far its words reach.

    ``until`` is where the next figure of the part begins; ``alone`` whether there is no other.
    Raises ``UntoldFigure``.
    """
    before, behind = part[: figure.start()], part[figure.end() : until]
    if is_about(before):
        raise UntoldFigure("is no exact figure")
    if before.lower().endswith("from "):
        raise UntoldFigure("is where it starts, not a target")
    if beyond(figure):
        raise UntoldFigure("could not be told")
    if _DASH_BEFORE.search(before) or _DASH_BEHIND.match(part, figure.end()):
        raise UntoldFigure("could not be told: it is one end of a range")
    nouns = nouns_behind(behind)
    if not nouns and not figure["money"] and _YEAR.fullmatch(figure.group()):
        raise UntoldFigure("looks like a year")
    period, reach = read_period(behind)
    if not period and alone:
        period, _ = read_period(part)
    word = time_word(figure)
    duration = bool(word) and (
        is_upper_limit(before) or figure["time"].startswith("-") or is_time(before, nouns)
    )
    if duration:
        unnamed = _UNNAMED_LIMIT if is_upper_limit(before) else ""
        name, unit, noun = duration_name(before, nouns) or unnamed, time_unit(word), ""
    else:
        nouns = [word, *nouns] if word else nouns
        unit = unit_of(figure)
        noun = nouns[-1] if nouns and not unit else ""
        name = _name(before, behind, nouns, unit)
    if not name:
        raise UntoldFigure("could not be told: what it counts has no name")
    earned = next((each for each in name.split("_") if each in REVENUES), "")
    revenue = bool(earned and figure["money"] and not duration)
    if revenue:
        period = period or REVENUES[earned]
    said = read_comparator(before, figure, notes)
    comparator = said or _implied(duration, revenue)
    reach = figure.end() + max(reach, _reach(behind, nouns))
    low = end_of(figure, "low")
    if not figure["high"]:
        told = said is not None
        return [ReadMetric(name, comparator, low, unit, period, noun, part, revenue, told)], reach
    if figure["scale"]:
        raise UntoldFigure("could not be told: the scale may be meant for both ends")
    if duration or is_upper_limit(before):
        raise UntoldFigure("is a limit that could be either end")
    high = end_of(figure, "high")
    if low >= high:
        raise UntoldFigure("is no range")
    limit = f"{name}_limit"[:MOST_NAME]
    return [
        ReadMetric(name, Comparator.AT_LEAST, low, unit, period, source=part, compared=True),
        ReadMetric(limit, Comparator.AT_MOST, high, unit, period, source=part, compared=True),
    ], reach


def _name(before: str, behind: str, nouns: list[str], unit: str) -> str:
    name = figure_name(before, nouns, counted=not unit)
    if unit == "%" and behind.startswith(" of "):
        return lettered(f"{name} share", "_")
    if unit == "%" and before.endswith(" by ") and not nouns:
        return lettered(f"{name} {done_before(before)}", "_")
    return name


def _implied(duration: bool, revenue: bool) -> Comparator:
    """How a figure compares where no word says so."""
    if duration:
        return Comparator.AT_MOST
    return Comparator.AT_LEAST if revenue else Comparator.EXACTLY


def _reach(behind: str, nouns: list[str]) -> int:
    at = behind.lower().find(nouns[-1]) if nouns else -1
    return at + len(nouns[-1]) if at >= 0 else 0
