"""A week as a calendar: valid for other readers, the same bytes again, and nothing let in."""

import io
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from icalendar import Calendar

from muster.engine.week import LAST_DAY, Day, Entry, Week, week_begins
from muster.model.days import WEEK
from muster.model.local_time import clock_changes
from muster.render.vtimezone import vtimezone
from muster.render.week_calendar import week_calendar

BERLIN, GREENWICH = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
MONDAY = date(2026, 11, 23)
CHANGED = datetime(2026, 11, 21, 20, 2, 40, tzinfo=UTC)
HOSTILE = (
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:mine",
    "x\nATTENDEE:mailto:evil@example.invalid",
    "x\rATTACH:file:///etc/passwd",
    "a;b,c:d\\n\\N\\;\\,\"'^n^^",
    "\x85URL:http://evil.example\u2028X\u2029Y\x0bZ\x0cW\x00",
    "日本語" * 60,
    "é" * 37 + "🦊" * 40,
    "<a href='http://evil.example'>the charter</a>",
    "\u202egnp.exe \u2066x\u2069 \ufeff",
    "\udc80 lone",
    " " * 80 + "x",
)


def entry(
    start: int | None = None,
    end: int | None = None,
    due: int | None = None,
    *,
    number: int | None = 7,
    do: str = "Send",
    name: str = "slot-7",
    title: str = "Sender",
    registered: bool = True,
    order: int = 0,
) -> Entry:
    path = f"registry/sessions/{number or 0:03}.yaml"
    return Entry(number, name, title, registered, do, start, end, due, path, order)


def week(*entries: Entry, begins: date = MONDAY, on: int = 0) -> Week:
    """A week with entries on one of its days."""
    days = (begins + timedelta(days=n) for n in range(7))
    return Week(
        tuple(
            Day(WEEK[day.weekday()], day, entries if index == on else ())
            for index, day in enumerate(days)
        ),
        (), (), (),
    )  # fmt: skip


def written(*entries: Entry, zone: ZoneInfo = BERLIN, begins: date = MONDAY, on: int = 0) -> str:
    found = week(*entries, begins=begins, on=on)
    return week_calendar("The team", found, zone, CHANGED).decode("utf-8")


def read(text: str) -> list[Event]:
    """The events, as another library reads them."""
    return list(IcsCalendarStream.calendar_from_ics(text).events)


def event(found: Entry, *, zone: ZoneInfo = BERLIN, begins: date = MONDAY, on: int = 0) -> Event:
    (only,) = read(written(found, zone=zone, begins=begins, on=on))
    return only


def points(found: Event) -> tuple[str, str]:
    assert isinstance(found.dtstart, datetime)
    assert isinstance(found.dtend, datetime)
    begins, ends = found.dtstart.astimezone(UTC), found.dtend.astimezone(UTC)
    assert begins < ends
    return f"{begins:%d %H:%M}", f"{ends:%d %H:%M}"


@pytest.mark.parametrize("zone", [BERLIN, GREENWICH, ZoneInfo("Etc/UTC")])
@pytest.mark.parametrize(
    ("times", "local"),
    [
        (entry(600, 660), ("23 10:00", "23 11:00")),
        (entry(1320, 1560), ("23 22:00", "24 02:00")),
        (entry(1320, 1440), ("23 22:00", "24 00:00")),
        (entry(600, 600), ("23 10:00", "23 10:15")),
        (entry(1439, 1439), ("23 23:59", "24 00:14")),
        (entry(due=480), ("23 07:45", "23 08:00")),
        (entry(due=1440), ("23 23:45", "24 00:00")),
        (entry(due=0), ("22 23:45", "23 00:00")),
        (entry(600, 660, 720), ("23 10:00", "23 11:00")),
    ],
)
def test_each_kind_of_time_is_an_event_at_its_time(
    times: Entry, local: tuple[str, str], zone: ZoneInfo
) -> None:
    found = event(times, zone=zone)
    shown = tuple(f"{at.astimezone(zone):%d %H:%M}" for at in (found.dtstart, found.dtend))
    assert shown == local
    assert ("TZID" in written(times, zone=zone)) is (zone is BERLIN)


