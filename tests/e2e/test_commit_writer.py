"""A commit is made, signed where asked, and nothing of the user's repository moves."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.git.commit_writer import Content, write_commit
from muster.git.repository import Repository
from muster.git.ssh_keygen import make_key, public_key
from muster.model.error import SurroundingsError
from support.repos import EXECUTABLE, LINK, Repo, inside


@pytest.fixture
def team(repo: Repo) -> Iterator[Repo]:
    """The team's repository, checked out, its environment this process's."""
    repo.checkout()
    with inside(repo):
        yield repo


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A session's key."""
    make_key(tmp_path / "key", "session")
    return tmp_path / "key"


def _write(
    repo: Repo, files: dict[str, Content], signing: Path | None = None, message: str = "Say it"
) -> str:
    return write_commit(Repository.open(repo.folder), [repo.tip("main")], files, message, signing)


def _refused(repo: Repo, code: str, signing: Path | None = None) -> SurroundingsError:
    with pytest.raises(SurroundingsError) as caught:
        _write(repo, {"x": b"x"}, signing)
    assert caught.value.code == code
    assert caught.value.commands
    return caught.value


def _tree(repo: Repo, commit: str) -> dict[str, str]:
    listed = repo.git("ls-tree", "-r", "-z", commit).split("\0")
    return {path: mode.split()[0] for mode, _, path in (e.partition("\t") for e in listed if e)}


def _verified(repo: Repo, commit: str, key: Path, allowed: Path) -> bool:
    allowed.write_text(f"me {public_key(key)}\n")
    done = subprocess.run(
        ["git", "-c", f"gpg.ssh.allowedSignersFile={allowed}", "verify-commit", commit],
        cwd=repo.folder, env=repo.env, capture_output=True,
    )  # fmt: skip
    return done.returncode == 0 and b'Good "git" signature for me' in done.stderr


def test_the_files_are_laid_over_the_first_parents_tree(team: Repo) -> None:
    before = _tree(team, "main")
    blob = team.git("hash-object", "-w", "--stdin", given=b"target")
    text = b"caf\xc3\xa9\r\n\0"
    commit = _write(
        team,
        {
            "registry/sessions/001.yaml": text,
            "registry/sessions/002.yaml": None,
            "never was": None,
            "run": (EXECUTABLE, blob),
            "a/ü\n\t\"q": (LINK, blob),
        },
    )  # fmt: skip
    after = dict(before)
    del after["registry/sessions/002.yaml"]
    assert _tree(team, commit) == {**after, "run": "100755", 'a/ü\n\t"q': "120000"}
    raw = subprocess.run(
        ["git", "cat-file", "blob", f"{commit}:registry/sessions/001.yaml"],
        cwd=team.folder, capture_output=True, check=True,
    )  # fmt: skip
    assert raw.stdout == text
    assert team.git("rev-parse", f"{commit}^@") == team.tip("main")


def test_a_file_takes_the_place_of_a_folder_and_back(team: Repo) -> None:
    folder = {path: None for path in _tree(team, "main") if path.startswith("registry/")}
    flat = _write(team, {"registry": b"flat", **folder})
    assert list(_tree(team, flat)) == ["registry"]
    again = write_commit(
        Repository.open(team.folder), [flat], {"registry/x": b"x", "registry": None}, "m", None
    )
    assert list(_tree(team, again)) == ["registry/x"]


def test_parents_message_and_a_beginning(team: Repo) -> None:
    repository = Repository.open(team.folder)
    first = write_commit(repository, [], {"a": b"a"}, "Größe $120\n\nMuster-Approve: x\n", None)
    assert team.git("rev-parse", f"{first}^@") == ""
    assert list(_tree(team, first)) == ["a"]
    merge = write_commit(repository, [first, team.tip("main")], {}, "one", None)
    assert team.git("rev-parse", f"{merge}^@").split() == [first, team.tip("main")]
    assert list(_tree(team, merge)) == ["a"]
    raw = team.git("cat-file", "commit", first)
    assert raw.endswith("\n\nGröße $120\n\nMuster-Approve: x")
    assert "encoding" not in raw


