"""Times of day and days of the week, as schedules have them."""

import pytest

from muster.model.clock import clock, read_clock
from muster.model.days import days_of


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("08:00", (480, 480)), ("10:00-11:30", (600, 690)), ("22:00-02:00", (1320, 1560)),
        ("24:00", (1440, 1440)), ("23:00-24:00", (1380, 1440)), ("08:00-08:00", (480, 1920)),
        ("24:30", None), ("24:00-01:00", None), ("10:00-24:01", None), ("8:00", None),
        ("08:60", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_times(text: str | None, times: tuple[int, int] | None) -> None:
    assert read_clock(text) == times


@pytest.mark.parametrize(
    ("minute", "text"), [(480, "08:00"), (1440, "24:00"), (1560, "02:00 on the next day")]
)
def test_a_minute_is_told_as_a_clock_shows_it(minute: int, text: str) -> None:
    assert clock(minute) == text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("daily", "mon tue wed thu fri sat sun"), ("mon-fri", "mon tue wed thu fri"),
        ("sat-mon", "sat sun mon"), ("wed", "wed"), ("mon,wed,mon", "mon wed"), ("fri-fri", "fri"),
        ("mon-xxx", ""), ("mon,xxx", ""), ("", ""), ("-", ""), ("daily,mon", ""),
    ],
)  # fmt: skip
def test_days(text: str, days: str) -> None:
    assert days_of(text) == set(days.split())
