"""may: whose a path is, on the command line and in a real pre-commit hook."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from support.office import asked
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
    return asked(repo, "may", "--json", *arguments, at=repo.folder / at, **more, **env)


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
        {
            "path": "src/web/y.py", "whose": "another", "owners": [owner],
            "below": False, "rulings": [],
        }
    ]  # fmt: skip
    assert done.json["data"]["number"] == 1
    assert done.json["next"] == ["muster show 2"]
    plain = asked(code, "may", "src/web/y.py", "--session-id", "a")
    assert plain.code == 5
    assert (
        "src/web/y.py is another session's: number 2 (worker-2, src/web), held by b." in plain.out
    )
    nameless = asked(code, "may", "src/web/y.py")
    assert "sets MUSTER_SESSION_ID or gives --session-id." in nameless.out
    assert "$ export MUSTER_SESSION_ID=YOUR-SESSION-ID" in nameless.out
    assert "--no-verify" not in nameless.out


def test_of_several_the_worst_wins_and_each_is_told(code: Repo) -> None:
    done = may(code, "src/api/x.py", "src/z.py", "README.md")
    assert done.code == 5
    assert whose(done) == {"src/api/x.py": "mine", "src/z.py": "another", "README.md": "nobody"}
    plain = asked(code, "may", "src/api/x.py", "src/z.py", "--session-id", "a")
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
    told = asked(code, "may", "src/z.py", "--session-id", "a").out
    assert told == "src/z.py is this session's, and also number 2's.\n"
    several = asked(code, "may", "src/z.py", "src/y.py", "README.md", "--session-id", "a").out
    assert "\nNone of 3 paths is another session's. 2 are also number 2's: src/z.py, …\n" in several


def test_many_that_share_are_told_in_short(code: Repo) -> None:
    more = {
        f"registry/sessions/{n:03d}.yaml": _record(n, "paths: src", f"s{n}") for n in range(4, 10)
    }
    code.commit({"registry/sessions/001.yaml": _record(1, "paths: src", "a"), **more})
    told = asked(code, "may", "src/api/x.py", "--session-id", "a").out
    assert "and also number 4's, 5's, 6's, 7's, 8's and 1 more sessions'." in told
    told = asked(code, "may", "src/z.py", "--session-id", "s4").out
    assert "is this session's, and also number 1's, 2's, 5's, 6's, 7's and 2 more" in told


@pytest.mark.parametrize(
    ("path", "who", "said"),
    [
        ("lib", "a", "another-sessions"),  # what number 2 has is below it
        ("lib/deep", "a", "another-sessions"),
        ("lib/deep", "b", "mine"),
        ("lib", "b", "nobody"),  # it may make a file there, which is nobody's
        ("li", "a", "nobody"),
        ("new.py", "a", "nobody"),  # **/gen.md is below everything
        ("lib/deep/here/x", "a", "another-sessions"),
    ],
)
def test_what_is_nothing_yet_is_whose_all_below_it_is(
    code: Repo, path: str, who: str, said: str
) -> None:
    code.commit(
        {
            "registry/sessions/002.yaml": _record(
                2, "paths: ['lib/deep/**', lib/deep, '**/gen.md']", "b"
            )
        }
    )
    done = may(code, path, who=who)
    assert (done.json["code"], whose(done).keys()) == (said, {path})


def test_a_folder_to_be_made_is_told_with_what_is_below_it(code: Repo) -> None:
    code.commit({"registry/sessions/002.yaml": _record(2, "paths: 'lib/api/**'", "b")})
    told = asked(code, "may", "lib", "--session-id", "a")
    assert told.code == 5
    assert "lib is nothing yet, and below lib/ number 2 has lib/api/**." in told.out
    assert may(code, "lib").json["data"]["paths"][0]["below"] is True
    code.write("lib", "a file")
    assert may(code, "lib").json["code"] == "nobody"
    code.git("add", "lib")
    (code.folder / "lib").unlink()
    assert may(code, "lib").json["code"] == "nobody"  # deleted, and tracked as a file
    code.git("reset", "--quiet")
    assert may(code, "lib").code == 5
    code.commit({"lib": "a file"})
    assert may(code, "lib").json["code"] == "nobody"  # HEAD has it as a file
    code.commit({"lib": None, "lib/docs/x": "a folder of HEAD that is deleted here"})
    assert may(code, "lib").code == 5


def test_a_folder_may_have_a_long_path(code: Repo) -> None:
    long = "/".join(["component"] * 30)
    code.commit({"registry/sessions/001.yaml": _record(1, "paths: component/component", "a")})
    for path in (f"{long}/", "component/component/[x]{1,2}/" + "y" * 250 + "/"):
        assert may(code, path).json["code"] == "mine"
        assert may(code, path, who="b").code == 5


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


def hooked(repo: Repo, more: str = "") -> None:
    """Give it the hook that the help tells."""
    muster = shlex.join([sys.executable, "-m", "muster"])
    hook = repo.git_dir / "hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {muster} may --staged{more}\n")
    hook.chmod(0o755)


def commit(repo: Repo, *arguments: str, who: str | None = "a", at: str = "") -> tuple[int, str]:
    session = {"MUSTER_SESSION_ID": who} if who else {}
    done = subprocess.run(
        ["git", "commit", "--quiet", "-m", "change", *arguments],
        cwd=repo.folder / at,
        env={**repo.env, **session},
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


@pytest.fixture
def apart(code: Repo, tmp_path: Path) -> Repo:
    """A repository with code alone, beside the clone that has the registry."""
    alone = Repo.make(tmp_path / "alone")
    alone.commit({"src/web/y.py": "y", "src/api/x.py": "x", "README.md": "r"})
    alone.checkout()
    return alone


def _registry(code: Repo, apart: Repo) -> str:
    return str(Path("..") / code.folder.relative_to(apart.folder.parent))


@pytest.mark.parametrize("at", ["", "src/web"])
def test_a_hook_asks_the_registry_of_another_repository(code: Repo, apart: Repo, at: str) -> None:
    hooked(apart)
    apart.git("config", "muster.registry", _registry(code, apart))
    apart.write("src/web/y.py", "changed")
    status, told = commit(apart, "--all", at=at)
    assert status == 1
    assert "src/web/y.py is another session's: number 2" in told
    assert commit(apart, "--all", at=at, who="b")[0] == 0
    code.write("src/web/y.py", "staged in the registry's clone, which is not asked for")
    code.git("add", "--all")
    apart.write("src/api/x.py", "changed")
    assert commit(apart, "--all", at=at)[0] == 0


def test_a_hook_that_names_the_registry_itself_needs_no_setting(code: Repo, apart: Repo) -> None:
    hooked(apart, f" --registry {shlex.quote(str(code.folder))}")
    apart.git("config", "muster.registry", "/nowhere")  # the option wins
    apart.write("src/web/y.py", "changed")
    apart.write("src/api/x.py", "changed")
    apart.git("add", "src/web/y.py")
    assert commit(apart, "--", "src/api/x.py")[0] == 0
    assert commit(apart, "--", "src/web/y.py")[0] == 1


def test_working_trees_of_one_repository_mean_the_same_registry(
    code: Repo, apart: Repo, tmp_path: Path
) -> None:
    hooked(apart)
    apart.git("config", "muster.registry", _registry(code, apart))
    apart.git("worktree", "add", "--quiet", "-b", "more", str(tmp_path / "far/away/linked"))
    linked = Repo(tmp_path / "far/away/linked", False, apart.env)
    linked.write("src/web/y.py", "changed")
    assert "number 2" in commit(linked, "--all")[1]
    assert commit(linked, "--all", who="b")[0] == 0


def test_the_registry_option_counts_from_here_and_paths_are_the_codes(
    code: Repo, apart: Repo
) -> None:
    done = may(apart, "y.py", "--registry", f"../../{_registry(code, apart)}", at="src/web")
    assert (done.code, whose(done)) == (5, {"src/web/y.py": "another"})
    assert done.json["data"]["commit"] == code.tip("main")
    again = may(code, "y.py", "--repo", str(apart.folder / "src/web"), "--registry", ".")
    assert whose(again) == {"src/web/y.py": "another"}
    apart.git("config", "muster.registry", "~/team")
    (Path(apart.env["HOME"]) / "team").symlink_to(code.folder)
    assert may(apart, "README.md").json["code"] == "nobody"


@pytest.mark.parametrize(
    ("setting", "code_"),
    [
        (None, "no-registry"),
        ("/nowhere", "no-registry"),
        ("src", "no-registry"),
        ("", "no-registry"),
        ("~nobody-at-all/x", "unreadable-setting"),
    ],
)
def test_no_commit_passes_where_no_registry_is_found(
    apart: Repo, setting: str | None, code_: str
) -> None:
    hooked(apart)
    if setting is not None:
        apart.git("config", "muster.registry", setting)
    apart.write("README.md", "changed")
    status, told = commit(apart, "--all")
    assert status == 1
    assert "$ git config muster.registry DIR" in told
    done = may(apart, "--staged")
    assert (done.code, done.json["code"]) == (3, code_)


def test_the_first_commit_of_a_repository_does_not_pass_either(tmp_path: Path) -> None:
    fresh = Repo.make(tmp_path / "fresh")
    hooked(fresh)
    fresh.write("a", "new")
    fresh.git("add", "a")
    status, told = commit(fresh)
    assert status == 1
    assert "$ git config muster.registry DIR" in told
    elsewhere = asked(fresh, "may", "a", "--repo", str(fresh.folder), at=tmp_path)
    assert f"$ git -C {fresh.folder} config muster.registry DIR" in elsewhere.err


def test_a_hook_does_not_ask_for_another_repositorys_index(code: Repo, apart: Repo) -> None:
    hooked(apart, f" --repo {shlex.quote(str(code.folder))}")
    apart.write("src/web/y.py", "changed")
    status, told = commit(apart, "--all")
    assert status == 1
    assert "$ muster may --staged --registry DIR" in told
    assert may(code, "--staged", "--repo", str(code.folder), at="src").code == 0


def test_a_human_is_told_how_to_commit_all_the_same(code: Repo) -> None:
    hooked(code)
    code.write("src/web/y.py", "changed")
    status, told = commit(code, "--all", who=None)
    assert status == 1
    assert "$ export MUSTER_SESSION_ID=YOUR-SESSION-ID" in told
    assert "a human commits with --no-verify." in told
    assert "$ git commit --no-verify" in told
    assert commit(code, "--all", "--no-verify", who=None)[0] == 0


def test_a_commit_is_told_in_one_line_and_a_refusal_by_what_stops_it(code: Repo) -> None:
    for number in range(30):
        code.write(f"src/api/{number:02d}", "mine")
    code.write("src/web/1", "another's")
    code.git("add", "src/api")
    fine = asked(code, "may", "--staged", "--session-id", "a")
    assert fine.out == "None of 30 paths is another session's.\n"
    code.git("add", "src/web")
    one = asked(code, "may", "--staged", "--session-id", "a")
    assert one.out.splitlines()[:2] == [
        "src/web/1 is another session's: number 2 (worker-2, src/web), held by b.",
        "1 of 31 paths is another session's.",
    ]
    many = asked(code, "may", "--staged", "--session-id", "b").out.splitlines()
    assert [line.split()[0] for line in many[:20]] == [f"src/api/{n:02d}" for n in range(20)]
    assert many[20:22] == ["and 10 more", "30 of 31 paths are another session's."]
    assert len(may(code, "--staged").json["data"]["paths"]) == 31
