"""Every way in which a repository can be stored, whole or in part."""

import shutil
from pathlib import Path

import pytest

from support.repos import Repo, charter, claim, path_of, record, slots
from support.verdicts import branch, codes, only, whole


def _contested(repo: Repo) -> str:
    repo.branch("claim")
    winner = repo.commit(claim(7, "session-a"))
    repo.commit(claim(7, "session-b"), on="claim")
    return winner


def _lost(repo: Repo, winner: str, *, at: Path | None = None) -> None:
    done = repo.muster("check", "--base", "main", "--head", "claim", at=at)
    assert done.code == 5, done
    assert winner[:12] in done.out


def test_a_sha256_repository_is_judged_like_any(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path / "team", object_format="sha256")
    repo.commit({"registry/charter.yaml": charter(), **slots(1, 2)})
    winner = _contested(repo)
    assert len(winner) == 64
    _lost(repo, winner)
    later = repo.commit({"registry/sessions/07.yaml": record(7, "session-c", name="other")})
    found = only(whole(repo), "M501")
    assert winner[:12] in found.message
    assert later[:12] in found.message
    assert "registry/sessions/007.yaml came first" in found.help
    repo.checkout()
    assert codes(branch(repo, base="main~1")) == ["M201"]
    done = repo.muster("check", "--worktree", "--json")
    assert done.json["data"]["findings"] == []
    assert repo.muster("status", "--json").json["data"]["registered"] == [7, 7]


def test_a_packed_repository_is_judged_like_any(repo: Repo) -> None:
    winner = _contested(repo)
    repo.git("gc", "--quiet", "--prune=now")
    repo.git("pack-refs", "--all")
    _lost(repo, winner)


def test_a_bare_repository_is_judged_like_any(repo: Repo, tmp_path: Path) -> None:
    winner = _contested(repo)
    repo.git("clone", "--quiet", "--bare", str(repo.folder), str(tmp_path / "bare.git"))
    bare = Repo(tmp_path / "bare.git", bare=True, env=repo.env)
    _lost(bare, winner)
    assert bare.muster("status").code == 0
    assert bare.muster("check").code == 0
    _lost(bare, winner, at=tmp_path / "bare.git" / "refs")
    _lost(repo, winner, at=repo.git_dir)


@pytest.mark.parametrize("of_bare", [False, True])
def test_a_linked_worktree_is_judged_like_any(repo: Repo, tmp_path: Path, of_bare: bool) -> None:
    winner = _contested(repo)
    store = repo
    if of_bare:
        repo.git("clone", "--quiet", "--bare", str(repo.folder), str(tmp_path / "bare.git"))
        store = Repo(tmp_path / "bare.git", bare=True, env=repo.env)
    linked = tmp_path / "linked"
    store.git("worktree", "add", "--quiet", str(linked), "claim")
    _lost(store, winner, at=linked)
    assert store.muster("check", at=linked).code == 0
    (linked / path_of(8)).write_text(record(8, "session-n"))
    assert "--worktree" in store.muster("check", at=linked).err
    done = store.muster("check", "--worktree", "--json", at=linked)
    assert done.code == 0
    assert done.json["data"]["records"] == 7


def test_a_folder_of_the_repository_and_a_detached_head_will_do(repo: Repo) -> None:
    winner = _contested(repo)
    repo.checkout()
    repo.git("checkout", "--quiet", "--detach", "claim")
    sessions = repo.folder / "registry/sessions"
    _lost(repo, winner, at=sessions)
    done = repo.muster("check", "--base", "main", "--json", at=sessions)
    assert done.code == 5
    assert done.json["data"]["judged"] == "HEAD against main"
    repo.write(path_of(8), record(8, "session-n"))
    done = repo.muster("check", "--worktree", "--json", at=sessions)
    assert done.code == 0
    assert done.json["data"]["records"] == 7
    _lost(repo, winner, at=sessions.parent)
    outside = repo.folder.parent
    done = repo.muster("check", "--repo", str(repo.folder), "--ref", "claim", at=outside)
    assert done.code == 0


@pytest.mark.parametrize("name", ["two\nlines", "-dash", " space ", "quote'\"", "\udcff"])
def test_a_folder_of_any_name_will_do(tmp_path: Path, name: str) -> None:
    repo = Repo.make(tmp_path / name)
    repo.commit({"registry/charter.yaml": charter(), **slots(1)})
    winner = _contested(repo)
    _lost(repo, winner)
    repo.checkout()
    (repo.folder / path_of(8)).write_text(record(8, "session-n"))
    done = repo.muster("check", "--worktree", "--json")
    assert done.json["data"]["records"] == 4


def _shallow(repo: Repo, tmp_path: Path, *arguments: str) -> Repo:
    target = tmp_path / "shallow"
    repo.git(
        "clone", "--quiet", "--no-single-branch", *arguments, repo.folder.as_uri(), str(target)
    )
    return Repo(target, env=repo.env)


def test_a_shallow_clone_without_the_merge_base_does_not_guess(repo: Repo, tmp_path: Path) -> None:
    _contested(repo)
    clone = _shallow(repo, tmp_path, "--depth=1")
    done = clone.muster("check", "--base", "origin/main", "--head", "origin/claim", "--json")
    assert (done.code, done.json["code"]) == (3, "shallow-history")
    assert done.json["next"] == ["git fetch --unshallow"]
    plain = clone.muster("check", "--base", "origin/main", "--head", "origin/claim")
    assert plain.code == 3
    assert "git fetch --unshallow" in plain.err
    clone.git("fetch", "--quiet", "--unshallow")
    assert clone.muster("check", "--base", "origin/main", "--head", "origin/claim").code == 5