def test_what_has_no_time_is_an_event_of_the_day() -> None:
    found = event(entry())
    assert (found.dtstart, found.dtend) == (MONDAY, MONDAY + timedelta(days=1))
    assert type(found.dtstart) is date


@pytest.mark.parametrize(
    ("begins", "times", "utc"),
    [
        (date(2026, 10, 24), entry(1320, 1560), ("24 20:00", "25 00:00")),
        (date(2026, 10, 24), entry(1320, 1620), ("24 20:00", "25 02:00")),
        (date(2026, 10, 25), entry(600, 660), ("25 09:00", "25 10:00")),
        (date(2026, 10, 25), entry(due=180), ("25 01:45", "25 02:00")),
        (date(2026, 10, 25), entry(due=120), ("24 23:45", "25 00:00")),
        (date(2026, 3, 28), entry(1320, 1620), ("28 21:00", "29 01:00")),
        (date(2026, 3, 29), entry(150, 170), ("29 01:30", "29 01:50")),
        (date(2026, 3, 29), entry(due=180), ("29 00:45", "29 01:00")),
        (date(2026, 3, 29), entry(150, 150), ("29 01:30", "29 01:45")),
    ],
)
def test_events_are_right_where_the_clock_changes(
    begins: date, times: Entry, utc: tuple[str, str]
) -> None:
    assert points(event(times, begins=begins)) == utc


ZONES = (
    "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Santiago",
    "America/Havana", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Chatham",
    "Antarctica/Troll", "Africa/Casablanca", "Africa/Cairo", "Asia/Kolkata", "Asia/Tokyo",
)  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_the_zone_that_is_included_tells_each_change_to_who_knows_no_other(name: str) -> None:
    zone = ZoneInfo(name)
    calendar = Calendar()
    calendar.add_component(vtimezone(zone, MONDAY, MONDAY))
    told = tzical(io.StringIO(calendar.to_ical().decode())).get()
    begins = datetime(MONDAY.year, 1, 1, tzinfo=UTC)
    at = [change.at for change in clock_changes(zone, begins, begins + timedelta(days=365))]
    for middle in (*at, begins + timedelta(days=10), begins + timedelta(days=190)):
        for quarters in range(-16, 17):
            point = middle + timedelta(minutes=15 * quarters)
            assert point.astimezone(told).utcoffset() == point.astimezone(zone).utcoffset(), point


def test_a_week_over_the_years_end_has_the_changes_of_both_years() -> None:
    text = written(entry(600, 660), begins=date(2026, 12, 28))
    told = re.findall(r"BEGIN:(STANDARD|DAYLIGHT)\r\nDTSTART:(\d{4})(?!1231)", text)
    assert {year for kind, year in told if kind == "DAYLIGHT"} == {"2025", "2026", "2027"}


def test_an_event_says_who_does_what() -> None:
    text = written(entry(600, 660, 720), entry(due=480, registered=False, order=1))
    first, second = read(text)
    assert first.summary == "Send (7 slot-7)"
    assert first.categories == ["Sender", "slot-7"]
    assert first.description == (
        "Session 7 slot-7: Sender\n10:00-11:00, by 12:00 (Europe/Berlin)\n"
        "registry/sessions/007.yaml"
    )
    assert second.summary == "By 08:00: Send (7 slot-7)"
    assert second.description is not None
    assert "by 08:00 (Europe/Berlin)\nPending: nobody holds this number yet." in second.description
    assert [each.status and each.status.value for each in (first, second)] == [
        "CONFIRMED",
        "TENTATIVE",
    ]
    assert text.count("TRANSP:TRANSPARENT\r\n") == 2
    assert [each.dtstamp for each in (first, second)] == [CHANGED, CHANGED]


