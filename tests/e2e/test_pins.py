"""What a clone saw of main is pinned: a rewind or another registry does not go unnoticed."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.git.pins import MAIN_PIN, ROOT_PIN, check_and_advance, root_of
from muster.git.repository import Repository
from muster.model.error import SurroundingsError
from support.repos import Repo, inside


@pytest.fixture
def team(repo: Repo) -> Iterator[Repo]:
    """The team's repository, its environment this process's."""
    with inside(repo):
        yield repo


def _check(repo: Repo, commit: str | None = None, folder: Path | None = None) -> None:
    repository = Repository.open(folder or repo.folder)
    tip = commit or repo.tip("main")
    check_and_advance(repository, "main", tip, root_of(repository, tip))


def _refused(repo: Repo, code: str, commit: str | None = None) -> SurroundingsError:
    before = _pins(repo)
    with pytest.raises(SurroundingsError) as caught:
        _check(repo, commit)
    assert caught.value.code == code
    assert _pins(repo) == before
    return caught.value


def _pins(repo: Repo) -> list[str]:
    told = repo.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/muster/pins")
    return told.splitlines()


def _pinned(repo: Repo) -> str:
    return repo.git("for-each-ref", "--format=%(objectname)", MAIN_PIN)


def test_the_root_is_that_of_the_first_parents(team: Repo) -> None:
    root = team.tip("main")
    other = team.commit({"x": "x"}, on="other", parents=())
    team.commit({"y": "y"}, parents=[root, other])
    merged = team.commit({"z": "z"})
    assert root_of(Repository.open(team.folder), merged) == root
    assert root_of(Repository.open(team.folder), root) == root
    assert root_of(Repository.open(team.folder), other) == other


def test_the_pins_follow_main(team: Repo) -> None:
    first = team.tip("main")
    _check(team)
    second = team.commit({"x": "x"})
    _check(team)
    _check(team)
    assert _pins(team) == [f"{MAIN_PIN} {second}", f"{ROOT_PIN} {first}"]


def test_a_rewound_main_is_an_error_until_it_is_accepted(team: Repo) -> None:
    old = team.tip("main")
    seen = team.commit({"x": "x"})
    _check(team)
    team.git("update-ref", "refs/heads/main", old)
    error = _refused(team, "main-rewound")
    assert seen[:12] in error.message
    assert old[:12] in error.message
    look, accept = error.commands
    assert look == f"git log --oneline {seen[:12]}..{old[:12]}"
    team.git(*look.split()[1:])
    team.git(*accept.split()[1:])
    _check(team)
    assert _pinned(team) == old


def test_a_rewritten_main_is_an_error(team: Repo) -> None:
    old = team.tip("main")
    team.commit({"x": "x"})
    _check(team)
    _refused(team, "main-rewound", team.commit({"y": "y"}, on="other", parents=[old]))


def test_another_root_is_another_registry_until_it_is_accepted(team: Repo) -> None:
    root = team.tip("main")
    _check(team)
    other = team.commit({"x": "x"}, on="other", parents=())
    error = _refused(team, "other-registry", other)
    assert root[:12] in error.message
    assert other[:12] in error.message
    for command in error.commands:
        team.git(*command.split()[1:])
    _check(team, other)
    assert _pinned(team) == other


def test_a_history_that_swallows_the_old_one_is_another_registry(team: Repo) -> None:
    _check(team)
    other = team.commit({"x": "x"}, on="other", parents=())
    swapped = team.commit({"y": "y"}, on="swapped", parents=[other, team.tip("main")])
    _refused(team, "other-registry", swapped)


def test_all_working_trees_of_a_clone_share_the_pins(team: Repo, tmp_path: Path) -> None:
    old = team.tip("main")
    team.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    seen = team.commit({"x": "x"})
    _check(team, seen, tmp_path / "linked")
    assert _pinned(team) == seen
    team.git("update-ref", "refs/heads/main", old)
    _refused(team, "main-rewound")


_CHECK = """
import sys
import time
from pathlib import Path
from muster.git.pins import check_and_advance, root_of
from muster.git.repository import Repository
from muster.model.error import SurroundingsError
repository = Repository.open(Path("."))
for commit in sys.argv[1:]:
    try:
        check_and_advance(repository, "main", commit, root_of(repository, commit))
    except SurroundingsError as error:
        sys.exit(error.code)