def _state(repo: Repo) -> tuple[str, ...]:
    git = repo.git_dir
    files = (git / "index", git / "HEAD", git / "config")
    return (
        repo.git("for-each-ref"),
        repo.git("status", "--porcelain=v1", "--ignored", GIT_OPTIONAL_LOCKS="0"),
        repo.git("stash", "list"),
        *(str((path.read_bytes(), path.stat().st_mtime_ns)) for path in files),
        *sorted(str(path) for path in git.rglob("*") if "objects" not in path.parts),
        *sorted(str(path) for path in repo.folder.rglob("*") if ".git" not in path.parts),
    )


def test_nothing_else_moves(team: Repo, key: Path) -> None:
    team.write("registry/sessions/001.yaml", "changed\n")
    team.write("new", "new\n")
    team.write("staged", "staged\n")
    team.git("add", "staged")
    for name in ("core.splitIndex", "core.untrackedCache", "core.sparseCheckout"):
        team.git("config", name, "true")
    before = _state(team)
    _write(team, {"new": b"other", "staged": None, "registry/sessions/001.yaml": b"x"}, key)
    assert _state(team) == before


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_signed_commit_is_verified_by_plain_git(
    tmp_path: Path, key: Path, object_format: str
) -> None:
    repo = Repo.make(tmp_path / "new", object_format=object_format)
    repo.commit({"a": "a"})
    with inside(repo):
        commit = _write(repo, {"x": b"x"}, key)
        unsigned = _write(repo, {"x": b"x"})
    other = tmp_path / "other"
    make_key(other, "other")
    assert _verified(repo, commit, key, tmp_path / "allowed")
    assert not _verified(repo, commit, other, tmp_path / "allowed")
    assert not _verified(repo, unsigned, key, tmp_path / "allowed")


def test_a_bare_repository_and_a_linked_working_tree_will_do(
    team: Repo, tmp_path: Path, key: Path
) -> None:
    team.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    team.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    for folder in (tmp_path / "linked" / "registry", tmp_path / "bare", tmp_path / "bare" / "refs"):
        commit = write_commit(Repository.open(folder), [team.tip("main")], {"x": b"x"}, "m", key)
        told = subprocess.run(["git", "ls-tree", "--full-tree", commit, "x"], cwd=folder,
                              capture_output=True, check=True)  # fmt: skip
        assert told.stdout


def test_the_users_settings_and_hooks_take_no_part(team: Repo, tmp_path: Path, key: Path) -> None:
    other = tmp_path / "other"
    make_key(other, "other")
    told = tmp_path / "started"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho started >> {told}\nexit 1\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("pre-commit", "commit-msg", "post-commit", "post-index-change",
                 "reference-transaction", "post-rewrite", "prepare-commit-msg"):  # fmt: skip
        shutil.copy(program, hooks / hook)
    for name, value in {
        "commit.gpgSign": "true", "gpg.format": "openpgp", "gpg.program": str(program),
        "gpg.ssh.program": str(program), "gpg.ssh.defaultKeyCommand": str(program),
        "user.signingKey": str(other), "core.hooksPath": str(hooks),
        "i18n.commitEncoding": "latin1", "filter.x.clean": str(program), "core.autocrlf": "true",
        "core.fsmonitor": str(program), "core.editor": str(program),
    }.items():  # fmt: skip
        team.git("config", name, value)
    (team.git_dir / "info").mkdir(exist_ok=True)
    (team.git_dir / "info/attributes").write_text("* filter=x text working-tree-encoding=UTF-16\n")
    commit = _write(team, {"x": b"a\r\n"}, key, message="Größe")
    unsigned = _write(team, {"x": b"a\r\n"}, message="Größe")
    assert not told.exists()
    raw = team.git("cat-file", "commit", commit)
    assert "encoding" not in raw
    assert raw.endswith("Größe")
    assert "gpgsig" not in team.git("cat-file", "commit", unsigned)
    assert team.git("cat-file", "-s", f"{commit}:x") == "3"
    team.git("config", "--unset", "gpg.ssh.program")
    team.git("config", "--unset", "gpg.format")
    assert _verified(team, commit, key, tmp_path / "allowed")


