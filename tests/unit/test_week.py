"""A week by the schedules: every item stands on its days, in order of time, or is told."""

from datetime import date, timedelta

import pytest

from muster.engine.week import FIRST_DAY, LAST_DAY, Entry, Kind, Week, week, week_begins
from muster.model.days import WEEK
from muster.model.registry import Registry
from rules.cases import Content, at, claimed, planned, symlink, whole

MONDAY = date(2026, 11, 23)


def scheduled(number: int, *schedule: str, held: bool = True) -> str:
    more = "schedule:\n" + "".join(f"  - {item}\n" for item in schedule)
    return claimed(number, more=more) if held else planned(number, more=more)


def registry(*records: Content) -> Registry:
    return whole({at(number): record for number, record in enumerate(records, 1)}).after


def read(*records: Content, begins: date | None = None, only: int | None = None) -> Week:
    return week(registry(*records), begins, only=only)


def told(*items: str) -> list[tuple[str, str]]:
    """When and what of the first day, of one session with these items."""
    return [(entry.when, entry.do) for entry in read(scheduled(1, *items)).days[0].entries]


def entry(item: str) -> Entry:
    (only,) = read(scheduled(1, item)).days[0].entries
    return only


def on(days: str) -> list[str]:
    found = read(scheduled(1, f"{{do: Work, days: '{days}'}}"))
    return [day.weekday for day in found.days if day.entries]


@pytest.mark.parametrize(
    ("item", "times", "kind", "when"),
    [
        ('at: "10:00-11:00"', (600, 660, None), Kind.WINDOW, "10:00-11:00"),
        ('at: "22:00-02:00"', (1320, 1560, None), Kind.WINDOW, "22:00-02:00"),
        ('at: "22:00-24:00"', (1320, 1440, None), Kind.WINDOW, "22:00-24:00"),
        ('at: "22:00-00:00"', (1320, 1440, None), Kind.WINDOW, "22:00-24:00"),
        ('at: "00:00-24:00"', (0, 1440, None), Kind.WINDOW, "00:00-24:00"),
        ('at: "08:00-08:00"', (480, 1920, None), Kind.WINDOW, "08:00-08:00"),
        ('at: "08:00"', (480, 480, None), Kind.MOMENT, "08:00"),
        ('at: "00:00"', (0, 0, None), Kind.MOMENT, "00:00"),
        ('by: "08:00"', (None, None, 480), Kind.DEADLINE, "by 08:00"),
        ('by: "24:00"', (None, None, 1440), Kind.DEADLINE, "by 24:00"),
        ('at: "10:00-11:00", by: "12:00"', (600, 660, 720), Kind.WINDOW, "10:00-11:00, by 12:00"),
        ("days: daily", (None, None, None), Kind.UNTIMED, ""),
    ],
)
def test_each_kind_of_time(
    item: str, times: tuple[int | None, int | None, int | None], kind: Kind, when: str
) -> None:
    found = entry(f"{{do: Work, {item}}}")
    assert (found.start, found.end, found.due) == times
    assert (found.kind, found.when) == (kind, when)


def test_entries_stand_in_order_of_time_and_what_is_due_comes_first() -> None:
    assert told(
        "{do: Rest}", '{do: Send, at: "10:00-11:00"}', '{do: Late, at: "23:00-01:00"}',
        '{do: Ring, at: "10:00"}', '{do: Queue, by: "10:00"}', '{do: Early, at: "00:00"}',
        '{do: Long, at: "10:00-12:00"}', '{do: End, by: "24:00"}',
    ) == [
        ("00:00", "Early"), ("by 10:00", "Queue"), ("10:00", "Ring"), ("10:00-11:00", "Send"),
        ("10:00-12:00", "Long"), ("23:00-01:00", "Late"), ("by 24:00", "End"), ("", "Rest"),
    ]  # fmt: skip


def test_an_entry_says_whose_it_is() -> None:
    first, second = read(
        scheduled(1, '{do: Send, at: "10:00"}'), scheduled(2, "{do: Read}", held=False)
    ).days[0].entries  # fmt: skip
    assert (first.number, first.name, first.registered, first.path) == (1, "slot-1", True, at(1))
    assert (second.number, second.name, second.registered, second.order) == (2, "slot-2", False, 0)
    assert first.title


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        ("daily", "mon tue wed thu fri sat sun"), ("mon-fri", "mon tue wed thu fri"),
        ("sat-mon", "mon sat sun"), ("wed", "wed"), ("mon,wed,fri", "mon wed fri"),
    ],
)  # fmt: skip
def test_an_item_stands_on_its_days(days: str, stands: str) -> None:
    assert on(days) == stands.split()


def test_an_item_that_names_no_days_stands_on_all_of_them() -> None:
    assert all(day.entries for day in read(scheduled(1, "{do: Work}")).days)


def test_without_a_beginning_the_week_goes_from_monday_to_sunday_without_dates() -> None:
    assert [(day.weekday, day.date) for day in read().days] == [(day, None) for day in WEEK]


@pytest.mark.parametrize("later", range(7))
def test_a_week_may_begin_on_any_day(later: int) -> None:
    begins = MONDAY + timedelta(days=later)
    found = read(scheduled(1, "{do: Work, days: wed}"), begins=begins)
    assert [day.date for day in found.days] == [begins + timedelta(days=n) for n in range(7)]
    assert [day.weekday for day in found.days] == [*WEEK[later:], *WEEK[:later]]
    (only,) = (day for day in found.days if day.entries)
    assert only.date is not None
    assert (only.weekday, only.date.isoweekday()) == ("wed", 3)


