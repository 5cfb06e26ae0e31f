"""watch: an agent waits for a state, and is told when it comes, is over, or takes too long."""

import subprocess
import sys
import time

import pytest

from muster.flows import waiting
from support.office import Office
from support.repos import Done


def _watch(office: Office, *more: str) -> Done:
    return office.muster("watch", "--session-id", "a", "--json", *more)


class Background:
    """A watch as a process of its own, beside which things happen."""

    def __init__(self, office: Office, *more: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "muster", "watch", "--session-id", "a", "--limit", "30", *more],
            cwd=office.clone("watcher").folder, env=office.one.env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stderr is not None
        self.begun = self._process.stderr.readline()  # it has looked once

    def done(self) -> Done:
        out, err = self._process.communicate(timeout=40)
        return Done(self._process.returncode, out, err)


def test_a_state_that_is_reached_already_is_told_at_once(approved: Office) -> None:
    for until, message in {
        "registered": "Number 2 is claimed.", "approved": "Number 2 is approved.",
    }.items():  # fmt: skip
        done = _watch(approved, "--until", until, "--limit", "0")
        assert (done.code, done.json["code"], done.json["message"]) == (0, until, message)
        assert done.json["data"]["number"] == 2


@pytest.mark.parametrize("until", ["registered", "approved", "confirmed", "active", None])
def test_a_time_that_is_over_is_exit_3_with_the_same_command(
    office: Office, until: str | None
) -> None:
    options = ["--until", until] if until else []
    done = _watch(office, *options, "--limit", "0")
    assert (done.code, done.json["code"]) == (3, "time-limit")
    again = f"muster watch --until {until}" if until else "muster watch"
    assert done.json["next"] == [f"{again} --session-id a"]
    assert "This session holds no number." in done.json["message"]


def test_it_waits_for_the_approval(held: Office) -> None:
    watching = Background(held, "--until", "approved")
    held.approve("2")
    done = watching.done()
    assert watching.begun == "muster: Watching origin. Number 2: waits for approval.\n"
    assert (done.code, done.out) == (
        0,
        "Number 2 is approved.\n  $ muster whoami --session-id a\n",
    ), done
    assert done.err.splitlines() == ["muster: main moved"]


def test_it_ends_when_its_claim_is_gone(held: Office) -> None:
    watching = Background(held, "--until", "approved", "--json")
    assert held.muster("release", "2", *held.by_approver).code == 0
    done = watching.done()
    assert (done.code, done.json["code"]) == (5, "claim-gone"), done
    assert "claim/002 moved" in done.err


def test_without_a_goal_it_waits_for_any_change(office: Office) -> None:
    watching = Background(office, "--json")
    office.claim("b", "--number", "1")
    done = watching.done()
    assert (done.code, done.json["code"]) == (0, "changed")
    assert done.json["data"]["moved"] == ["claim/001"]


def test_a_state_of_the_session_needs_its_id(office: Office) -> None:
    for until, code in {"approved": 2, "registered": 2, "active": 3}.items():
        done = office.muster("watch", "--until", until, "--limit", "0", "--json")
        assert done.code == code, done
    assert office.muster("watch", "--until", "lunch", "--json").code == 2


def test_an_outage_of_a_moment_ends_no_watch(held: Office) -> None:
    watching = Background(held, "--until", "approved")
    away = held.folder / "away.git"
    held.hub.folder.rename(away)
    time.sleep(1.5)
    away.rename(held.folder / "hub.git")
    held.approve("2")
    done = watching.done()
    assert done.code == 0, done
    assert any("can't be reached" in line for line in done.err.splitlines())


def test_the_pauses_grow_to_a_bound() -> None:
    pauses = waiting._pauses()
    found = [next(pauses) for _ in range(20)]
    assert found[0] == waiting.FIRST_PAUSE
    assert found == sorted(found)
    assert found[-1] == waiting.LONGEST_PAUSE
