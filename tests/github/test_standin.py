"""The stand-in for GitHub itself: the real gh talks to it, real git pushes to it.

These tests show that the stand-in does what GitHub's description and documentation say, as far as
it goes. They show nothing about GitHub.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from support.forge import Forge
from support.forge.clients import asked, clone, git, pull_of, refused
from support.forge.state import BOT
from support.office import forked

REPO = "repos/team/registry"


def test_gh_lists_the_pull_requests_of_forks_and_branches(forge: Forge) -> None:
    first = pull_of(forge, "eve", "one")
    forge.commit("team", "two", {"two.txt": "2\n"})
    second = forge.open_pull("ada", "two", title="Add two", body="Why").number
    found = asked(forge, "eve", f"{REPO}/pulls")
    assert [(pull["number"], pull["head"]["label"]) for pull in found] == [
        (second, "team:two"),
        (first, "eve:one"),
    ]
    one = asked(forge, "eve", f"{REPO}/pulls/{first}")
    assert one["head"]["repo"]["full_name"] == "eve/registry"
    assert one["head"]["sha"] == forge.fork("eve").tip("one")
    assert one["base"]["sha"] == forge.main()
    assert (one["mergeable"], one["changed_files"], one["commits"]) == (True, 1, 1)
    assert [call.brief for call in forge.calls] == [
        f"GET /{REPO}/pulls",
        f"GET /{REPO}/pulls/{first}",
    ]


def test_gh_follows_the_pages_of_a_list(forge: Forge) -> None:
    number = pull_of(forge, "eve", "one")
    for text in "abcdefg":
        forge.comment(number, "ada", text)
    found = asked(forge, "eve", f"{REPO}/issues/{number}/comments?per_page=3", "--paginate")
    assert "".join(comment["body"] for comment in found) == "abcdefg"
    assert [call.query.get("page") for call in forge.calls] == [None, "2", "3"]


def test_gh_opens_a_pull_request_from_a_fork_that_it_made(forge: Forge, tmp_path: Path) -> None:
    asked(forge, "eve", "-X", "POST", f"{REPO}/forks")
    where = clone(forge, "eve", "https://github.com/eve/registry", tmp_path / "eve")
    git(forge, "eve", "checkout", "-q", "-b", "claim/007", at=where)
    (where / "b.txt").write_text("b\n")
    git(forge, "eve", "add", ".", at=where)
    git(forge, "eve", "commit", "-q", "-m", "Claim 7", at=where)
    done = git(forge, "eve", "push", "-q", "origin", "claim/007", at=where)
    assert done.returncode == 0, done.stderr
    body = {"head": "eve:claim/007", "base": "main", "title": "Claim 7", "body": "Mine"}
    made = asked(forge, "eve", f"{REPO}/pulls", "--input", "-", given=json.dumps(body))
    assert (made["number"], made["user"]["login"], made["title"]) == (1, "eve", "Claim 7")
    assert forge.calls[-1].body == body
    assert "already exists" in refused(
        forge, "eve", f"{REPO}/pulls", "-f", "head=eve:claim/007", "-f", "base=main"
    )


def test_the_workflow_sets_statuses_and_edits_its_comment(forge: Forge) -> None:
    number = pull_of(forge, "eve", "one")
    head = forge.state.pulls[number].head_sha
    where = f"{REPO}/statuses/{head}"
    for state in ("failure", "success"):
        asked(forge, BOT, where, "-f", f"state={state}", "-f", "context=muster/validate")
    listed = asked(forge, "eve", f"{REPO}/commits/{head}/statuses")
    assert [status["state"] for status in listed] == ["success", "failure"]
    assert {status["creator"]["login"] for status in listed} == {BOT}
    assert asked(forge, "eve", f"{REPO}/commits/{head}/status")["state"] == "success"
    last = forge.status(head, "muster/validate")
    assert last is not None
    assert last.state == "success"
    made = asked(forge, BOT, f"{REPO}/issues/{number}/comments", "-f", "body=<!-- x --> no")
    comment = f"{REPO}/issues/comments/{made['id']}"
    asked(forge, BOT, "-X", "PATCH", comment, "-f", "body=<!-- x --> yes")
    assert [comment.body for comment in forge.comments(number)] == ["<!-- x --> yes"]
    assert "HTTP 403" in refused(forge, "eve", "-X", "DELETE", comment)
    asked(forge, "ada", "-X", "DELETE", comment)
    assert forge.comments(number) == []
    methods = [call.method for call in forge.written()]
    assert methods == ["POST", "POST", "POST", "PATCH", "DELETE", "DELETE"]


@pytest.mark.parametrize(
    ("login", "arguments", "status"),
    [
        ("eve", [f"{REPO}/pulls/7"], 404),
        ("eve", ["repos/team/other/pulls"], 404),
        ("eve", ["users/nobody"], 404),
        ("eve", [f"{REPO}/git/ref/heads/none"], 404),
        ("eve", [f"{REPO}/commits/{'0' * 40}"], 422),
        ("eve", [f"{REPO}/collaborators"], 403),
        ("eve", [f"{REPO}/actions/permissions"], 403),
        ("ada", [f"{REPO}/actions/permissions/workflow"], 403),
        ("ada", [f"{REPO}/branches/main/protection"], 404),
        ("root", [f"{REPO}/branches/main/protection"], 404),
        ("ada", [f"{REPO}/rulesets", "-f", "name=x", "-f", "enforcement=active"], 404),
        ("ada", ["-X", "PATCH", REPO, "-F", "allow_squash_merge=false"], 403),
        ("eve", ["STATUS", "-f", "state=success"], 404),
        (BOT, ["user"], 403),
        (BOT, [f"{REPO}/actions/permissions"], 403),
        (BOT, [f"{REPO}/pulls", "-f", "head=one", "-f", "base=main", "-f", "title=x"], 403),
        (BOT, ["-X", "POST", f"{REPO}/forks"], 403),
        ("eve", [f"{REPO}/pulls", "-f", "head=two", "-f", "base=main", "-f", "title=x"], 403),
        ("ada", [f"{REPO}/pulls", "-f", "head=none", "-f", "base=main", "-f", "title=x"], 422),
        ("ada", [f"{REPO}/pulls", "-f", "head=main", "-f", "base=main", "-f", "title=x"], 422),
    ],
)
def test_gh_is_told_no(first: Forge, login: str, arguments: list[str], status: int) -> None:
    before = copy.deepcopy(first.state)
    arguments = [it.replace("STATUS", f"{REPO}/statuses/{first.main()}") for it in arguments]
    assert f"HTTP {status}" in refused(first, login, *arguments)
    assert first.state == before


def test_a_token_of_nobody_is_refused(forge: Forge) -> None:
    done = forge.gh("eve", "api", f"{REPO}/pulls", GH_TOKEN="of nobody")  # noqa: S106
    assert "HTTP 401" in done.err
    assert forge.calls[-1].account == ""


def test_admins_see_and_set_what_actions_may(forge: Forge) -> None:
    where = f"{REPO}/actions/permissions"
    told = [
        ("", {"enabled": True, "allowed_actions": "selected"}),
        ("/workflow", {"can_approve_pull_request_reviews": True}),
        ("/fork-pr-contributor-approval", {"approval_policy": "all_external_contributors"}),
    ]
    for path, body in told:
        before = asked(forge, "root", where + path)
        asked(forge, "root", "-X", "PUT", where + path, "--input", "-", given=json.dumps(body))
        assert asked(forge, "root", where + path) == {**before, **body} != before


def test_what_is_told_of_people(forge: Forge) -> None:
    assert asked(forge, "eve", "user")["login"] == "eve"
    assert asked(forge, "eve", "users/ADA")["login"] == "ada"
    people = asked(forge, "root", f"{REPO}/collaborators")
    assert {it["login"]: it["role_name"] for it in people} == {"ada": "write", "root": "admin"}
    for login, permission in (("root", "admin"), ("ada", "write"), ("eve", "read")):
        told = asked(forge, "ada", f"{REPO}/collaborators/{login}/permission")
        assert told["permission"] == permission
    assert asked(forge, "ada", REPO)["permissions"]["push"] is True
    assert asked(forge, "eve", REPO)["permissions"]["push"] is False


def test_code_owners_who_may_not_write_are_told(forge: Forge) -> None:
    owners = "# all\n* @ada\n/registry/ @eve @nobody\n"
    forge.commit("team", "main", {".github/CODEOWNERS": owners})
    found = asked(forge, "eve", f"{REPO}/codeowners/errors")["errors"]
    assert [(it["line"], it["column"], it["kind"]) for it in found] == [
        (3, 12, "Unknown owner"),
        (3, 17, "Unknown owner"),
    ]


def test_main_can_move_just_before_an_answer_and_a_request_can_fail(forge: Forge) -> None:
    where = f"{REPO}/git/ref/heads/main"
    before = asked(forge, "eve", where)["object"]["sha"]
    forge.before("GET", f"/{where}", lambda: forge.commit("team", "main", {"new": "x"}))
    after = asked(forge, "eve", where)["object"]["sha"]
    assert after == forge.main() != before
    assert asked(forge, "eve", where)["object"]["sha"] == after
    forge.fail_next("GET", f"/{where}", 502)
    assert "HTTP 502" in refused(forge, "eve", where)
    assert asked(forge, "eve", where)["object"]["sha"] == after


def test_a_copy_goes_its_own_way(forge: Forge, tmp_path: Path) -> None:
    number = pull_of(forge, "eve", "one")
    with forge.copy(tmp_path / "copy") as other:
        asked(other, "ada", f"{REPO}/issues/{number}/comments", "-f", "body=x")
        other.merge(number, by="ada")
        where = clone(other, "eve", "https://github.com/eve/registry", tmp_path / "eve")
        git(other, "eve", "commit", "-q", "--allow-empty", "-m", "x", at=where)
        assert git(other, "eve", "push", "-q", "origin", "main", at=where).returncode == 0
        assert git(other, "eve", "push", "-q", other.url, "main:new", at=where).returncode == 1
        other.account("eve", "write")
        assert git(other, "eve", "push", "-q", other.url, "main:new", at=where).returncode == 0
    assert forge.comments(number) == []
    assert forge.state.pulls[number].state == "open"
    assert forge.fork("eve").tip("main") == forge.main() != other.main()


def test_the_environment_of_an_account_has_nothing_of_the_machines(
    forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_TOKEN", "GH_HOST", "ACTIONS_RUNTIME_TOKEN", "SSH_AUTH_SOCK"):
        monkeypatch.setenv(name, "the machine's")
    assert "the machine's" not in forge.env("eve").values()


def test_a_command_can_be_forked_beside_the_server(first: Forge) -> None:
    done = forked(first.folder, first.env("eve"), ("--version",))
    assert (done.code, done.err) == (0, "")
    assert asked(first, "eve", "user")["login"] == "eve"
