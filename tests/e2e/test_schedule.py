"""``muster schedule``: a week by the schedules, from commits."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.repos import START, Content, Repo, charter, path_of, record

ROOT = Path(__file__).parents[2]
MONDAY = "{starts: 2026-11-23}"


def doing(number: int, *items: str, session: str | None = None) -> dict[str, Content]:
    schedule = f"[{', '.join(f'{{{item}}}' for item in items)}]"
    return {path_of(number): record(number, session, schedule=schedule)}


@pytest.fixture
def team(repo: Repo) -> Repo:
    files = {
        "registry/charter.yaml": charter(6, week_one=MONDAY, timezone="Europe/Berlin"),
        **doing(1, 'do: Lead, at: "06:00-18:00"', 'do: Plan, by: "08:00", days: mon'),
        **doing(2, 'do: Send batch, at: "10:00-11:00", days: mon-fri', session="session-2"),
        **doing(3, 'do: Send batch, at: "10:00-11:00", days: mon-fri'),
        **doing(4, 'do: Watch, at: "22:00-02:00", days: sat-sun', "do: Read, days: sun"),
        path_of(5): record(5),
    }
    repo.commit(files, parents=())
    return repo


def amended(repo: Repo, **more: str) -> Repo:
    """With other lines in its charter."""
    repo.commit({"registry/charter.yaml": charter(6, **more)}, parents=(repo.tip("main"),))
    return repo


TEXT = """\
Week 1: 2026-11-23 to 2026-11-29, times in Europe/Berlin

Mon  2026-11-23
  06:00-18:00  Lead        1 worker-1
  by 08:00     Plan        1 worker-1
  10:00-11:00  Send batch  2-3

Tue-Fri  2026-11-24 to 2026-11-27
  06:00-18:00  Lead        1 worker-1
  10:00-11:00  Send batch  2-3

Sat  2026-11-28
  06:00-18:00  Lead   1 worker-1
  22:00-02:00  Watch  4 worker-4

Sun  2026-11-29
  06:00-18:00  Lead   1 worker-1
  22:00-02:00  Watch  4 worker-4
  any time     Read   4 worker-4

