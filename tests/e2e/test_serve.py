"""``muster serve``: the same hook, over git's daemon."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.remotes import Team, prepare, said
from support.repos import together

MAIN, SEVEN = "refs/heads/main", "refs/heads/claim/007"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The team that each test gets a copy of."""
    return prepare(tmp_path_factory.mktemp("serve") / "here")


@pytest.fixture
def team(made: Team, tmp_path: Path) -> Team:
    return made.copy(tmp_path / "here")


@contextmanager
def _served(team: Team, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    server = subprocess.Popen(
        [sys.executable, "-m", "muster", "serve", str(team.remote), "--json", *arguments],
        env=team.desk.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout
        line = server.stdout.readline()
        assert line, server.communicate()
        yield server, json.loads(line)["data"]["url"]
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)


def test_the_hook_decides_over_the_daemon_too(team: Team) -> None:
    other = team.folder / "other"
    other.mkdir()
    with _served(team) as (_, url):
        assert url.startswith("git://127.0.0.1:")
        one, two = team.claim(7), team.claim(7, "two")
        done = team.push(f"{one}:{MAIN}", url=url)
        assert "it has 1 parent, not two" in said(done)
        done = team.push(f"{one}:refs/heads/foo", url=url)
        assert "There is no place for it" in said(done)
        done = team.push(f"{team.merge(one, 'one')}:{MAIN}", url=url)
        assert "that signed it stands in" in said(done)
        racers = together(*(lambda c=c: team.push(f"{c}:{SEVEN}", url=url) for c in (one, two)))
        assert sorted(done.code == 0 for done in racers) == [False, True]
        winner = team.at("claim/007")
        assert team.push(f"{team.merge(winner)}:{MAIN}", url=url).code == 0
        # Only this repository, and only to its own name.
        subprocess.run(["git", "clone", "--quiet", "--bare", str(team.remote), str(other / "x")],
                       env=team.desk.env, check=True)  # fmt: skip
        for path in ("other/x", "team/", "../here/team", "desk"):
            base = url.rpartition("/")[0]
            done = team.push(f"{one}:refs/heads/claim/008", url=f"{base}/{path}")
            assert done.code != 0, path


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_with_all_that_it_started(team: Team, number: signal.Signals) -> None:
    with _served(team) as (server, url):
        port = int(url.split(":")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port)):  # a client that never says a word
            time.sleep(0.2)
            started = _children(server.pid)
            assert started
            server.send_signal(number)
            _, err = server.communicate(timeout=20)
        assert server.returncode == 0, err
        assert "Traceback" not in err
        assert not [pid for pid in started if _alive(pid)]
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=1)


def _children(pid: int) -> list[int]:
    found = []
    for at in Path("/proc").iterdir():
        if at.name.isdigit() and _stat(at).get("PPid") == str(pid):
            found += [int(at.name), *_children(int(at.name))]
    return found


def _alive(pid: int) -> bool:
    return _stat(Path(f"/proc/{pid}")).get("State", "Z (zombie)")[0] != "Z"


def _stat(at: Path) -> dict[str, str]:
    try:
        lines = (at / "status").read_text().splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def test_a_port_of_ones_own(team: Team) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = team.desk.muster("serve", str(team.remote), "--port", port, "--json")
        assert (done.code, done.json["code"]) == (2, "port-taken")
    with _served(team, "--port", port) as (_, url):
        assert url == f"git://127.0.0.1:{port}/team"


def test_two_at_once_have_two_ports(team: Team) -> None:
    with _served(team) as (_, one), _served(team) as (_, two):
        assert one != two


def test_what_it_refuses(team: Team, tmp_path: Path) -> None:
    done = team.desk.muster("serve", str(team.desk.folder))
    assert (done.code, "is no remote that muster made" in done.err) == (2, True)
    programs = tmp_path / "programs"
    programs.mkdir()
    done = team.desk.muster("serve", str(team.remote), GIT_EXEC_PATH=str(programs))
    assert (done.code, "$ apt-get install git" in done.err) == (3, True)
    assert os.environ.get("GIT_EXEC_PATH") is None


def test_a_daemon_that_ends_by_itself(team: Team) -> None:
    with _served(team) as (server, _):
        for pid in _children(server.pid):
            os.kill(pid, signal.SIGKILL)
        out, err = server.communicate(timeout=20)
    assert server.returncode == 3, err
    assert out == "" or json.loads(out)["code"] == "daemon-ended"


def test_a_small_pack_that_holds_a_huge_commit(team: Team) -> None:
    """It would be unpacked into memory before any hook is asked."""
    head = team.desk.git("cat-file", "commit", team.claim(7)).partition("\n\n")[0].encode()
    huge = team.desk.git(
        "-c", "core.compression=1", "hash-object", "-t", "commit", "-w", "--stdin",
        given=head + b"\n\n" + b"a" * (300 << 20),
    )  # fmt: skip
    with _served(team) as (_, url):
        before = team.refs()
        done = team.push(f"{huge}:{SEVEN}", url=url)
        assert done.code != 0
        assert "muster:" not in said(done), said(done)  # the connection may just break
        assert team.refs() == before
        assert team.push(f"{team.claim(7)}:{SEVEN}", url=url).code == 0
