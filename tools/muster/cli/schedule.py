"""``muster schedule``."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from muster.cli.answer import Answer, Exit, while_read
from muster.cli.options import again, json_option, main_option, repo_option
from muster.engine.week import Week
from muster.flows.schedule import Scheduled, scheduled
from muster.git.repository import Repository
from muster.model.error import SurroundingsError, UsageError
from muster.model.layout import CHARTER
from muster.render.untrusted import for_terminal


@click.command()
@click.option("--week", type=click.IntRange(min=1), default=1, help="Which week. Default: 1.")
@click.option("--number", type=click.IntRange(min=1), help="What this session does, alone.")
@click.option(
    "--starts",
    metavar="DATE",
    help="The first day of week one. Default: week_one.starts of the charter.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    help="How to print it: ics is a calendar to import, json is the same as --json.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the calendar of --format ics to a file, in place of what it had.",
)
@main_option
@repo_option
@json_option
def command(
    week: int,
    number: int | None,
    starts: str | None,
    form: str,
    out: Path | None,
    ref: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Show a week by the schedules: who does what, on which day and when."""
    if out is not None and form != "ics":
        raise UsageError(
            "usage",
            "--out is where a calendar goes: give --format ics with it.",
            "muster schedule --format ics --out week.ics",
        )
    repository = Repository.open(repo)
    found = scheduled(repository, ref, week, starts, number)
    if form == "ics" and (out is not None or not as_json):
        made = _calendar(repository, found, week, number, out, ref, repo)
        if out is None:
            _print_calendar(made, found.week)
        else:
            _write_calendar(made, found, out, as_json=as_json)
        return
    from muster.render.week import About, print_week, week_data

    at = f"{found.subject} at {found.commit[:12]}"
    about = About(found.charter.name, at, found.number, found.zone)
    if as_json or form == "json":
        data = {
            "team": found.charter.name,
            "ref": found.subject,
            "commit": found.commit,
            **week_data(about, found.week),
        }
        _answer(found.week, f"Week {week} has {_counted(found.week)}.", data).tell(as_json=True)
        return
    from muster.render.screen import screen

    print_week(screen(), about, found.week)


def _calendar(
    repository: Repository,
    found: Scheduled,
    week: int,
    number: int | None,
    out: Path | None,
    ref: str | None,
    repo: Path,
) -> bytes:
    if found.begins is None:
        given = {
            "--week": None if week == 1 else str(week),
            "--number": None if number is None else str(number),
            "--out": out,
            "--ref": ref,
            "--repo": repo,
        }
        raise _no_dates(found, again(given))
    from muster.git.commit_time import commit_time
    from muster.render.week_calendar import week_calendar

    changed = commit_time(repository, found.commit)
    return week_calendar(found.charter.name, found.week, found.zone, changed)


def _no_dates(found: Scheduled, more: tuple[str, ...]) -> SurroundingsError:
    today = datetime.now(UTC).date()
    monday = today + timedelta(days=7 - today.weekday())
    words = ["muster", "schedule", "--format", "ics", "--starts", monday.isoformat(), *more]
    return SurroundingsError(
        "no-dates",
        f"A calendar needs dates, and {CHARTER} at {found.subject} does not say when week one "
        f"starts. Add week_one: {{starts: {monday}}} to the charter, or name the day here.",
        shlex.join(words),
    )


def _print_calendar(made: bytes, week: Week) -> None:
    with while_read():
        click.echo(made, nl=False)
    for untold in week.untold:
        told = f"muster: left out: {untold.place.path}: {untold.message}"
        click.echo(for_terminal(told), err=True)


def _write_calendar(made: bytes, found: Scheduled, out: Path, *, as_json: bool) -> None:
    from muster.flows.whole_file import write_whole
    from muster.render.week import untold_data

    write_whole(out, made)
    data = {
        "file": str(out),
        "commit": found.commit,
        "untold": [untold_data(each) for each in found.week.untold],
    }
    told = f"{out} has {_counted(found.week)}."
    _answer(found.week, told, data).tell(as_json=as_json)


def _answer(week: Week, told: str, data: dict[str, Any]) -> Answer:
    """What is missing is said beside what there is: it is main's, and ``check`` tells more."""
    missing = len(week.untold)
    if not missing:
        return Answer(Exit.FINE, "ok", told, (), data)
    one = "1 part of the schedules" if missing == 1 else f"{missing} parts of the schedules"
    return Answer(
        Exit.FINE, "untold", f"{told} Left out: {one} that can't be read.", ("muster check",), data
    )


def _counted(week: Week) -> str:
    entries = sum(len(day.entries) for day in week.days)
    sessions = len({entry.path for day in week.days for entry in day.entries})
    return (
        f"{entries} {'entry' if entries == 1 else 'entries'} of "
        f"{sessions} {'session' if sessions == 1 else 'sessions'}"
    )