def test_an_identity_that_is_missing_is_told(team: Repo) -> None:
    team.git("config", "user.useConfigOnly", "true")
    nobody = {k: v for k, v in team.env.items() if not k.startswith(("GIT_AUTHOR", "GIT_COMMITT"))}
    with inside(Repo(team.folder, env=nobody)):
        assert _refused(team, "no-identity").commands == (
            'git config user.name "YOUR NAME"',
            'git config user.email "YOU@EXAMPLE.ORG"',
        )


def test_a_key_that_does_not_sign_is_told_in_ssh_keygens_words(
    team: Repo, tmp_path: Path, key: Path
) -> None:
    assert "No such file" in _refused(team, "signing-failed", tmp_path / "nowhere").message
    (tmp_path / "text").write_text("no key\n")
    _refused(team, "signing-failed", tmp_path / "text")
    key.chmod(0o644)
    _refused(team, "signing-failed", key)


def _locked(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", path], check=True)
    return path


_ASK = """
import sys
from pathlib import Path
from muster.git.commit_writer import write_commit
from muster.git.repository import Repository
from muster.model.error import SurroundingsError
try:
    made = write_commit(Repository.open(Path(sys.argv[1])), [], {"a": b"a"}, "m",
                        Path(sys.argv[2]), ask=sys.argv[3] == "ask")
except SurroundingsError as error:
    made = error.code
Path(sys.argv[4]).write_text(made)
"""


@pytest.mark.parametrize("ask", [True, False])
def test_a_passphrase_is_asked_for_on_the_terminal_only_where_that_is_wanted(
    team: Repo, tmp_path: Path, ask: bool
) -> None:
    key = _locked(tmp_path / "locked")
    askpass = tmp_path / "askpass"
    askpass.write_text(f"#!/bin/sh\necho asked >> {tmp_path}/asked\necho secret\n")
    askpass.chmod(0o755)
    answer = tmp_path / "answer"
    arguments = [str(team.folder), str(key), "ask" if ask else "never", str(answer)]
    child, terminal = pty.fork()
    if not child:
        more = {"SSH_ASKPASS": str(askpass), "DISPLAY": ":0", "SSH_ASKPASS_REQUIRE": "prefer"}
        env = {**team.env, **({} if ask else more)}
        os.execvpe(sys.executable, [sys.executable, "-c", _ASK, *arguments], env)  # noqa: S606
    shown = b""
    try:
        while data := os.read(terminal, 1000):
            shown += data
            if b"passphrase" in shown and shown.endswith(b": "):
                os.write(terminal, b"secret\n")
    except OSError:
        pass  # the terminal is gone with its last process
    os.close(terminal)
    os.waitpid(child, 0)
    assert not (tmp_path / "asked").exists()
    if ask:
        assert _verified(team, answer.read_text(), key, tmp_path / "allowed")
    else:
        assert shown == b""
        assert answer.read_text() == "signing-failed"


def test_a_repository_that_can_not_be_written_is_told(team: Repo, key: Path) -> None:
    wrapper: tuple[str, ...] = ()
    if os.geteuid() == 0:
        wrapper = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
        if shutil.which("setpriv") is None or subprocess.run([*wrapper, "true"]).returncode:
            pytest.skip("root may write everything, and can't give that up here without setpriv")
    answer = team.folder.parent / "answer"
    folders = [team.git_dir / "objects", *(team.git_dir / "objects").iterdir()]
    for folder in folders:
        folder.chmod(0o555)
    subprocess.run(
        [*wrapper, sys.executable, "-c", _ASK, str(team.folder), str(key), "never", str(answer)],
        env=team.env, check=True,
    )  # fmt: skip
    for folder in folders:
        folder.chmod(0o755)
    assert answer.read_text() == "not-writable"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_told(team: Repo, tmp_path: Path, key: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "none", str(small)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        shutil.copytree(team.folder, small / "team")
        with pytest.raises(SurroundingsError) as caught:
            _write(Repo(small / "team", env=team.env), {"x": os.urandom(600_000)}, key)
        assert caught.value.code == "disk-full"
        assert caught.value.commands == ("df -h",)
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_without_a_temporary_folder_it_is_told(
    team: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    _refused(team, "no-temporary-file")
