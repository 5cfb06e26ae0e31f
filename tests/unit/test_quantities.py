"""Units, periods and amounts: compared where they can be, in every reading that they have."""

import subprocess
import sys

import pytest

from muster.model.amount import Amount
from muster.model.number_text import told, usable
from muster.model.period import PERIODS, Between, how_many, times
from muster.model.unit import COUNT, amount_text, factor, read_unit


def amount(value: float, unit: str | None = None, per: str | None = None) -> Amount:
    return Amount.read(value, unit, per)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (amount(95, "%"), amount(0.95, "ratio")),
        (amount(95, "percent"), amount(95, "/100")),
        (amount(7, "/ 10"), amount(70, "%")),
        (amount(90, "minutes"), amount(1.5, "h")),
        (amount(1, "Hours"), amount(3600, "s")),
        (amount(1, "week"), amount(7, "days")),
        (amount(1, "year"), amount(12, "months")),
        (amount(120, "kUSD", "month"), amount(120000, "$", "month")),
        (amount(120000, "USD", "month"), amount(1440000, "usd", "year")),
        (amount(30, None, "month"), amount(90, None, "quarter")),
        (amount(1, "GiB"), amount(1024, "MiB")),
        (amount(3, "emails"), amount(3, "Email")),
        (amount(0.07, None, "day"), amount(0.35, None, "week")),
        (amount(0.35, None, "day"), amount(2.45, None, "week")),
        (amount(5, "points", "hour"), amount(40, "point", "day")),
    ],
)
def test_amounts_that_are_one(one: Amount, other: Amount) -> None:
    assert one.agrees(other)
    assert other.agrees(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (amount(95, "%"), amount(95, "ratio")),
        (amount(95), amount(95, "%")),
        (amount(17, "emails"), amount(17, "calls")),
        (amount(17, "emails"), amount(17)),
        (amount(5, "EUR"), amount(5, "USD")),
        (amount(1, "month"), amount(30, "days")),
        (amount(1, "B"), amount(1, "b")),
        (amount(17, None, "day"), amount(17)),
        (amount(25, None, "day"), amount(124, None, "week")),
        (amount(25, None, "day"), amount(176, None, "week")),
        (amount(30, None, "month"), amount(91, None, "quarter")),
    ],
)
def test_amounts_that_are_not(one: Amount, other: Amount) -> None:
    assert not one.agrees(other)
    assert not other.agrees(one)


@pytest.mark.parametrize(("number", "agrees"), [(100, 0), (125, 1), (150, 1), (175, 1), (200, 0)])
def test_a_week_has_five_to_seven_days(number: int, agrees: int) -> None:
    assert amount(25, None, "day").agrees(amount(number, None, "week")) == agrees
    assert amount(number, None, "week").agrees(amount(25, None, "day")) == agrees


@pytest.mark.parametrize(("days", "number"), [(5, 125), (7, 175), (1, 25)])
def test_a_schedule_tells_the_days_of_a_week(days: int, number: int) -> None:
    for other in (125, 150, 175, 25):
        agrees = amount(25, None, "day").agrees(amount(other, None, "week"), days)
        assert agrees == (other == number)


def test_what_a_period_has_of_a_shorter_one() -> None:
    assert how_many("hour", "day") == Between(8, 24)
    assert how_many("day", "month") == Between(20, 31)
    assert how_many("day", "month", 5) == Between(20, 23)
    assert how_many("week", "month") == Between(4, 5)
    assert how_many("week", "year") == Between(48, 53)
    assert how_many("day", "year", 7) == Between(336, 366)
    assert how_many("month", "year") == Between(12, 12)
    assert how_many("quarter", "year").exact
    assert not how_many("day", "week").exact
    assert times("week", "day") == Between(1 / 7, 1 / 5)


@pytest.mark.parametrize("days", [None, *range(1, 8)])
def test_a_longer_period_never_has_less(days: int | None) -> None:
    for at, shorter in enumerate(PERIODS):
        found = [how_many(shorter, longer, days) for longer in PERIODS[at:]]
        assert all(one.low <= one.high for one in found)
        assert found == sorted(found)


@pytest.mark.parametrize(
    "text",
    ["1e999 hour", "hour**9999", "9" * 5000, "/0", "/-1", "/9999999", "\0", "[time]", "hour*hour"],
)
def test_a_hostile_unit_is_a_word_of_its_own(text: str) -> None:
    unit = read_unit(text)
    assert unit.counts
    assert not unit.known
    assert factor(unit, read_unit("hour")) is None
    assert factor(unit, unit) == 1


@pytest.mark.parametrize("text", [None, "", "  "])
def test_no_unit_is_a_plain_count(text: str | None) -> None:
    assert read_unit(text) is COUNT


def test_a_word_is_no_kind_of_units_that_has_its_name() -> None:
    for kind in ("time", "share", "count", "data"):
        assert factor(read_unit(kind), COUNT) is None
    assert factor(read_unit("time"), read_unit("hour")) is None


def test_a_period_that_is_none_is_left_out() -> None:
    assert amount(1, None, "fortnight").per == ""


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (17, "17"), (17.0, "17"), (0.95, "0.95"), (0.1 + 0.2, "0.3"), (120000, "120000"),
        (-1, "-1"),
        (float("nan"), "no usable number"), (float("inf"), "no usable number"),
        (10**400, "no usable number"), (None, "no usable number"),
    ],
)  # fmt: skip
def test_numbers_are_told_as_people_write_them(number: float | None, text: str) -> None:
    assert told(number) == text
    assert (usable(number) is None) == (text == "no usable number")


def test_the_units_library_is_imported_only_to_convert() -> None:
    code = (
        "import sys; from muster.rules.catalog import catalog; catalog();"
        "from muster.model.amount import Amount; read = Amount.read;"
        "assert read(1, 'hour', None).agrees(read(1, 'hours', None));"
        "assert not read(1, 'hour', None).agrees(read(1, 'USD', None));"
        "assert 'pint' not in sys.modules;"
        "assert read(1, 'hour', None).agrees(read(60, 'min', None));"
        "assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (4, "hour", "4 hours"),
        (1, "hour", "1 hour"),
        (1.0, "day", "1 day"),
        (0, "day", "0 days"),
        (0.5, "hour", "0.5 hours"),
        (15, "minute", "15 minutes"),
        (15, "minutes", "15 minutes"),
        (3, "euro", "3 euros"),
        (15, "min", "15 min"),
        (5, "s", "5 s"),
        (95, "%", "95 %"),
        (2, "percent", "2 percent"),
        (5, "USD", "5 USD"),
        (5, "email", "5 email"),
        (5, "byte_", "5 byte_"),
        (17, None, "17"),
        (None, "hour", "? hours"),
    ],
)
def test_a_unit_is_written_as_people_write_it(
    number: float | None, unit: str | None, text: str
) -> None:
    assert amount_text(number, unit) == text
