"""Local times become points in time as RFC 5545 has it, also where the clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from muster.model.local_time import clock_changes, moment, window

BERLIN = ZoneInfo("Europe/Berlin")
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


def utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("day", "minute", "point"),
    [
        (date(2026, 1, 15), 8 * 60, "2026-01-15 07:00"),
        (date(2026, 7, 15), 8 * 60, "2026-07-15 06:00"),
        (date(2026, 7, 15), 0, "2026-07-14 22:00"),
        (date(2026, 7, 15), 1440, "2026-07-15 22:00"),
        (date(2026, 7, 15), 1560, "2026-07-16 00:00"),
        (FORWARD, 119, "2026-03-29 00:59"),
        (FORWARD, 150, "2026-03-29 01:30"),  # 02:30 is skipped
        (FORWARD, 180, "2026-03-29 01:00"),
        (BACK, 119, "2026-10-24 23:59"),
        (BACK, 150, "2026-10-25 00:30"),  # 02:30 is shown twice
        (BACK, 180, "2026-10-25 02:00"),
    ],
)
def test_a_minute_of_a_day_is_a_point_in_time(day: date, minute: int, point: str) -> None:
    found = moment(day, minute, BERLIN)
    assert utc(found) == point
    assert found.tzinfo is BERLIN


def test_a_time_that_the_clock_skips_is_told_by_what_it_shows() -> None:
    assert f"{moment(FORWARD, 150, BERLIN):%H:%M %z}" == "03:30 +0200"


@pytest.mark.parametrize(
    ("day", "start", "end", "points"),
    [
        (date(2026, 1, 15), 600, 660, ("2026-01-15 09:00", "2026-01-15 10:00")),
        (FORWARD - timedelta(days=1), 1320, 1560, ("2026-03-28 21:00", "2026-03-29 01:00")),
        (FORWARD - timedelta(days=1), 1320, 1620, ("2026-03-28 21:00", "2026-03-29 01:00")),
        (BACK - timedelta(days=1), 1320, 1620, ("2026-10-24 20:00", "2026-10-25 02:00")),
        (FORWARD, 120, 180, ("2026-03-29 01:00", "2026-03-29 02:00")),  # all of it is skipped
        (FORWARD, 150, 170, ("2026-03-29 01:30", "2026-03-29 01:50")),
        (FORWARD, 150, 190, ("2026-03-29 01:30", "2026-03-29 02:10")),
        (FORWARD, 150, 240, ("2026-03-29 01:30", "2026-03-29 02:00")),
        (BACK, 150, 170, ("2026-10-25 00:30", "2026-10-25 00:50")),
    ],
)
def test_a_window_ends_after_it_begins(
    day: date, start: int, end: int, points: tuple[str, str]
) -> None:
    first, last = window(day, start, end, BERLIN)
    assert (utc(first), utc(last)) == points


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("UTC", []),
        ("Asia/Kolkata", []),
        ("Europe/Berlin", [
            ("2026-03-29 01:00:00+00:00", "02:00", "03:00"),
            ("2026-10-25 01:00:00+00:00", "03:00", "02:00"),
        ]),
        ("Australia/Lord_Howe", [
            ("2026-04-04 15:00:00+00:00", "02:00", "01:30"),
            ("2026-10-03 15:30:00+00:00", "02:00", "02:30"),
        ]),
        ("America/Santiago", [
            ("2026-04-05 03:00:00+00:00", "00:00", "23:00"),
            ("2026-09-06 04:00:00+00:00", "00:00", "01:00"),
        ]),
    ],
)  # fmt: skip
def test_the_changes_of_a_year_are_found(zone: str, told: list[tuple[str, str, str]]) -> None:
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    found = list(clock_changes(ZoneInfo(zone), begins, begins + timedelta(days=365)))
    shown = [tuple(f"{at:%H:%M}" for at in change.shows) for change in found]
    assert [(str(change.at), *shows) for change, shows in zip(found, shown, strict=True)] == told


def test_a_change_is_found_to_the_second() -> None:
    zone = ZoneInfo("Africa/Monrovia")  # its clock was 44 minutes and 30 seconds behind until then
    begins = datetime(1972, 1, 1, tzinfo=UTC)
    (found,) = clock_changes(zone, begins, begins + timedelta(days=30))
    assert str(found.at) == "1972-01-07 00:44:30+00:00"
    assert (found.before, found.after) == (-timedelta(minutes=44, seconds=30), timedelta())


def test_a_change_belongs_to_the_time_before_it() -> None:
    at = datetime(2026, 3, 29, 1, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert [change.at for change in clock_changes(BERLIN, at - second, at)] == [at]
    assert list(clock_changes(BERLIN, at, at + timedelta(days=90))) == []
    assert list(clock_changes(BERLIN, at - timedelta(days=9), at - second)) == []
