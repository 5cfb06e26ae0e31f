"""Where gh can't do its part the claim is pushed all the same, and what is left to do is told.

Real git, real gh, real keys, and the project's own stand-in for GitHub; it is not GitHub.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from support.forge import Forge
from support.forge.asking import RefusedError
from support.forge.sessions import claim, clone, git, muster, next_of, recording_gh, without_gh
from support.office import Office
from support.repos import Done

PULLS = "/repos/team/registry/pulls"
PAGE = "https://github.com/team/registry/compare/main...claim/002?expand=1"
AGAIN = "muster claim --session-id session-ada"


@pytest.fixture
def ada(registered: Forge) -> Path:
    """Ada's clone."""
    return clone(registered, "ada")


def _left(forge: Forge, ada: Path, done: Done, reason: str, *before: str) -> None:
    """The claim is done, and its pull request is what is left; the last command opens it."""
    assert (done.code, done.json["code"]) == (0, "claimed"), done
    assert forge.upstream.tip("claim/002") == done.json["data"]["commit"]
    pull = done.json["data"]["pull"]
    assert (pull["number"], pull["url"]) == (None, PAGE)
    assert reason in pull["reason"]
    assert PAGE in done.json["message"]
    assert done.json["next"] == [*before, AGAIN]
    again = next_of(forge, "ada", ada, done, at=-1)
    assert (again.code, again.json["code"]) == (0, "already-claimed"), again
    (made,) = forge.state.pulls.values()
    assert again.json["data"]["pull"]["number"] == made.number


def test_without_gh(registered: Forge, ada: Path, tmp_path: Path) -> None:
    done = claim(registered, "ada", ada, "--number", "2", PATH=without_gh(tmp_path / "bin"))
    assert "gh can't be started" in done.json["data"]["unasked"]
    _left(registered, ada, done, "gh can't be started", "gh --version")


def test_without_a_login(registered: Forge, ada: Path) -> None:
    done = claim(registered, "ada", ada, "--number", "2", GH_TOKEN="")
    _left(registered, ada, done, "not logged in", "gh auth login", "gh auth status")


def test_refused(registered: Forge, ada: Path) -> None:
    registered.fail_next("POST", PULLS, 403)
    done = claim(registered, "ada", ada, "--number", "2")
    _left(registered, ada, done, "GitHub refused POST", "gh auth status")


def test_an_answer_that_is_lost_opens_no_second_pull_request(registered: Forge, ada: Path) -> None:
    """GitHub made it, and the connection broke before it could say so."""
    registered.before(
        "POST", PULLS, lambda: registered.open_pull("ada", "claim/002", title="Made before")
    )
    registered.fail_next("POST", PULLS, 502)
    done = claim(registered, "ada", ada, "--number", "2")
    _left(registered, ada, done, "HTTP 502", "gh api rate_limit")  # the login is well


def test_asked_too_often(registered: Forge, ada: Path) -> None:
    def refuse(status: int, told: str) -> None:
        raise RefusedError(status, told)

    for status, told, limited in (
        (403, "Resource not accessible", False),
        (403, "API rate limit exceeded for user ID 1.", True),
        (403, "You have exceeded a secondary rate limit.", True),
        (429, "Slow down", True),
    ):
        registered.before("GET", PULLS, partial(refuse, status, told))
        words = ("roster", "--remote", "--json")
        said = muster(registered, "ada", ada, *words).json["data"]["unasked"]
        assert ("wait, and give the command again" in said) is limited, said


def test_one_that_is_there_already_is_taken(registered: Forge, ada: Path) -> None:
    registered.before(
        "POST", PULLS, lambda: registered.open_pull("ada", "claim/002", title="Made by hand")
    )
    done = claim(registered, "ada", ada, "--number", "2")
    assert (done.code, done.json["data"]["pull"]["number"]) == (0, 1), done


def test_who_may_not_push_is_told_of_a_fork(registered: Forge) -> None:
    registered.account("eve")
    eve = clone(registered, "eve")
    done = claim(registered, "eve", eve, "--number", "2")
    assert (done.code, done.json["code"]) == (3, "push-denied"), done
    assert "Permission to team/registry.git denied to eve" in done.json["message"]
    fork, again = done.json["next"]
    assert fork == "gh repo fork --remote"
    assert again == "muster claim --number 2 --session-id session-eve --json"
    # What that command does; it asks GitHub's GraphQL, which the stand-in does not have.
    registered.fork("eve")
    git(registered, "eve", eve, "remote", "rename", "origin", "upstream")
    git(registered, "eve", eve, "remote", "add", "origin", "git@github.com:eve/registry.git")
    git(registered, "eve", eve, "config", "remote.upstream.gh-resolved", "base")
    done = muster(registered, "eve", eve, *again.split()[1:])
    (pull,) = registered.state.pulls.values()
    assert (done.code, pull.head_owner, pull.head_ref) == (0, "eve", "claim/002"), done


def test_a_plain_remote_never_starts_gh(tmp_path: Path) -> None:
    guarded = Office.make(tmp_path / "office").unguarded()
    told = recording_gh(tmp_path / "bin")
    path = f"{told.parent}{os.pathsep}{os.environ['PATH']}"
    done = guarded.claim("a", "--number", "2", PATH=path)
    assert "pull" not in done.json["data"]
    assert guarded.muster("renumber", "3", "--session-id", "a", PATH=path).code == 0
    assert guarded.muster("roster", "--remote", PATH=path).code == 0
    assert guarded.muster("release", "--session-id", "a", PATH=path).code == 0
    assert not told.exists()


def test_that_gh_would_be_seen(registered: Forge, ada: Path, tmp_path: Path) -> None:
    told = recording_gh(tmp_path / "bin")
    path = f"{told.parent}{os.pathsep}{os.environ['PATH']}"
    assert claim(registered, "ada", ada, "--number", "2", PATH=path).code == 0
    assert "POST" in told.read_text()
