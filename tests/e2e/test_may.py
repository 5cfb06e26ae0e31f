"""may: whose a path is, on the command line and in a real pre-commit hook."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from support.repos import Done, Repo, charter, record


def _record(number: int, paths: str, session: str | None = None, **more: str) -> str:
    scope = f"{{{paths}}}"
    role = f"{{title: Worker {number}, does: Handle part {number}, scope: {scope}}}"
    return record(number, session, role=role, **more)


@pytest.fixture
def code(repo: Repo) -> Repo:
    """Number 1 (session a) has src/api and a shared file, 2 (b) the rest of src, 3 is planned."""
    repo.commit(
        {
            "registry/charter.yaml": charter(dimensions="{paths: paths, docs: paths}"),
            "registry/sessions/001.yaml": _record(1, "paths: [src/api/**, 'shared [1].txt']", "a"),
            "registry/sessions/002.yaml": _record(
                2, "paths: ['src/*', src/web, shared*], docs: docs", "b"
            ),
            "registry/sessions/003.yaml": _record(3, "paths: plans"),
            "src/api/x.py": "x",
            "src/web/y.py": "y",
            "src/z.py": "z",
            "README.md": "r",
            "plans/p.md": "p",
        }
    )
    repo.checkout()
    return repo


def may(repo: Repo, *arguments: str, who: str | None = "a", at: str = "", **env: str) -> Done:
    more = {"MUSTER_SESSION_ID": who} if who else {}
    return repo.muster("may", "--json", *arguments, at=repo.folder / at, **more, **env)


def whose(done: Done) -> dict[str, str]:
    return {one["path"]: one["whose"] for one in done.json["data"]["paths"]}


@pytest.mark.parametrize(
    ("path", "who", "code_", "said"),
    [
        ("src/api/x.py", "a", 0, "mine"),
        ("src/api/new/file", "A", 0, "mine"),
        ("src/api/x.py", "b", 5, "another-sessions"),
        ("src/web/y.py", "a", 5, "another-sessions"),
        ("docs/any", "a", 5, "another-sessions"),
        ("src/web/y.py", "b", 0, "mine"),
        ("README.md", "a", 0, "nobody"),
        ("plans/p.md", "a", 0, "planned"),
        ("README.md", None, 0, "nobody"),
        ("src/z.py", None, 5, "another-sessions"),
        ("src/z.py", "nobody-known", 5, "another-sessions"),
        ("shared 1.txt", "a", 0, "mine"),
        ("shared 2.txt", "a", 5, "another-sessions"),
        ("src/api", "a", 0, "mine"),
        ("src/api/", "b", 5, "another-sessions"),
        ("src", "a", 5, "another-sessions"),
        ("src/new/", "a", 0, "nobody"),
        ("plans", "a", 0, "planned"),
        (".", "a", 5, "another-sessions"),
    ],
)
def test_a_path_is_its_owners(
    code: Repo, path: str, who: str | None, code_: int, said: str
) -> None:
    done = may(code, path, who=who)
    assert (done.code, done.json["code"]) == (code_, said), done


def test_the_owner_is_told(code: Repo) -> None:
    done = may(code, "src/web/y.py")
    owner = {
        "number": 2, "name": "worker-2", "session_id": "b", "registered": True,
        "dimension": "paths", "glob": "src/web",
    }  # fmt: skip
    assert done.json["data"]["paths"] == [
        {"path": "src/web/y.py", "whose": "another", "owners": [owner]}
    ]
    assert done.json["data"]["number"] == 1
    assert done.json["next"] == ["muster show 2"]
    plain = code.muster("may", "src/web/y.py", "--session-id", "a")
    assert plain.code == 5
    assert (
        "src/web/y.py is another session's: number 2 (worker-2, src/web), held by b." in plain.out
    )
    nameless = code.muster("may", "src/web/y.py")
    assert "give --session-id" in nameless.out


def test_of_several_the_worst_wins_and_each_is_told(code: Repo) -> None:
    done = may(code, "src/api/x.py", "src/z.py", "README.md")
    assert done.code == 5
    assert whose(done) == {"src/api/x.py": "mine", "src/z.py": "another", "README.md": "nobody"}
    plain = code.muster("may", "src/api/x.py", "src/z.py", "--session-id", "a")
    assert "src/api/x.py is this session's." in plain.out
    assert "1 of 2 paths is another session's." in plain.out
    assert may(code, "src/api/x.py", "README.md").code == 0


def test_paths_are_told_from_where_the_caller_is(code: Repo) -> None:
    assert whose(may(code, "x.py", "../z.py", at="src/api")) == {
        "src/api/x.py": "mine", "src/z.py": "another",
    }  # fmt: skip
    assert whose(may(code, str(code.folder / "src/z.py"), at="src/api")) == {"src/z.py": "another"}
    assert whose(may(code, "x.py", "--repo", str(code.folder / "src/api"))) == {
        "src/api/x.py": "mine"
    }
    outside = may(code, "../elsewhere")
    assert (outside.code, outside.json["code"]) == (2, "outside")


def test_a_link_is_a_file_and_one_on_the_way_is_followed(code: Repo) -> None:
    (code.folder / "way").symlink_to("src")
    (code.folder / "src/api/link").symlink_to("../web")
    assert whose(may(code, "way/z.py")) == {"src/z.py": "another"}
    assert whose(may(code, "src/api/link")) == {"src/api/link": "mine"}


def test_without_a_path_it_says_how(code: Repo) -> None:
    assert (may(code).code, may(code).json["code"]) == (2, "usage")
    assert may(code, "").code == 2


def test_what_both_have_is_each_ones(code: Repo) -> None:
    code.commit({"registry/sessions/001.yaml": _record(1, "paths: src", "a")})
    for who in ("a", "b"):
        done = may(code, "src/z.py", who=who)
        assert (done.code, done.json["code"]) == (0, "mine")
        assert [one["number"] for one in done.json["data"]["paths"][0]["owners"]] == [1, 2]


def test_what_cant_be_read_owns_nothing(code: Repo) -> None:
    code.commit({"registry/sessions/002.yaml": _record(2, "paths: ['src/a**', 'src/*']", "b")})
    assert may(code, "src/z.py").json["code"] == "nobody"


def test_staged_is_what_a_commit_would_change(code: Repo) -> None:
    assert may(code, "--staged").json["code"] == "nothing-staged"
    code.write("src/web/y.py", "not staged")
    code.write("src/api/a\nb é.py", "new")
    code.git("add", "src/api")
    code.git("rm", "--quiet", "src/z.py")
    code.git("mv", "README.md", "src/api/README.md")
    code.git("config", "diff.relative", "true")
    expected = {
        "src/api/a\nb é.py": "mine", "src/z.py": "another",
        "README.md": "nobody", "src/api/README.md": "mine",
    }  # fmt: skip
    for at in ("", "src/api"):
        done = may(code, "--staged", at=at)
        assert (done.code, whose(done)) == (5, expected)


def test_a_hook_may_go_into_a_folder_before_it_asks(code: Repo) -> None:
    code.write("src/z.py", "changed")
    code.git("read-tree", "HEAD", GIT_INDEX_FILE=".git/other")
    code.git("update-index", "src/z.py", GIT_INDEX_FILE=".git/other")
    for at in ("", "src"):
        done = may(code, "--staged", at=at, GIT_INDEX_FILE=".git/other", GIT_DIR=".git")
        assert (done.code, whose(done)) == (5, {"src/z.py": "another"})


def test_before_the_first_commit_all_is_new(code: Repo) -> None:
    code.git("checkout", "--quiet", "--orphan", "fresh")
    assert whose(may(code, "--staged"))["src/z.py"] == "another"


def hooked(repo: Repo) -> None:
    """Give it the hook that the help tells."""
    muster = shlex.join([sys.executable, "-m", "muster"])
    hook = repo.git_dir / "hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {muster} may --staged\n")
    hook.chmod(0o755)


def commit(repo: Repo, *arguments: str, who: str = "a", at: str = "") -> tuple[int, str]:
    done = subprocess.run(
        ["git", "commit", "--quiet", "-m", "change", *arguments],
        cwd=repo.folder / at,
        env={**repo.env, "MUSTER_SESSION_ID": who},
        capture_output=True,
        check=False,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("at", ["", "src/web"])
def test_a_hook_stops_a_commit_to_anothers_path(code: Repo, at: str) -> None:
    hooked(code)
    code.write("src/web/y.py", "changed")
    status, told = commit(code, "--all", at=at)
    assert status == 1
    assert "src/web/y.py is another session's: number 2" in told
    assert commit(code, "--all", at=at, who="b")[0] == 0


def test_a_partial_commit_is_asked_for_its_own_paths(code: Repo) -> None:
    hooked(code)
    code.write("src/web/y.py", "changed")
    code.write("src/api/x.py", "changed")
    code.git("add", "src/web/y.py")
    assert commit(code, "--", "x.py", at="src/api")[0] == 0  # what else is staged is not in it
    assert commit(code, "--", "src/web/y.py")[0] == 1
    code.git("reset", "--quiet", "--hard")
    code.write("src/z.py", "changed")
    status, told = commit(code, "--", "src/z.py")  # the index itself has nothing of it
    assert (status, "src/z.py" in told) == (1, True)


def test_a_hook_works_in_a_linked_worktree(code: Repo, tmp_path: Path) -> None:
    hooked(code)
    code.git("worktree", "add", "--quiet", "-b", "more", str(tmp_path / "linked"))
    linked = Repo(tmp_path / "linked", False, code.env)
    linked.write("src/z.py", "changed")
    assert commit(linked, "--all")[0] == 1
    assert commit(linked, "--all", who="b")[0] == 0
