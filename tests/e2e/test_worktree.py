"""What is not committed yet."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support.repos import LINK, Repo, charter, claim, path_of, record, slots
from support.verdicts import at, codes, only, standing, worktree


@pytest.fixture
def clean(repo: Repo) -> Repo:
    """Main, checked out."""
    repo.checkout()
    return repo


@pytest.fixture
def bound(clean: Repo) -> Repo:
    """Main, checked out, for a command that permissions bind, also where root runs it."""
    if os.getuid() == 0:
        wrapper = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
        if shutil.which("setpriv") is None or subprocess.run([*wrapper, "true"]).returncode:
            pytest.skip("root may read everything, and can't give that up here without setpriv")
        clean.wrapper = wrapper
    return clean


def test_nothing_changed_is_nothing_to_find(clean: Repo) -> None:
    assert codes(worktree(clean)) == []
    done = clean.muster("check")
    assert (done.code, done.err) == (0, "")


def test_an_untracked_claim_is_judged(clean: Repo) -> None:
    clean.write(path_of(7), record(7, "session-a"))
    assert codes(worktree(clean)) == []
    clean.write(path_of(8), record(7, "session-b", name="other"))
    assert {"M102", "M201", "M302"} <= set(codes(worktree(clean)))


def test_a_modified_record_is_judged(clean: Repo) -> None:
    clean.write(path_of(2), record(2, "session-a"))
    assert codes(worktree(clean)) == []
    clean.write(path_of(2), record(2, "session-a", name="other"))
    assert "M303" in codes(worktree(clean))


def test_a_deleted_record_is_judged(repo: Repo) -> None:
    repo.commit(claim(2, "session-a"))
    repo.checkout()
    (repo.folder / path_of(2)).unlink()
    assert at(worktree(repo), path_of(2)) == ["M305"]


def test_a_deleted_registry_is_judged(clean: Repo) -> None:
    shutil.rmtree(clean.folder / "registry")
    assert at(worktree(clean), "registry/charter.yaml") == ["M305"]
    assert clean.muster("check", "--worktree").code == 1


def test_an_ignored_file_is_not_judged(clean: Repo) -> None:
    clean.write(".gitignore", "*.bak\n")
    clean.write("registry/sessions/007.bak", "x")
    assert codes(worktree(clean)) == []
    clean.write("registry/sessions/007.tmp", "x")
    assert codes(worktree(clean)) == ["M001"]


def test_what_is_staged_and_what_is_not_is_judged_alike(clean: Repo) -> None:
    clean.write(path_of(7), record(7, "session-a"))
    clean.git("add", "registry")
    assert worktree(clean).registry.by_number[7]
    (clean.folder / path_of(7)).unlink()
    assert 7 not in worktree(clean).registry.by_number


def test_windows_line_ends_of_a_checkout_are_no_change(clean: Repo) -> None:
    clean.git("config", "core.autocrlf", "true")
    for number in (1, 2, 3, 4):
        where = clean.folder / path_of(number)
        where.write_bytes(where.read_bytes().replace(b"\n", b"\r\n"))
    assert clean.muster("check").err == ""
    clean.write(path_of(2), record(2, "session-a").replace("\n", "\r\n"))
    judged = worktree(clean)
    assert codes(judged) == []
    assert judged.registry.by_number[2][0].session.registered


def test_a_worktree_before_the_first_commit_is_judged(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path / "new")
    done = repo.muster("check", "--worktree", "--json")
    assert (done.code, done.json["code"]) == (3, "no-charter")
    for path, content in {"registry/charter.yaml": charter(), **slots(1, 2)}.items():
        repo.write(path, content)
    done = repo.muster("check", "--worktree", "--json")
    assert done.code == 4
    assert {f["code"] for f in done.json["data"]["findings"]} == {"M307"}
    done = repo.muster("check", "--json")
    assert (done.code, done.json["code"]) == (2, "no-commit")


@pytest.mark.parametrize("path", [path_of(7), path_of(2), "registry/sessions", "registry"])
def test_a_symbolic_link_is_refused_and_not_followed(clean: Repo, path: str) -> None:
    outside = clean.folder.parent / "outside"
    (outside / "sessions").mkdir(parents=True)
    (outside / "002.yaml").write_text(record(2, "session-evil"))
    where = clean.folder / path
    if where.is_dir():
        shutil.rmtree(where)
    else:
        where.unlink(missing_ok=True)
    where.symlink_to(outside)
    judged = worktree(clean)
    assert "M002" in at(judged, path)
    assert all(s.session_id != "session-evil" for s in judged.registry.sessions)


def test_a_pipe_in_the_registry_is_neither_read_nor_waited_for(clean: Repo) -> None:
    os.mkfifo(clean.folder / "registry/sessions/007.yaml")
    assert codes(worktree(clean)) == []  # git does not see it, so it can't be committed
    (clean.folder / path_of(2)).unlink()
    os.mkfifo(clean.folder / path_of(2))
    assert "M002" in at(worktree(clean), path_of(2))


def test_an_oversized_file_is_refused_unread(clean: Repo) -> None:
    clean.write(path_of(7), b"x" * 70_000)
    judged = worktree(clean)
    assert at(judged, path_of(7)) == ["M003"]
    assert "70,000" in only(judged, "M003").message
    assert judged.registry.files[path_of(7)].source.data is None


def test_mains_own_links_and_oversized_files_do_not_block_a_claim(repo: Repo) -> None:
    repo.commit({path_of(3): (LINK, "../../x"), path_of(4): "x" * 70_000})
    repo.checkout()
    repo.write(path_of(7), record(7, "session-a"))
    judged = worktree(repo)
    assert codes(judged) == []
    assert standing(judged) == ["M002", "M003"]
    repo.write(path_of(4), "y" * 70_000)
    assert codes(worktree(repo)) == ["M003", "M301", "M302"]


def test_a_bare_repository_has_no_worktree(repo: Repo, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--bare", str(repo.folder), str(tmp_path / "bare.git"))
    bare = Repo(tmp_path / "bare.git", bare=True, env=repo.env)
    done = bare.muster("check", "--worktree", "--json")
    assert (done.code, done.json["code"]) == (2, "no-working-tree")


@pytest.mark.parametrize("what", ["untracked", "modified", "deleted", "staged"])
def test_check_says_when_there_is_something_that_it_did_not_judge(clean: Repo, what: str) -> None:
    if what == "untracked":
        clean.write(path_of(7), "number: [\n")
    elif what == "deleted":
        (clean.folder / path_of(2)).unlink()
    else:
        clean.write(path_of(2), "number: [\n")
        if what == "staged":
            clean.git("add", "registry")
    done = clean.muster("check")
    assert done.code == 0
    assert "muster check --worktree" in done.err
    assert "--worktree" not in done.out
    done = clean.muster("check", "--json")
    assert done.json["next"] == ["muster check --worktree"]
    assert clean.muster("check", "--ref", "HEAD").err == ""


@pytest.mark.parametrize("what", ["registry/sessions", path_of(2)])
def test_what_can_not_be_read_is_told(bound: Repo, what: str) -> None:
    where = bound.folder / what
    mode = where.stat().st_mode
    where.chmod(0)
    try:
        done = bound.muster("check", "--worktree", "--json")
        plain = bound.muster("check")
    finally:
        where.chmod(mode)
    assert (done.code, done.json["code"]) == (3, "unreadable-folder")
    assert plain.code == 0  # what is committed can be read
    assert "--worktree" in plain.err


def test_a_repository_that_can_not_be_read_is_told(bound: Repo) -> None:
    where = bound.git_dir / "objects"
    where.chmod(0)
    try:
        done = bound.muster("check", "--json")
    finally:
        where.chmod(0o755)
    assert done.code == 3
    assert done.json["code"] in ("not-a-repository", "unreadable-repository")


def test_a_repository_of_somebody_else_is_told(clean: Repo) -> None:
    if os.getuid():
        pytest.skip("only root can give files to somebody else")
    for where in (clean.folder, *clean.folder.rglob("*")):
        os.chown(where, 65_533, 65_533)
    done = clean.muster("check", "--json")
    assert (done.code, done.json["code"]) == (3, "foreign-repository")


def test_what_a_sparse_checkout_leaves_out_is_not_deleted(repo: Repo) -> None:
    repo.checkout()
    repo.git("sparse-checkout", "set", "--no-cone", "/registry/", "!/registry/sessions/002.yaml")
    assert not (repo.folder / path_of(2)).exists()
    assert codes(worktree(repo)) == []
    (repo.folder / path_of(3)).unlink()
    assert codes(worktree(repo)) == ["M307"]
