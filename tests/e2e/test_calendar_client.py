"""A calendar that ``muster schedule`` writes, imported into khal, a real calendar client."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.repos import Content, Repo, charter, path_of, record

CONFIG = """\
[calendars]
[[team]]
path = {folder}/team
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = UTC
[sqlite]
path = {folder}/khal.db
"""


class Khal:
    """A calendar of its own, in a folder of its own; it shows the times of a zone."""

    def __init__(self, folder: Path, zone: str) -> None:
        self.folder = folder
        (folder / "team").mkdir(parents=True)
        (folder / "config").write_text(CONFIG.format(folder=folder, zone=zone), "utf-8")

    def run(self, *arguments: str, given: bytes | None = None) -> str:
        done = subprocess.run(
            [Path(sys.executable).with_name("khal"), "-c", self.folder / "config", *arguments],
            input=given, capture_output=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b""), done
        return done.stdout.decode("utf-8")

    def take(self, calendar: str) -> None:
        """Import a calendar; what has an id that is there already takes its place."""
        file = self.folder / "week.ics"
        file.write_bytes(calendar.encode("utf-8"))
        self.run("import", "--batch", "-a", "team", str(file))

    def events(self, day: str, *, days: int = 1) -> list[str]:
        """What begins on some days, as begin, end and title, a line each."""
        form = "{start-long} - {end-long} {title}"
        listed = self.run("list", "--once", "--day-format", "", "--format", form, day, f"{days}d")
        return [line for line in listed.splitlines() if line]


def team(repo: Repo, items: dict[int, str], *, zone: str, starts: str) -> str:
    """The calendar of week one."""
    files: dict[str, Content] = {
        "registry/charter.yaml": charter(500, timezone=zone, week_one=f"{{starts: {starts}}}"),
        **{
            path_of(number): record(number, f"session-{number}", schedule=f"[{item}]")
            for number, item in items.items()
        },
    }
    repo.commit(files, parents=())
    done = repo.muster("schedule", "--format", "ics")
    assert (done.code, done.err) == (0, "")
    return done.out


@pytest.fixture
def berlin(tmp_path: Path) -> Khal:
    return Khal(tmp_path / "khal", "Europe/Berlin")


ITEMS = {
    1: '{do: Watch, at: "22:00-04:00"}',
    2: '{do: Send, at: "10:00-11:00"}',
    3: '{do: Hand in, by: "24:00"}',
    4: '{do: Ring, at: "00:00", days: mon}',
    5: "{do: Read, days: sun}",
}


def test_a_client_shows_the_week_across_a_change_of_the_clock(repo: Repo, berlin: Khal) -> None:
    berlin.take(team(repo, ITEMS, zone="Europe/Berlin", starts="2026-10-23"))
    assert sorted(berlin.events("2026-10-24", days=3)) == [
        "2026-10-23 22:00 - 2026-10-24 04:00 Watch (1 worker-1)",
        "2026-10-24 10:00 - 2026-10-24 11:00 Send (2 worker-2)",
        "2026-10-24 22:00 - 2026-10-25 04:00 Watch (1 worker-1)",
        "2026-10-24 23:45 - 2026-10-25 00:00 By 24:00: Hand in (3 worker-3)",
        "2026-10-25 - 2026-10-25 Read (5 worker-5)",
        "2026-10-25 10:00 - 2026-10-25 11:00 Send (2 worker-2)",
        "2026-10-25 22:00 - 2026-10-26 04:00 Watch (1 worker-1)",
        "2026-10-25 23:45 - 2026-10-26 00:00 By 24:00: Hand in (3 worker-3)",
        "2026-10-26 00:00 - 2026-10-26 00:15 Ring (4 worker-4)",
        "2026-10-26 10:00 - 2026-10-26 11:00 Send (2 worker-2)",
        "2026-10-26 22:00 - 2026-10-27 04:00 Watch (1 worker-1)",
        "2026-10-26 23:45 - 2026-10-27 00:00 By 24:00: Hand in (3 worker-3)",
    ]


def test_a_client_elsewhere_shows_the_same_points_in_time(repo: Repo, tmp_path: Path) -> None:
    tokyo = Khal(tmp_path / "khal", "Asia/Tokyo")
    tokyo.take(team(repo, ITEMS, zone="America/New_York", starts="2026-10-31"))
    told = [line for line in tokyo.events("2026-11-01", days=2) if "(2 " in line or "(1 " in line]
    assert sorted(told) == [  # New York's clock goes back in the first of these nights
        "2026-11-01 11:00 - 2026-11-01 18:00 Watch (1 worker-1)",
        "2026-11-02 00:00 - 2026-11-02 01:00 Send (2 worker-2)",
        "2026-11-02 12:00 - 2026-11-02 18:00 Watch (1 worker-1)",
    ]


def test_the_same_calendar_again_moves_what_has_changed(repo: Repo, berlin: Khal) -> None:
    items = {2: '{do: Send, at: "10:00-11:00", days: mon}', 3: "{do: Read, days: mon}"}
    berlin.take(team(repo, items, zone="Europe/Berlin", starts="2026-11-23"))
    first = berlin.events("2026-11-23")
    moved = items | {2: '{do: Send, at: "14:00-15:30", days: mon}'}
    berlin.take(team(repo, moved, zone="Europe/Berlin", starts="2026-11-23"))
    assert (first, berlin.events("2026-11-23")) == (
        [
            "2026-11-23 - 2026-11-23 Read (3 worker-3)",
            "2026-11-23 10:00 - 2026-11-23 11:00 Send (2 worker-2)",
        ],
        [
            "2026-11-23 - 2026-11-23 Read (3 worker-3)",
            "2026-11-23 14:00 - 2026-11-23 15:30 Send (2 worker-2)",
        ],
    )


def test_two_hundred_sessions_are_taken(repo: Repo, berlin: Khal) -> None:
    items = dict.fromkeys(range(1, 201), "{do: Read, days: wed}")
    berlin.take(team(repo, items, zone="Europe/Berlin", starts="2026-11-23"))
    wanted = {f"2026-11-25 - 2026-11-25 Read ({n} worker-{n})" for n in range(1, 201)}
    assert set(berlin.events("2026-11-23", days=7)) == wanted


def test_hostile_texts_stay_texts_in_a_client(repo: Repo, berlin: Khal) -> None:
    text = '"x\\nEND:VEVENT\\nBEGIN:VEVENT\\nSUMMARY:mine; a, b \\\\n c 日本語 <b>d</b>"'
    item = f"{{do: {text}, days: mon}}"
    berlin.take(team(repo, {1: item}, zone="Europe/Berlin", starts="2026-11-23"))
    assert berlin.events("2026-11-20", days=14) == [
        "2026-11-23 - 2026-11-23 x END:VEVENT BEGIN:VEVENT SUMMARY:mine; a, b \\n c "
        "日本語 ‹b›d‹/b› (1 worker-1)"
    ]
