"""Trouble of the machine: exit 3, what is wrong, what to do, and nothing lost."""

import os
import shutil
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from muster.git import ssh_keygen
from support.office import Office, forked
from support.repos import Done, goal

CLAIM = ("claim", "--number", "3", "--session-id", "s", "--json")
ALL: list[Sequence[str]] = [
    CLAIM,
    ("amend", "--session-id", "a", "--from", "-", "--json"),
    ("renumber", "3", "--session-id", "a", "--json"),
    ("release", "--session-id", "a", "--json"),
    ("rebind", "2", "--session-id", "b", "--json"),
    ("approve", "2", "--json"),
    ("approve", "--all", "--yes", "--json"),
    ("roster", "--remote", "--json"),
    ("watch", "--limit", "5", "--json"),
]
AMENDMENT = f"goal: {goal(9)}\n"


def _trouble(done: Done, code: str, *words: str) -> None:
    answer = done.json
    assert (done.code, answer["code"]) == (3, code), done
    assert "defect" not in answer["message"]
    for word in words:
        assert word in answer["message"]


def _run(office: Office, command: Sequence[str], **env: str) -> Done:
    return office.muster(*command, given=AMENDMENT, MUSTER_APPROVER_KEY=str(office.approver), **env)


@pytest.mark.parametrize("command", ALL, ids=lambda command: command[0])
def test_a_remote_that_is_gone_stops_every_command(held: Office, command: Sequence[str]) -> None:
    held.hub.folder.rename(held.folder / "away.git")
    done = _run(held, command)
    _trouble(done, "remote-unreachable", "origin", "../hub.git")
    assert done.json["next"] == ["git remote get-url origin", "git ls-remote origin"]


def test_what_the_remote_missed_is_done_when_it_is_back(held: Office) -> None:
    before = held.refs()
    away = held.hub.folder.rename(held.folder / "away.git")
    _trouble(_run(held, CLAIM), "remote-unreachable")
    away.rename(held.folder / "hub.git")
    assert held.refs() == before
    assert _run(held, CLAIM).code == 0


def test_a_network_that_refuses_is_told_and_not_waited_for(office: Office) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        port = taken.getsockname()[1]
        for scheme in ("git", "http", "ssh"):
            url = f"{scheme}://127.0.0.1:{port}/team.git"
            office.one.git("remote", "set-url", "origin", url)
            _trouble(_run(office, CLAIM), "remote-unreachable", url)