@pytest.mark.parametrize(
    ("item", "column", "message"),
    [
        ("{do: Send, at: noon}", "at", "When to Send can't be read: at is a time"),
        ('{do: Send, at: "25:00"}', "at", "at is a time"),
        ("{do: Send, at: 1000}", "at", "at is a time"),
        ('{do: Send, by: "10:00-11:00"}', "by", "by is a time"),
        ("{do: Send, by: soon}", "by", "by is a time"),
        ("{do: Send, days: weekdays}", "days", "days are daily"),
        ("{do: Send, days: [mon]}", "days", "days are daily"),
        ('{do: Send, days: ""}', "days", "days are daily"),
        ("{do: 7}", "do", "The item does not say what is done."),
        ('{do: " "}', "do", "does not say what is done"),
        ('{at: "10:00"}', "{", "does not say what is done"),
        ("{do: Send, days: mon,wed}", "wed", "When to Send can't be read: a schedule has no wed."),
        ("Send at 10", "Send", "The item is no mapping."),
    ],
)
def test_what_can_not_be_read_is_told_with_its_place(item: str, column: str, message: str) -> None:
    record = scheduled(1, "{do: Read}", item)
    found = read(record)
    assert [[entry.do for entry in day.entries] for day in found.days] == [["Read"]] * 7
    (untold,) = found.untold
    assert (untold.number, untold.place.path) == (1, at(1))
    assert record.splitlines()[untold.place.line - 1][untold.place.column - 1 :].startswith(column)
    assert message in untold.message


def test_each_unreadable_field_of_an_item_is_told() -> None:
    found = read(scheduled(1, "{do: Send, at: noon, by: soon, days: often}"))
    assert [untold.message.partition(": ")[2][:4] for untold in found.untold] == [
        "at i", "days", "by i"
    ]  # fmt: skip


@pytest.mark.parametrize("schedule", ["often", "{do: Send}", "7", "false"])
def test_a_schedule_that_is_no_list_is_told(schedule: str) -> None:
    found = read(claimed(1, more=f"schedule: {schedule}\n"))
    assert [untold.message for untold in found.untold] == ["The schedule is no list."]
    assert found.idle == ()


def test_a_record_that_can_not_be_read_is_told() -> None:
    found = read("}", "- a\n", symlink(at(3)), scheduled(4, "{do: Send}"))
    assert [(untold.number, untold.place.path) for untold in found.untold] == [
        (n, at(n)) for n in (1, 2, 3)
    ]
    assert found.idle == ()
    assert [entry.number for entry in found.days[0].entries] == [4]


def test_pending_and_idle_numbers_are_told() -> None:
    found = read(
        scheduled(1, "{do: Send}"), scheduled(2, "{do: Send}", held=False), claimed(3), planned(4),
        claimed(5, more="schedule: []\n"), scheduled(6, "{do: Send, at: x}", held=False),
    )  # fmt: skip
    assert (found.pending, found.idle) == ((2,), (3, 4, 5))


def test_two_records_of_one_number_both_count() -> None:
    files = {at(7): scheduled(7, "{do: Send}"), at(8): scheduled(7, "{do: Read}")}
    found = week(whole(files).after)
    assert [(each.number, each.path) for each in found.days[0].entries] == [(7, at(8)), (7, at(7))]


def test_one_session_alone() -> None:
    records = (scheduled(1, "{do: Send}"), scheduled(2, "{do: Read}", "{do: Rest, at: x}"), "}")
    found = read(*records, only=2)
    assert {entry.number for day in found.days for entry in day.entries} == {2}
    assert [untold.number for untold in found.untold] == [2]
    assert len(read(*records, only=3).untold) == 1


def test_equal_days_are_told_once_wherever_they_stand() -> None:
    found = read(scheduled(1, "{do: Send, days: mon-fri}", "{do: Rest, days: 'tue,thu'}"))
    assert [[day.weekday for day in each.days] for each in found.alike] == [
        ["mon", "wed", "fri"], ["tue", "thu"], ["sat", "sun"],
    ]  # fmt: skip


def test_what_several_do_at_the_same_time_is_told_once() -> None:
    (every,) = read(
        scheduled(1, '{do: Send, at: "10:00-11:00"}', '{do: Send, at: "10:00-12:00"}'),
        scheduled(2, '{do: Read, at: "10:00-11:00"}'),
        scheduled(3, '{do: Send, at: "10:00-11:00"}', '{do: Send, at: "10:00"}'),
    ).alike
    assert [
        (each.when, each.do, [entry.number for entry in each.entries]) for each in every.shared
    ] == [
        ("10:00", "Send", [3]),
        ("10:00-11:00", "Read", [2]),
        ("10:00-11:00", "Send", [1, 3]),
        ("10:00-12:00", "Send", [1]),
    ]


@pytest.mark.parametrize(
    ("number", "begins"),
    [
        (1, MONDAY), (2, date(2026, 11, 30)), (53, date(2027, 11, 22)),
        (0, None), (-1, None), (10**9, None), (10**30, None),
    ],
)  # fmt: skip
def test_a_week_begins_seven_days_after_the_one_before(number: int, begins: date | None) -> None:
    assert week_begins(MONDAY, number) == begins


def test_the_last_week_ends_before_the_calendar_does() -> None:
    last = LAST_DAY - timedelta(days=6)
    assert week_begins(last, 1) == last
    assert week_begins(last, 2) is None
    assert week_begins(last + timedelta(days=1), 1) is None
    assert week_begins(last - timedelta(days=7), 2) == last
    assert week_begins(last - timedelta(days=6), 2) is None
    assert week_begins(date.max, 1) is None


def test_the_first_week_begins_after_the_calendar_does() -> None:
    assert week_begins(FIRST_DAY, 1) == FIRST_DAY
    assert week_begins(FIRST_DAY - timedelta(days=1), 1) is None
    assert week_begins(date.min, 100) is None
