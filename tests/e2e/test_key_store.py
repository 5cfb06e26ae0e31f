"""Sessions' keys: private, whole or not there, and one for each session however many ask."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import muster
from muster.git.key_store import make_session_key, session_key, state_folder
from muster.git.ssh_keygen import public_key
from muster.model.error import SurroundingsError

ROOT = "a" * 40
_MAKE = (
    "import sys; from muster.git.key_store import make_session_key as make; "
    "print(make(sys.argv[1], sys.argv[2]))"
)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder; it does not exist yet."""
    monkeypatch.setenv("MUSTER_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def _start(session: str, *wrapper: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*wrapper, sys.executable, "-c", _MAKE, ROOT, session], text=True,
        env={**os.environ, "PYTHONPATH": str(Path(muster.__file__).parents[1])},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _refused(code: str) -> SurroundingsError:
    with pytest.raises(SurroundingsError) as caught:
        make_session_key(ROOT, "session-a")
    assert caught.value.code == code
    return caught.value


def test_the_state_folder_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert state_folder() == tmp_path / "state"
    monkeypatch.setenv("MUSTER_STATE_HOME", "relative")
    assert _refused("relative-state-home").commands == (
        f"export MUSTER_STATE_HOME={Path.cwd() / 'relative'}",
    )
    monkeypatch.delenv("MUSTER_STATE_HOME")
    monkeypatch.setenv("XDG_STATE_HOME", "/x")
    assert state_folder() == Path("/x/muster")
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/me")
    assert state_folder() == Path("/home/me/.local/state/muster")


def test_a_key_is_made_once_and_nobody_else_can_read_it(state: Path) -> None:
    assert session_key(ROOT, "session-a") is None
    assert not state.exists()
    path = make_session_key(ROOT, "session-a")
    whole = path.read_bytes()
    assert make_session_key(ROOT, "session-a") == session_key(ROOT, "session-a") == path
    assert path.read_bytes() == whole
    assert path.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in (state, *path.parents[:3])} == {0o700}
    assert public_key(path) == public_key(path.with_name("key.pub"))


def test_a_key_belongs_to_one_session_of_one_registry() -> None:
    path = make_session_key(ROOT, "Session:A.1")
    assert session_key(ROOT, "sESSION:a.1") == path
    assert path.parent.name.startswith("session-a-1-")
    for root, session in ((ROOT, "session-a-1"), (ROOT, "session:a.2"), ("b" * 40, "session:a.1")):
        assert session_key(root, session) is None
    assert make_session_key(ROOT, "../../../x").parent.parent == path.parent.parent
    with pytest.raises(ValueError, match="no commit id"):
        session_key("../x", "session-a")


def test_all_that_make_one_key_at_once_get_the_same() -> None:
    started = [_start("session-a") for _ in range(8)]
    answers = [process.communicate() for process in started]
    assert {process.returncode for process in started} == {0}, answers
    (path,) = {out.strip() for out, _ in answers}
    left = sorted(entry.name for entry in Path(path).parent.parent.iterdir())
    assert left == [Path(path).parent.name]
    private = subprocess.run(["ssh-keygen", "-y", "-f", path], capture_output=True, check=True)
    assert private.stdout.decode().split()[:2] == public_key(Path(path)).split()


def test_the_loser_takes_the_winners_key_when_it_comes_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from muster.git import key_store

    make, made = key_store.make_key, []

    def slow(path: Path, comment: str) -> None:
        make(path, comment)
        if not made:
            made.append(path)
            made.append(make_session_key(ROOT, "session-a").read_bytes())

    monkeypatch.setattr(key_store, "make_key", slow)
    assert make_session_key(ROOT, "session-a").read_bytes() == made[1]


def test_one_killed_at_any_moment_leaves_no_half_key(state: Path) -> None:
    for moment in range(6):
        process = _start("session-a")
        while process.poll() is None and not (state / "keys" / ROOT).exists():
            time.sleep(0.001)
        time.sleep(moment * 0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = session_key(ROOT, "session-a")
        assert found is None or public_key(found) == public_key(found.with_name("key.pub"))
        path = make_session_key(ROOT, "session-a")
        subprocess.run(["ssh-keygen", "-y", "-f", path], capture_output=True, check=True)
        shutil.rmtree(state)


def test_what_a_killed_one_left_is_swept_later(state: Path) -> None:
    make_session_key(ROOT, "session-b")
    old, new = state / "keys" / ROOT / ".new-old", state / "keys" / ROOT / ".new-new"
    for begun in (old, new):
        begun.mkdir()
    os.utime(old, (0, 0))
    make_session_key(ROOT, "session-a")
    assert not old.exists()
    assert new.exists()


def test_a_key_that_others_can_read_or_replace_is_refused() -> None:
    path = make_session_key(ROOT, "session-a")
    path.chmod(0o640)
    assert _refused("unsafe-key").commands == (f"chmod 600 {path}",)
    path.chmod(0o600)
    for folder in path.parents[:3]:
        folder.chmod(0o770)
        assert _refused("unsafe-key").commands == (f"chmod 700 {folder}",)
        folder.chmod(0o700)
    assert make_session_key(ROOT, "session-a") == path


def test_a_key_that_is_a_link_is_refused(tmp_path: Path) -> None:
    path = make_session_key(ROOT, "session-a")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert "symbolic link" in _refused("unsafe-key").message


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_another_users_key_is_refused() -> None:
    path = make_session_key(ROOT, "session-a")
    os.chown(path, 12_345, 12_345)
    assert "another user" in _refused("unsafe-key").message


def test_a_key_without_its_public_half_still_has_one() -> None:
    path = make_session_key(ROOT, "session-a")
    whole = public_key(path)
    path.with_name("key.pub").unlink()
    assert public_key(make_session_key(ROOT, "session-a")) == whole


def test_a_state_folder_that_can_not_be_written_is_told(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MUSTER_STATE_HOME", str(tmp_path / "file"))
    assert _refused("state-not-writable").commands == ("export MUSTER_STATE_HOME=DIR",)
    monkeypatch.setenv("MUSTER_STATE_HOME", "/proc/muster")
    assert "/proc/muster" in _refused("state-not-writable").message


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_told_and_leaves_no_half_key(state: Path) -> None:
    state.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(state)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        (state / "filler").write_bytes(b"x" * 45_056)
        for _ in range(8):  # each time a little less room
            with (state / "filler").open("ab") as filler:
                filler.write(b"x" * 4_096)
            try:
                path = make_session_key(ROOT, "session-a")
            except SurroundingsError as error:
                assert error.code == "state-not-writable"  # noqa: PT017
                assert session_key(ROOT, "session-a") is None
                break
            assert public_key(path) == public_key(path.with_name("key.pub"))
            shutil.rmtree(state / "keys")
        else:
            pytest.fail("the disk never was full")
    except OSError:
        pytest.fail("the filler alone filled the disk")
    finally:
        subprocess.run(["umount", str(state)], check=True)