Pending:      1, 3-4, planned and held by nobody yet
No schedule:  5
"""


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_week_is_told_day_by_day_and_equal_days_once(team: Repo, columns: str) -> None:
    done = team.muster("schedule", COLUMNS=columns)
    assert (done.code, done.err) == (0, "")
    head, _, rest = done.out.partition("\n")
    assert head == f"Test team  main at {team.tip('main')[:12]}"
    assert rest == TEXT


def test_later_weeks_begin_seven_days_after_each_other(team: Repo) -> None:
    data = team.muster("schedule", "--week", "3", "--json").json["data"]
    assert (data["week"], data["begins"], data["ends"]) == (3, "2026-12-07", "2026-12-13")


def test_the_data_has_local_times_and_utc(team: Repo) -> None:
    answer = team.muster("schedule", "--json").json
    assert answer["code"] == "ok"
    assert answer["message"] == "Week 1 has 21 entries of 4 sessions."
    data = answer["data"]
    assert (data["team"], data["ref"], data["timezone"]) == ("Test team", "main", "Europe/Berlin")
    assert [(day["weekday"], day["date"]) for day in data["days"]][5:] == [
        ("sat", "2026-11-28"), ("sun", "2026-11-29")
    ]  # fmt: skip
    assert (data["pending"], data["idle"], data["untold"]) == ([1, 3, 4], [5], [])
    plan = data["days"][0]["entries"][1]
    assert plan == {
        "number": 1, "name": "worker-1", "title": plan["title"], "pending": True, "do": "Plan",
        "kind": "deadline", "when": "by 08:00",
        "minutes": {"start": None, "end": None, "due": 480},
        "local": {"start": None, "end": None, "due": "2026-11-23T08:00:00+01:00"},
        "utc": {"start": None, "end": None, "due": "2026-11-23T07:00:00Z"},
        "file": path_of(1),
    }  # fmt: skip
    watch = data["days"][6]["entries"][1]
    assert watch["minutes"] == {"start": 1320, "end": 1560, "due": None}
    assert watch["local"]["end"] == "2026-11-30T02:00:00+01:00"
    assert watch["utc"]["start"] == "2026-11-29T21:00:00Z"
    assert [each["pending"] for each in data["days"][1]["entries"]] == [True, False, True]


def test_format_json_is_json(team: Repo) -> None:
    told = team.muster("schedule", "--json").out
    assert team.muster("schedule", "--format", "json").out == told
    assert team.muster("schedule", "--format", "ics", "--json").out == told


def test_one_session_alone(team: Repo) -> None:
    done = team.muster("schedule", "--number", "4")
    assert "Watch" in done.out
    assert "Lead" not in done.out
    assert "Mon-Fri  2026-11-23 to 2026-11-27\n  nothing\n" in done.out
    idle = team.muster("schedule", "--number", "5", "--json").json
    assert (idle["message"], idle["data"]["idle"]) == ("Week 1 has 0 entries of 0 sessions.", [5])


def test_without_dates_the_days_of_the_week_are_told(team: Repo) -> None:
    amended(team)
    done = team.muster("schedule")
    assert "Week 1: no dates yet, times in UTC\n" in done.out
    assert "Tue-Fri\n" in done.out
    data = team.muster("schedule", "--json").json["data"]
    assert [day["date"] for day in data["days"]] == [None] * 7
    first = data["days"][0]["entries"][0]
    assert (data["begins"], first["local"], first["utc"]) == (None, None, None)


def test_the_caller_may_say_when_week_one_starts(team: Repo) -> None:
    data = team.muster("schedule", "--starts", "2026-12-02", "--week", "2", "--json").json["data"]
    assert (data["begins"], data["days"][0]["weekday"]) == ("2026-12-09", "wed")
    told = team.muster("schedule", "--starts", "2026-12-02").out
    assert "Wed-Fri, Tue  2026-12-02 to 2026-12-04, 2026-12-08\n" in told


def test_a_change_of_the_clock_is_told(team: Repo) -> None:
    assert "Clock" not in team.muster("schedule").out
    back = team.muster("schedule", "--starts", "2026-10-19")
    assert "Clock:        goes back on Sun 2026-10-25: 03:00 becomes 02:00\n" in back.out
    forward = team.muster("schedule", "--starts", "2026-03-23")
    assert "Clock:        goes forward on Sun 2026-03-29: 02:00 becomes 03:00\n" in forward.out


def test_another_commit_can_be_shown(team: Repo) -> None:
    team.commit(doing(5, "do: Rest"), on="later", parents=(team.tip("main"),))
    assert "Rest" in team.muster("schedule", "--ref", "later").out
    assert "Rest" not in team.muster("schedule").out


def test_what_can_not_be_read_is_told_everywhere(team: Repo) -> None:
    bad = {**doing(5, "do: Odd, at: noon"), path_of(6): "}"}
    team.commit(bad, parents=(team.tip("main"),))
    out = " ".join(team.muster("schedule", COLUMNS="200").out.split())
    assert f"Not read: {path_of(5)}:6:22: When to Odd can't be read: at is a time" in out
    assert f"Not read: {path_of(6)}: The record can't be read" in out
    answer = team.muster("schedule", "--json").json
    assert (answer["code"], answer["next"]) == ("untold", ["muster check"])
    assert [(each["number"], each["line"]) for each in answer["data"]["untold"]] == [
        (5, 6), (6, None)
    ]  # fmt: skip
    done = team.muster("schedule", "--format", "ics")
    assert (done.code, done.err.count("muster: left out: registry/sessions/")) == (0, 2)
    assert "left out" not in done.out


def test_a_calendar_is_printed_or_written_and_is_the_same_again(team: Repo) -> None:
    done = team.muster("schedule", "--format", "ics")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("BEGIN:VCALENDAR\r\n")
    assert done.out.endswith("END:VCALENDAR\r\n")
    assert done.out.count("BEGIN:VEVENT") == 21
    assert "DTSTAMP:20251115T120000Z\r\n" in done.out
    file = team.folder / "week.ics"
    for again in range(2):
        wrote = team.muster("schedule", "--format", "ics", "--out", "week.ics", LC_ALL="C")
        assert (wrote.code, wrote.out) == (0, "week.ics has 21 entries of 4 sessions.\n"), again
        assert file.read_bytes() == done.out.encode()
    answer = team.muster("schedule", "--format", "ics", "--out", "week.ics", "--json").json
    assert answer["data"] == {"file": "week.ics", "commit": team.tip("main"), "untold": []}
    assert sorted(path.name for path in team.folder.glob(".muster*")) == []


def test_a_later_commit_is_newer_to_a_calendar(team: Repo) -> None:
    later = START + 3600
    team.commit(doing(5, "do: Rest"), parents=(team.tip("main"),), committed=later)
    out = team.muster("schedule", "--format", "ics").out
    assert "DTSTAMP:20251115T130000Z\r\n" in out


@pytest.mark.parametrize(
    ("committed", "stamp"),
    [(0, "19700101T000000Z"), (253370764799, "99981231T235959Z"), (10**12, "19700101T000000Z")],
)
def test_a_commit_of_no_time_that_calendars_know_is_of_1970(
    team: Repo, committed: int, stamp: str
) -> None:
    team.commit(doing(5, "do: Rest"), parents=(team.tip("main"),), committed=committed)
    assert f"DTSTAMP:{stamp}\r\n" in team.muster("schedule", "--format", "ics").out


@pytest.mark.parametrize("mode", ["a folder", "in no folder", "a pipe", "a loop"])
def test_what_is_no_file_is_not_written_to(team: Repo, mode: str) -> None:
    where = team.folder / "there"
    if mode == "a folder":
        where.mkdir()
    elif mode == "a pipe":
        os.mkfifo(where)
    elif mode == "a loop":
        where.symlink_to(where)
    name = "there" if mode != "in no folder" else "there/week.ics"
    done = team.muster("schedule", "--format", "ics", "--out", name, "--json")
    wanted = {"a folder": 2, "a pipe": 2}.get(mode, 3)
    assert (done.code, done.json["ok"]) == (wanted, False)
    assert done.json["code"] in ("no-file", "not-writable")
    assert name in done.json["message"]


def test_a_link_stays_one(team: Repo) -> None:
    (team.folder / "real.ics").write_text("old")
    (team.folder / "link.ics").symlink_to("real.ics")
    assert team.muster("schedule", "--format", "ics", "--out", "link.ics").code == 0
    assert (team.folder / "link.ics").is_symlink()
    assert (team.folder / "real.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_calendar_without_dates_is_refused_with_the_ways_on(team: Repo) -> None:
    amended(team)
    done = team.muster("schedule", "--format", "ics", "--number", "4", "--week", "2")
    assert (done.code, done.out) == (3, "")
    assert "Add week_one: {starts: 20" in done.err
    told = done.err.splitlines()[-1].strip()
    assert told.startswith("$ muster schedule --format ics --starts 20")
    assert told.endswith(" --week 2 --number 4")
    assert team.muster(*told.split()[2:]).out.count("BEGIN:VEVENT") == 3


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (("--week", "0"), "usage", "0 is not in the range"),
        (("--week", "1000000000"), "no-such-week", "Week 1000000000 of a team that starts on"),
        (("--week", "9" * 5000), "usage", "is not a valid integer"),
        (("--starts", "soon"), "no-date", "--starts soon is no date"),
        (("--starts", ""), "no-date", "is no date"),
        (("--starts", "2026-02-30"), "no-date", "2026-02-30 is no date"),
        (("--starts", "9999-12-31"), "no-such-week", "1000-01-01 to 9997-12-31"),
        (("--starts", "0001-01-01"), "no-such-week", "1000-01-01 to 9997-12-31"),
        (("--number", "6"), "free-number", "Number 6 is free, so it has no schedule."),
        (("--number", "7"), "no-such-number", "There is no number 7: the team has 6 sessions."),
        (("--out", "week.ics"), "usage", "give --format ics"),
        (("--format", "xml"), "usage", "'xml' is not one of"),
    ],
)
def test_what_can_not_be_meant_is_told(
    team: Repo, given: tuple[str, ...], code: str, message: str
) -> None:
    done = team.muster("schedule", "--json", *given)
    assert (done.code, done.json["code"]) == (2, code)
    assert message in done.json["message"]


@pytest.mark.parametrize(
    ("lines", "code", "message"),
    [
        ({"week_one": "{starts: 2026-02-30}"}, "no-date", "a week_one that starts on no date"),
        ({"week_one": "{starts: 20261123}"}, "no-date", "a week_one that starts on no date"),
        ({"week_one": "soon"}, "no-date", "a week_one that starts on no date"),
        ({"timezone": "Europe/Berln"}, "unknown-time-zone", "(it knows Europe/Berlin"),
        ({"timezone": "Mars/Olympus"}, "unknown-time-zone", "Mars/Olympus, which is no time zone"),
        ({"timezone": "localtime"}, "unknown-time-zone", "localtime"),
        ({"timezone": "right/UTC"}, "unknown-time-zone", "right/UTC"),
        ({"timezone": "Europe"}, "unknown-time-zone", "Europe"),
        ({"timezone": "../../etc/passwd"}, "unknown-time-zone", "../../etc/passwd"),
        ({"timezone": "/etc/localtime"}, "unknown-time-zone", "/etc/localtime"),
        ({"timezone": "x" * 4000}, "unknown-time-zone", "no time zone"),
    ],
)
def test_a_charter_that_can_not_be_followed_is_told(
    team: Repo, lines: dict[str, str], code: str, message: str
) -> None:
    done = amended(team, **lines).muster("schedule", "--json")
    assert (done.code, done.json["code"]) == (3, code)
    assert message in done.json["message"]
    assert done.json["next"]


def test_who_names_a_day_needs_none_of_the_charter(team: Repo) -> None:
    amended(team, week_one="{starts: soon}")
    assert team.muster("schedule", "--starts", "2026-11-23").code == 0


def test_the_zones_of_tzdata_do_where_the_machine_has_none(team: Repo) -> None:
    there = team.muster("schedule", "--json").json["data"]
    assert team.muster("schedule", "--json", PYTHONTZPATH="").json["data"] == there


def test_a_broken_charter_and_no_registry_are_told(team: Repo, tmp_path: Path) -> None:
    team.commit({"registry/charter.yaml": "}"}, parents=(team.tip("main"),))
    assert team.muster("schedule", "--json").json["code"] == "broken-charter"
    bare = Repo.make(tmp_path / "bare")
    bare.commit({"README": "x"}, parents=())
    assert bare.muster("schedule", "--json").json["code"] == "no-charter"


def test_hostile_texts_reach_no_screen(team: Repo) -> None:
    text = json.dumps("x ::error::y\nEND:VEVENT\nBEGIN:VEVENT\n##[error]z")
    hostile = record(5, schedule=f"[{{do: {text}}}, {{do: {text}, at: x}}]", name=text)
    team.commit({path_of(5): hostile}, parents=(team.tip("main"),))
    shown = team.muster("schedule")
    assert f"Not read:     {path_of(5)}" in shown.out
    assert ": :error: :y" in " ".join(shown.out.split())
    made = team.muster("schedule", "--format", "ics")
    assert made.out.count("\nBEGIN:VEVENT") == 21 + 7
    for told in (shown.out, made.err):
        assert "::" not in told
        assert "##[" not in told


def test_the_real_teams_week_is_the_readmes(repo: Repo) -> None:
    files: dict[str, Content] = {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for path in sorted((ROOT / "registry").rglob("*.yaml"))
    }
    repo.commit(files, parents=())
    readme = (ROOT / "README.md").read_text("utf-8")
    block = next(part for part in readme.split("```") if "$ muster schedule" in part)
    command, _, shown = block.strip().split("\n", 2)
    _, _, told = repo.muster(*command.split()[2:], COLUMNS="80").out.partition("\n")
    assert told.strip() == shown


def test_the_calendar_library_is_imported_for_a_calendar_only() -> None:
    code = (
        "import sys; import muster.cli.main, muster.cli.schedule, muster.render.week;"
        "assert 'icalendar' not in sys.modules;"
        "import muster.render.week_calendar;"
        "assert 'icalendar' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