def test_without_ssh_keygen_nothing_is_claimed_and_the_package_is_named(
    held: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_git = held.folder / "bin"
    only_git.mkdir()
    (only_git / "git").symlink_to(shutil.which("git") or "")
    monkeypatch.setattr(ssh_keygen, "_FOLDERS", ())
    ssh_keygen.program.cache_clear()
    before = held.refs()
    for command in (CLAIM, ("approve", "2", "--json")):
        done = _run(held, command, PATH=str(only_git))
        _trouble(done, "no-ssh-keygen")
        assert done.json["next"] == ["apt-get install openssh-client"]
    status = held.muster("status", "--json", PATH=str(only_git))
    assert status.code in (0, 3)
    assert held.refs() == before


def _as_anybody(office: Office) -> Sequence[str]:
    """What starts a process that file modes hold for."""
    if os.geteuid():
        return ()
    wrapper = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if shutil.which("setpriv") is None or subprocess.run([*wrapper, "true"]).returncode:
        pytest.skip("root may write everything, and can't give that up here without setpriv")
    return wrapper


def _tree(folder: Path, *, writable: bool) -> None:
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode & 0o777
        path.chmod(mode | 0o200 if writable else mode & ~0o222)


def test_a_state_folder_that_is_read_only_stops_a_new_key_only(held: Office) -> None:
    repo = replace(held.one, wrapper=tuple(_as_anybody(held)))
    state = held.folder / "state"
    before = held.refs()
    _tree(state, writable=False)
    try:
        done = repo.muster(*CLAIM)
        _trouble(done, "state-not-writable", "Permission denied")
        assert done.json["next"] == ["export MUSTER_STATE_HOME=DIR"]
        assert repo.muster("claim", "--number", "2", "--session-id", "a").code == 0
        assert repo.muster("status").code == 0
        assert held.refs() == before
    finally:
        _tree(state, writable=True)
    assert repo.muster(*CLAIM).code == 0


def test_a_repository_that_is_read_only_is_told(held: Office) -> None:
    repo = replace(held.one, wrapper=tuple(_as_anybody(held)))
    held.clone("two")
    _tree(repo.git_dir, writable=False)
    try:
        _trouble(repo.muster(*CLAIM), "not-writable", str(repo.git_dir))
        held.claim("b", "--number", "1", at="two")  # now there is something to fetch
        _trouble(repo.muster(*CLAIM), "not-writable", str(repo.git_dir))
    finally:
        _tree(repo.git_dir, writable=True)
    assert "refs/heads/claim/003" not in held.refs()
    assert repo.muster(*CLAIM).code == 0


def _full(where: Path, kilobytes: int) -> tuple[str, ...]:
    """What starts a process for which a folder is on a disk that is full."""
    script = (
        f"cp -a '{where}' '{where}.kept' && mount -t tmpfs -o size={kilobytes}k,mode=700 tmpfs "
        f"'{where}' && cp -a '{where}.kept/.' '{where}' && "
        f"{{ cat /dev/zero >'{where}/filler' 2>/dev/null; exec \"$@\"; }}"
    )
    found = ("unshare", "--mount", "sh", "-c", script, "sh")
    probe = ("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", str(where))
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("no disk can be filled here without mounting one")
    return found


def test_a_disk_without_room_for_a_key_is_told(held: Office) -> None:
    repo = replace(held.one, wrapper=_full(held.folder / "state", 64))
    before = held.refs()
    _trouble(repo.muster(*CLAIM), "state-not-writable", "No space left")
    assert held.refs() == before
    assert held.muster(*CLAIM).code == 0


def test_a_disk_without_room_for_a_commit_is_told(held: Office) -> None:
    repo = replace(held.one, wrapper=_full(held.one.git_dir, 1024))
    before = held.refs()
    done = repo.muster(*CLAIM)
    _trouble(done, "disk-full", "No space left")
    assert done.json["next"] == ["df -h"]
    assert held.refs() == before
    assert held.muster(*CLAIM).code == 0


def test_a_disk_without_room_for_temporary_files_is_told(held: Office, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    repo = replace(held.one, wrapper=_full(small, 16))
    done = repo.muster(*CLAIM, TMPDIR=str(small))
    assert done.code == 3, done
    assert done.json["code"] in ("no-temporary-file", "disk-full"), done
    assert held.muster(*CLAIM).code == 0


@pytest.mark.parametrize("version", ["2.30.2", "2.37.9.windows.1", "1.8"])
def test_a_git_that_is_too_old_is_told_by_its_version(office: Office, version: str) -> None:
    fake = office.folder / "old/git"
    fake.parent.mkdir()
    fake.write_text(
        f'#!/bin/sh\n[ "$1" = version ] && echo "git version {version}" && exit\n'
        'echo "error: unknown option" >&2\nexit 129\n'
    )
    fake.chmod(0o755)
    done = office.muster(*CLAIM, PATH=f"{fake.parent}:{os.environ['PATH']}")
    _trouble(done, "git-too-old", version, "2.38")


def test_no_git_at_all_is_told(office: Office) -> None:
    _trouble(office.muster(*CLAIM, PATH="/nowhere"), "no-git")


def test_an_identity_that_git_does_not_have_is_told(office: Office) -> None:
    office.one.git("config", "user.useConfigOnly", "true")
    known = ("GIT_AUTHOR", "GIT_COMMITTER", "EMAIL")
    env = {name: value for name, value in office.one.env.items() if not name.startswith(known)}
    done = forked(office.one.folder, env, CLAIM)
    _trouble(done, "no-identity", "name and an email")
    for command in ('user.name "YOUR NAME"', 'user.email "YOU@EXAMPLE.ORG"'):
        assert f"git config {command}" in done.json["next"]
    assert set(office.refs()) == {"refs/heads/main"}
    office.one.git("config", "user.name", "Me")
    office.one.git("config", "user.email", "me@example.invalid")
    assert forked(office.one.folder, env, CLAIM).code == 0


def test_a_remote_without_a_registry_is_told(office: Office) -> None:
    office.hub.git("update-ref", "-d", "refs/heads/main")
    _trouble(_run(office, CLAIM), "no-main")


def test_a_charter_that_can_t_be_read_is_told(office: Office) -> None:
    office.hub.commit({"registry/charter.yaml": "size: [\n"})
    _trouble(_run(office, CLAIM), "broken-charter")


def test_a_repository_without_a_remote_is_told(office: Office, tmp_path: Path) -> None:
    office.one.git("remote", "remove", "origin")
    done = _run(office, CLAIM)
    assert (done.code, done.json["code"]) == (2, "no-remote")
    nowhere = tmp_path / "plain"
    nowhere.mkdir()
    _trouble(office.muster(*CLAIM, at=nowhere), "not-a-repository")
