"""A week of the registry as it stands: its schedules, its dates and its time zone."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from muster.engine.week import FIRST_DAY, LAST_DAY, Week, week, week_begins
from muster.flows.judging import require_charter
from muster.flows.seen_main import seen_main
from muster.flows.time_zone import time_zone
from muster.git.repository import Repository
from muster.model.charter import Charter
from muster.model.error import SurroundingsError, UsageError
from muster.model.layout import CHARTER
from muster.model.lenient import day_or_none
from muster.model.registry import Registry, read_registry


class Scheduled(NamedTuple):
    """One week; ``begins`` is its first day, None where nothing tells the dates."""

    subject: str
    commit: str
    charter: Charter
    zone: ZoneInfo
    number: int
    begins: date | None
    week: Week


def scheduled(
    repository: Repository, ref: str | None, number: int, starts: str | None, only: int | None
) -> Scheduled:
    """Week ``number`` of main, or of ``ref``; of one session where ``only`` names it.

    ``starts`` is the first day of week one where the charter is not to tell it.

    Raises ``UsageError`` for a day, week or session that there is not, and ``SurroundingsError``
    for a charter whose day or time zone is none.
    """
    name, commit = seen_main(repository) if ref is None else (ref, repository.resolve(ref))
    registry = read_registry(repository.read(repository.registry_entries(commit)), by_schema=())
    require_charter(name, registry)
    charter = registry.charter
    if charter is None:
        raise SurroundingsError(
            "broken-charter",
            f"{CHARTER} at {name} can't be read, so no time of day can be told.",
            f"muster check --ref {name}",
        )
    _require_number(registry, charter, only)
    begins = _begins(charter, name, number, starts)
    zone = time_zone(charter.timezone)
    return Scheduled(name, commit, charter, zone, number, begins, week(registry, begins, only=only))


def _begins(charter: Charter, name: str, number: int, starts: str | None) -> date | None:
    if starts is not None:
        first = day_or_none(starts)
        if first is None:
            raise UsageError(
                "no-date",
                f"--starts {starts} is no date. Give the first day of week one.",
                "muster schedule --starts 2026-11-23",
            )
    elif charter.document.value.get("week_one") is None:
        return None
    else:
        first = charter.week_one
        if first is None:
            raise SurroundingsError(
                "no-date",
                f"{CHARTER} at {name} has a week_one that starts on no date of the calendar. Mend "
                "the charter (week_one: {starts: 2026-11-23}), or name the first day here.",
                f"muster check --ref {name}",
                "muster schedule --starts 2026-11-23",
            )
    found = week_begins(first, number)
    if found is None:
        raise UsageError(
            "no-such-week",
            f"Week {number} of a team that starts on {first} is not in the calendar, which goes "
            f"from {FIRST_DAY} to {LAST_DAY}.",
            "muster schedule --week 1",
        )
    return found


def _require_number(registry: Registry, charter: Charter, only: int | None) -> None:
    if only is None or only in registry.by_number:
        return
    if only in registry.free_numbers:
        raise UsageError(
            "free-number",
            f"Number {only} is free, so it has no schedule.",
            "muster roster",
        )
    raise UsageError(
        "no-such-number",
        f"There is no number {only}: the team has {charter.size} sessions.",
        "muster roster",
    )