def test_a_shallow_clone_with_the_merge_base_is_judged(repo: Repo, tmp_path: Path) -> None:
    for n in range(5):
        repo.commit({"README": f"{n}"})
    winner = _contested(repo)
    clone = _shallow(repo, tmp_path, "--depth=3")
    assert (clone.git_dir / "shallow").exists()
    done = clone.muster("check", "--base", "origin/main", "--head", "origin/claim")
    assert done.code == 5
    assert winner[:12] in done.out
    assert "on main;" not in done.out  # a position that counts from the clone's edge is none


def test_a_merge_base_that_may_not_be_the_nearest_is_no_answer(repo: Repo) -> None:
    """A second way into main is cut off; behind it lies the nearest merge base."""
    root = repo.branch("side")
    landed = repo.commit(claim(7, "session-a"), on="claim")
    tip = repo.tip("main")
    landed = repo.commit(claim(7, "session-a"), on="claim", parents=[tip])
    old = repo.commit({"README": "x"})
    merge = repo.commit(claim(7, "session-a"), parents=[old, landed])
    side = repo.commit({"side": "x"}, on="side")
    repo.commit({"side": "x"}, parents=[merge, side])
    repo.commit({path_of(7): record(7, "session-a") + "responsibilities: [a]\n"}, on="claim")
    assert codes(branch(repo)) == ["M301"]
    (repo.git_dir / "shallow").write_text(f"{merge}\n")
    assert repo.git("merge-base", "main", "claim") == root  # git's guess; it is `landed`
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert (done.code, done.json["code"]) == (3, "shallow-history")


def test_a_shallow_clone_says_that_it_can_not_tell_who_came_first(
    repo: Repo, tmp_path: Path
) -> None:
    repo.commit(claim(7, "session-a"))
    repo.commit({"registry/sessions/07.yaml": record(7, "session-b", name="other")})
    repo.commit({"README": "x"})
    clone = _shallow(repo, tmp_path, "--depth=1")
    done = clone.muster("check", "--ref", "origin/main", "--json")
    assert done.code == 1
    found = next(f for f in done.json["data"]["findings"] if f["code"] == "M501")
    assert "can't be told" in found["help"]
    assert found["commands"] == ["git fetch --unshallow"]
    assert "came first" not in found["help"].replace("Which one came first can't be told", "")


def test_a_linked_worktree_of_a_shallow_clone_knows_that_it_is_shallow(
    repo: Repo, tmp_path: Path
) -> None:
    _contested(repo)
    clone = _shallow(repo, tmp_path, "--depth=1")
    linked = tmp_path / "linked"
    clone.git("worktree", "add", "--quiet", str(linked), "origin/claim")
    done = clone.muster(
        "check", "--base", "origin/main", "--head", "origin/claim", "--json", at=linked
    )
    assert (done.code, done.json["code"]) == (3, "shallow-history")


def _lose(repo: Repo, oid: str) -> None:
    (repo.git_dir / "objects" / oid[:2] / oid[2:]).unlink()


@pytest.mark.parametrize("what", [f"main:{path_of(2)}", f"claim:{path_of(7)}"])
def test_a_missing_blob_is_named(repo: Repo, what: str) -> None:
    repo.branch("claim")
    repo.commit(claim(7, "session-a"), on="claim")
    oid = repo.git("rev-parse", what)
    _lose(repo, oid)
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert (done.code, done.json["code"]) == (3, "missing-object")
    assert oid in done.json["message"]
    assert "git fsck" in done.json["next"]


@pytest.mark.parametrize(
    "what", ["main:registry", "main^{tree}", "main~1", "main:registry/sessions"]
)
def test_a_missing_tree_or_commit_is_the_repositorys_fault_and_not_musters(
    repo: Repo, what: str
) -> None:
    repo.commit({path_of(2): record(2, "session-a")})
    repo.branch("claim")
    repo.commit(claim(7, "session-a"), on="claim")
    repo.commit({path_of(3): record(3, "session-c")})
    _lose(repo, repo.git("rev-parse", what))
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert done.code == 3
    assert done.json["code"] in ("git-failed", "missing-object")
    assert done.err == ""


def test_a_damaged_blob_is_the_repositorys_fault_and_not_musters(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit(claim(7, "session-a"), on="claim")
    oid = repo.git("rev-parse", f"claim:{path_of(7)}")
    where = repo.git_dir / "objects" / oid[:2] / oid[2:]
    where.chmod(0o600)
    where.write_bytes(b"no zlib")
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert done.code == 3
    assert done.json["code"] in ("git-failed", "missing-object")


def test_a_partial_clone_whose_remote_is_gone_is_an_error_with_a_message(
    repo: Repo, tmp_path: Path
) -> None:
    repo.branch("claim")
    repo.commit(claim(7, "session-a"), on="claim")
    repo.git("config", "uploadpack.allowFilter", "true")
    target = tmp_path / "partial"
    repo.git("clone", "--quiet", "--bare", "--filter=blob:none", repo.folder.as_uri(), str(target))
    shutil.rmtree(repo.folder)
    partial = Repo(target, bare=True, env=repo.env)
    done = partial.muster("check", "--base", "main", "--head", "claim", "--json")
    assert done.code == 3
    assert done.json["code"] in ("git-failed", "missing-object")


def test_an_alternate_object_store_is_read(repo: Repo, tmp_path: Path) -> None:
    winner = _contested(repo)
    repo.git("clone", "--quiet", "--shared", "--bare", str(repo.folder), str(tmp_path / "b"))
    _lost(Repo(tmp_path / "b", bare=True, env=repo.env), winner)
    assert (tmp_path / "b/objects/info/alternates").exists()
