"""What a caller may give for a ref."""

import pytest

from muster.git.repository import Repository
from muster.model.error import UsageError
from support.repos import Repo, claim, inside, path_of, record

NAMES = [
    "--upload-pack=x",
    "--output=x",
    "--all",
    "-h",
    "-",
    "--",
    "",
    " ",
    "nowhere",
    "main..claim",
    "main...claim",
    "^main",
    "main^@",
    "main^{tree}",
    "main:registry",
    "main:registry/charter.yaml",
    "a\nb",
    "refs/heads",
    "refs/heads/*",
    "*",
    "[",
    "\udcff",
    "@{u}",
    "main@{u}",
    "0000000000000000000000000000000000000000",
    "f" * 40,
    "x" * 5_000,
    "$(touch pwned)",
    "\x1b[31m",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_no_commit_is_the_callers_mistake(repo: Repo, name: str) -> None:
    repo.branch("claim")
    with inside(repo), pytest.raises(UsageError) as caught:
        Repository.open(repo.folder).resolve(name)
    assert caught.value.code == "unknown-ref"


@pytest.mark.parametrize("name", ["", "-h"])
def test_an_empty_ref_and_an_option_are_unknown_refs_in_every_place(repo: Repo, name: str) -> None:
    for arguments in (
        ["check", "--ref", name],
        ["check", "--base", name],
        ["check", "--base", "main", "--head", name],
        ["status", "--ref", name],
    ):
        done = repo.muster(*arguments, "--json")
        assert (done.code, done.json["code"]) == (2, "unknown-ref"), arguments


def test_a_ref_is_shown_tame(repo: Repo) -> None:
    done = repo.muster("check", "--ref", "\x1b[31m")
    assert (done.code, done.out) == (2, "")
    assert "is no commit of this repository" in done.err
    assert "\x1b" not in done.err


def test_every_way_to_name_a_commit_will_do(repo: Repo) -> None:
    repo.branch("claim")
    tip = repo.commit(claim(7, "session-a"), on="claim")
    repo.git("tag", "-a", "-m", "x", "v1", tip)
    repo.git("update-ref", "refs/pull/7/head", tip)
    repo.git("update-ref", "refs/remotes/origin/claim", tip)
    names = [
        "claim", "heads/claim", "refs/heads/claim", "claim~0", "claim^0", "v1", "v1^{}", "v1~0",
        "pull/7/head", "refs/pull/7/head", "origin/claim", tip, tip[:12],
    ]  # fmt: skip
    with inside(repo):
        opened = Repository.open(repo.folder)
        for name in names:
            assert opened.resolve(name) == tip, name
    done = repo.muster("check", "--base", "main", "--head", "refs/pull/7/head", "--json")
    assert done.json["data"]["commit"] == tip


@pytest.mark.parametrize(
    "arguments",
    [
        ["--base", "main", "--ref", "main"],
        ["--base", "", "--ref", ""],
        ["--worktree", "--ref", "main"],
        ["--worktree", "--base", "main"],
        ["--worktree", "--ref", ""],
        ["--worktree", "--head", "x"],
    ],
)
def test_options_that_exclude_each_other_are_refused(repo: Repo, arguments: list[str]) -> None:
    done = repo.muster("check", *arguments, "--json")
    assert (done.code, done.json["code"]) == (2, "usage")


def test_a_head_without_a_base_is_judged_against_the_protected_branch(repo: Repo) -> None:
    repo.commit(claim(2, "session-a"))
    repo.branch("claim", "main~1")
    repo.commit(claim(2, "session-b"), on="claim")
    done = repo.muster("check", "--head", "claim", "--json")
    assert (done.code, done.json["data"]["judged"]) == (5, "claim against main")


def test_a_base_in_a_command_is_quoted(repo: Repo) -> None:
    repo.git("branch", "--no-track", "x;y", "main")
    repo.branch("claim")
    repo.commit({path_of(2): record(2, "session-b")}, on="claim")
    repo.commit({path_of(2): record(2, schedule="[{do: x}]")}, on="x;y")
    done = repo.muster("check", "--base", "x;y", "--head", "claim", "--json")
    assert "git rebase 'x;y'" in done.json["next"]