"""


def _start(repo: Repo, *commits: str, wrapper: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*wrapper, sys.executable, "-c", _CHECK, *commits], cwd=repo.folder, env=repo.env,
        stderr=subprocess.PIPE,
    )  # fmt: skip


def test_racing_processes_never_move_a_pin_back(team: Repo) -> None:
    commits = [team.tip("main"), *(team.commit({"x": str(n)}) for n in range(12))]
    # Those that see an older main than is pinned find that main has moved on here since.
    started = [_start(team, *commits[n::3], commits[-1]) for n in range(3)]
    told = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], told
    assert _pinned(team) == commits[-1]


def test_a_pin_that_moves_on_meanwhile_is_not_moved_back(
    team: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    from muster.git import pins

    _check(team)
    older, newer = team.commit({"x": "1"}), team.commit({"x": "2"})
    write = pins._write

    def late(*arguments: object) -> None:
        monkeypatch.setattr(pins, "_write", write)
        team.git("update-ref", MAIN_PIN, newer)
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pins, "_write", late)
    _check(team, older)
    assert _pinned(team) == newer


def test_the_normal_case_asks_git_once(team: Repo, tmp_path: Path) -> None:
    _check(team)
    repository = Repository.open(team.folder)
    trace = tmp_path / "trace"
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    git = shutil.which("git")
    program.write_text(f'#!/bin/sh\necho "$@" >> {trace}\nexec {git} "$@"\n')
    program.chmod(0o755)
    tip = team.tip("main")
    with inside(team, PATH=f"{program.parent}:{os.environ['PATH']}"):
        check_and_advance(repository, "main", tip, tip)
    assert len(trace.read_text().splitlines()) == 1


def test_no_hook_takes_part(team: Repo, tmp_path: Path) -> None:
    hook = team.git_dir / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\nexit 1\n")
    hook.chmod(0o755)
    _check(team)
    assert _pinned(team) == team.tip("main")
    assert not (tmp_path / "started").exists()


def test_a_repository_that_can_not_be_written_is_still_checked(team: Repo) -> None:
    wrapper: tuple[str, ...] = ()
    if os.geteuid() == 0:
        wrapper = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
        if shutil.which("setpriv") is None or subprocess.run([*wrapper, "true"]).returncode:
            pytest.skip("root may write everything, and can't give that up here without setpriv")
    first = team.tip("main")
    _check(team)
    second = team.commit({"x": "x"})
    other = team.commit({"y": "y"}, on="other", parents=())
    folders = [team.git_dir, *(path for path in team.git_dir.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    fine, bad = (_start(team, commit, wrapper=wrapper) for commit in (second, other))
    told = fine.communicate()[1], bad.communicate()[1]
    for folder in folders:
        folder.chmod(0o755)
    assert (fine.returncode, told[0]) == (0, b"")
    assert b"other-registry" in told[1]
    assert _pinned(team) == first


def test_a_lock_that_a_killed_git_left_is_taken_away(team: Repo) -> None:
    _check(team)
    lock = team.git_dir / f"{MAIN_PIN}.lock"
    lock.touch()
    os.utime(lock, (time.time() - 60, time.time() - 60))
    commit = team.commit({"x": "x"})
    _check(team)
    assert team.git("rev-parse", MAIN_PIN) == commit
    assert not lock.exists()


def test_a_shallow_clone_has_no_root(team: Repo, tmp_path: Path) -> None:
    team.commit({"x": "x"})
    url = f"file://{team.folder}"
    team.git("clone", "--quiet", "--bare", "--depth=1", url, str(tmp_path / "shallow"))
    with pytest.raises(SurroundingsError) as caught:
        root_of(Repository.open(tmp_path / "shallow"), team.tip("main"))
    assert caught.value.code == "shallow-history"