def test_a_moment_says_that_its_end_is_not_known() -> None:
    assert "Begins at 10:00 (UTC); its end is not told." in str(
        event(entry(600, 600), zone=GREENWICH).description
    )


def test_what_a_record_lacks_leaves_no_trace() -> None:
    found = event(entry(number=None, name="", title=""))
    assert found.summary == "Send (?)"
    assert found.categories == []


def test_the_same_week_gives_the_same_bytes() -> None:
    entries = (entry(600, 660), entry(due=480, order=1))
    assert written(*entries) == written(*entries)
    assert len({each.uid for each in read(written(*entries))}) == 2


def test_an_event_keeps_its_id_when_its_time_changes_or_others_come() -> None:
    (before,) = read(written(entry(600, 660)))
    after = read(written(entry(660, 720, order=1), entry(600, 660, do="Read", order=0)))
    assert [each.uid == before.uid for each in after] == [False, True]


def test_other_work_sessions_and_days_have_ids_of_their_own() -> None:
    others = [
        written(entry(600, 660)), written(entry(600, 660, do="Read")),
        written(entry(600, 660, number=8)), written(entry(600, 660), on=1),
        week_calendar("Another team", week(entry(600, 660)), BERLIN, CHANGED).decode(),
    ]  # fmt: skip
    assert len({read(text)[0].uid for text in others}) == len(others)


def test_the_same_work_twice_a_day_are_two_events() -> None:
    twice = read(written(entry(840, 900, order=1), entry(600, 660, order=0)))
    alone = read(written(entry(600, 660)))
    assert len({each.uid for each in twice}) == 2
    assert alone[0].uid == twice[0].uid


def checked(text: str) -> None:
    """Text that a calendar client takes: no line too long, no character that it forbids."""
    assert text.endswith("\r\n")
    for line in text.removesuffix("\r\n").split("\r\n"):
        assert len(line.encode()) <= 75
        for character in line:
            assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp"), ascii(line)


def names(text: str) -> list[str]:
    """The properties and components, in their order."""
    return re.findall(r"^([A-Z-]+)[;:]", text.replace("\r\n ", ""), re.MULTILINE)


PLAIN = names(written(entry(600, 660)))


@settings(max_examples=60)
@given(st.text(st.characters(), max_size=400))
@example("".join(HOSTILE))
def test_no_text_adds_a_property(text: str) -> None:
    hostile = entry(600, 660, do=f"x{text}", name=f"x{text}", title=f"x{text}")
    made = week_calendar(text, week(hostile), BERLIN, CHANGED).decode("utf-8")
    checked(made)
    assert names(made) == PLAIN
    (only,) = read(made)
    assert "<" not in f"{only.summary}{only.description}{only.categories}"
    (again,) = Calendar.from_ical(made).walk("VEVENT")
    assert len(again["CATEGORIES"].cats) == 2  # the other reader parts at escaped commas too


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_hostile_texts_stay_texts(text: str) -> None:
    made = written(entry(600, 660, do=text, name=text, title=text))
    checked(made)
    assert names(made) == PLAIN
    assert len(read(made)) == 1


def test_what_is_harmless_comes_back_as_it_was() -> None:
    text = 'Ring; then, write: \\n is "no" line\'s end, 日本語 🦊' + " and more" * 20
    assert event(entry(600, 660, do=text)).summary == f"{text} (7 slot-7)"


def test_the_calendars_last_week_can_be_written() -> None:
    begins = week_begins(LAST_DAY - timedelta(days=6), 1)
    assert begins is not None
    for name in ("Pacific/Kiritimati", "Etc/GMT+12", "Europe/Berlin"):
        found = event(entry(1320, 1560), zone=ZoneInfo(name), begins=begins, on=6)
        assert found.dtstart.year == LAST_DAY.year
