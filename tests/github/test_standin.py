"""The stand-in for GitHub itself: the real gh talks to it, real git pushes to it.

These tests show that the stand-in does what GitHub's description and documentation say, as far as
it goes. They show nothing about GitHub.
"""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.forge import Forge
from support.forge.asking import RefusedError
from support.forge.state import BOT
from support.office import forked

REPO = "repos/team/registry"

RULE = [
    f"{REPO}/rulesets",
    "-f",
    "name=x",
    "-f",
    "enforcement=active",
    "-f",
    "rules[][type]=deletion",
]
STRICT = "strict_required_status_checks_policy"
"""A parameter, but of another type of rule."""


def asked(forge: Forge, login: str, *arguments: str, given: str = "") -> Any:
    """What ``gh api`` answers, which must succeed."""
    done = forge.gh(login, "api", *arguments, given=given)
    assert done.code == 0, done
    return json.loads(done.out) if done.out else None


def refused(forge: Forge, login: str, *arguments: str) -> str:
    """What ``gh api`` says of a refusal."""
    done = forge.gh(login, "api", *arguments)
    assert done.code == 1, done
    return done.err


def git(forge: Forge, login: str, *arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Run git as an account, whatever comes of it."""
    return subprocess.run(
        ["git", *arguments], cwd=at, env=forge.env(login), check=False, capture_output=True,
        text=True,
    )  # fmt: skip


def clone(forge: Forge, login: str, url: str, to: Path) -> Path:
    """Clone as an account."""
    done = git(forge, login, "clone", "--quiet", url, str(to), at=forge.folder)
    assert done.returncode == 0, done.stderr
    return to


def pull_of(forge: Forge, login: str, branch: str, path: str = "", text: str = "x\n") -> int:
    """A pull request from a fork that adds or changes one file."""
    forge.fork(login)
    forge.commit(login, branch, {path or f"{branch}.txt": text})
    return forge.open_pull(login, f"{login}:{branch}", title=f"Add {branch}").number


@pytest.fixture(scope="module")
def still(first: Forge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    """A forge with one pull request, for tests that change nothing."""
    with first.copy(tmp_path_factory.mktemp("still") / "forge") as made:
        pull_of(made, "eve", "one")
        yield made


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


def test_the_ref_of_a_pull_request_follows_its_branch_until_it_is_closed(
    forge: Forge, tmp_path: Path
) -> None:
    number = pull_of(forge, "eve", "one")
    where = clone(forge, "eve", "git@github.com:eve/registry.git", tmp_path / "eve")
    for say in ("open", "closed"):
        git(forge, "eve", "checkout", "-q", "one", at=where)
        git(forge, "eve", "commit", "-q", "--allow-empty", "-m", say, at=where)
        assert git(forge, "eve", "push", "-q", "origin", "one", at=where).returncode == 0
        ref = f"refs/pull/{number}/head"
        done = git(forge, "ada", "ls-remote", forge.url, ref, at=tmp_path)
        tip = forge.fork("eve").tip("one")
        assert (done.stdout.split("\t")[0] == tip) is (say == "open")
        if say == "open":
            assert asked(forge, "ada", f"{REPO}/pulls/{number}")["head"]["sha"] == tip
            forge.close(number)


def test_who_may_not_write_can_push_to_a_fork_of_their_own_only(
    forge: Forge, tmp_path: Path
) -> None:
    forge.fork("eve")
    where = clone(forge, "eve", forge.url, tmp_path / "eve")
    git(forge, "eve", "commit", "-q", "--allow-empty", "-m", "x", at=where)
    before = forge.main()
    for url in (forge.url, f"{forge.url}.git"):
        done = git(forge, "eve", "push", url, "HEAD:refs/heads/x", at=where)
        assert done.returncode == 1
        assert "Permission to team/registry.git denied to eve." in done.stderr
    assert (
        "denied to ada"
        in git(forge, "ada", "push", "https://github.com/eve/registry", "HEAD:x", at=where).stderr
    )
    hidden = git(forge, "ada", "push", forge.url, "HEAD:refs/pull/9/head", at=where)
    assert "hidden ref" in hidden.stderr
    assert git(forge, "ada", "push", "-q", forge.url, "HEAD:main", at=where).returncode == 0
    assert forge.main() != before


def test_a_rule_that_asks_for_a_pull_request_refuses_a_push(forge: Forge, tmp_path: Path) -> None:
    body = {
        "name": "main",
        "enforcement": "active",
        "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
        "bypass_actors": [{"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}],
        "rules": [
            {
                "type": "pull_request",
                "parameters": {
                    "dismiss_stale_reviews_on_push": True,
                    "require_code_owner_review": True,
                    "require_last_push_approval": True,
                    "required_approving_review_count": 1,
                    "required_review_thread_resolution": False,
                },
            },
            {"type": "deletion"},
        ],
    }
    made = asked(forge, "root", f"{REPO}/rulesets", "--input", "-", given=json.dumps(body))
    assert made["bypass_actors"] == body["bypass_actors"]
    seen = asked(forge, "ada", f"{REPO}/rulesets/{made['id']}")
    assert "bypass_actors" not in seen
    assert seen["rules"] == body["rules"]
    rules = asked(forge, "eve", f"{REPO}/rules/branches/main")
    assert [rule["type"] for rule in rules] == ["pull_request", "deletion"]
    assert asked(forge, "eve", f"{REPO}/rules/branches/other") == []
    where = clone(forge, "ada", forge.url, tmp_path / "ada")
    git(forge, "ada", "commit", "-q", "--allow-empty", "-m", "x", at=where)
    told = git(forge, "ada", "push", "origin", "main", at=where).stderr
    assert "through a pull request" in told
    assert git(forge, "root", "push", "-q", "origin", "main", at=where).returncode == 0
    asked(forge, "root", "-X", "PUT", f"{REPO}/rulesets/{made['id']}", "-f", "enforcement=disabled")
    assert asked(forge, "ada", f"{REPO}/rules/branches/main") == []


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


def test_the_button_merges_with_two_parents(forge: Forge) -> None:
    number = pull_of(forge, "eve", "one")
    forge.commit("team", "main", {"else.txt": "else\n"})
    before, head = forge.main(), forge.state.pulls[number].head_sha
    forge.review(number, "ada")
    with pytest.raises(RefusedError, match="not accessible"):
        forge.merge(number, by="eve")
    made = forge.merge(number, by="ada")
    shown = forge.upstream.git("show", "-s", "--format=%P|%an|%cn|%ce|%B", made)
    assert shown.startswith(f"{before} {head}|ada|GitHub|noreply@github.com|Merge pull request #1")
    assert forge.main() == made
    assert forge.upstream.git("ls-tree", "--name-only", made).split() == [
        "README", "a.txt", "else.txt", "one.txt",
    ]  # fmt: skip
    pull = asked(forge, "eve", f"{REPO}/pulls/{number}")
    assert (pull["state"], pull["merged"], pull["merged_by"]["login"]) == ("closed", True, "ada")
    assert pull["merge_commit_sha"] == made
    for sha in (made, head):
        (came,) = asked(forge, "eve", f"{REPO}/commits/{sha}/pulls")
        assert came["number"] == number
    assert asked(forge, "eve", f"{REPO}/commits/{before}/pulls") == []
    (review,) = asked(forge, "eve", f"{REPO}/pulls/{number}/reviews")
    assert (review["state"], review["commit_id"]) == ("APPROVED", head)
    with pytest.raises(RefusedError, match="not mergeable"):
        forge.merge(number, by="ada")


def test_a_conflict_is_not_merged(forge: Forge) -> None:
    number = pull_of(forge, "eve", "one", "a.txt", "eve's\n")
    forge.commit("team", "main", {"a.txt": "the team's\n"})
    before = forge.main()
    pull = asked(forge, "eve", f"{REPO}/pulls/{number}")
    assert (pull["mergeable"], pull["mergeable_state"]) == (False, "dirty")
    with pytest.raises(RefusedError) as caught:
        forge.merge(number, by="ada")
    assert caught.value.status == 405
    with pytest.raises(RefusedError):
        forge.merge_group(number)
    assert forge.main() == before
    assert forge.state.pulls[number].state == "open"


def test_a_history_of_its_own_is_not_merged(forge: Forge) -> None:
    fork = forge.fork("eve")
    fork.commit({"alone": "x"}, on="alone", parents=())
    with pytest.raises(RefusedError, match="no history in common"):
        forge.open_pull("eve", "eve:alone")
    number = pull_of(forge, "eve", "one")
    fork.git("update-ref", "refs/heads/one", "alone")
    pull = asked(forge, "eve", f"{REPO}/pulls/{number}")
    assert pull["head"]["sha"] == fork.tip("alone")
    assert (pull["mergeable"], pull["commits"], pull["changed_files"]) == (False, 1, 3)
    with pytest.raises(RefusedError, match="not mergeable"):
        forge.merge(number, by="ada")


def test_the_queue_merges_one_after_another_on_a_branch_of_its_own(forge: Forge) -> None:
    numbers = [pull_of(forge, "eve", name) for name in ("one", "two")]
    base = forge.main()
    group = forge.merge_group(*numbers)
    assert group.head_ref == f"refs/heads/gh-readonly-queue/main/pr-2-{base}"
    assert forge.upstream.tip(group.head_ref.removeprefix("refs/heads/")) == group.head_sha
    line = forge.upstream.git("rev-list", "--first-parent", f"{base}..{group.head_sha}").split()
    assert len(line) == 2
    event = forge.event("merge_group", group=group)["merge_group"]
    assert (event["base_sha"], event["head_sha"]) == (base, group.head_sha)
    assert forge.main() == base
    forge.land(group, by="ada")
    assert forge.main() == group.head_sha
    assert forge.upstream.tip(group.head_ref.removeprefix("refs/heads/")) == ""
    assert [forge.state.pulls[number].merge_commit_sha for number in numbers] == line[::-1]


def test_a_push_to_main_that_brings_a_head_merges_its_pull_request(
    forge: Forge, tmp_path: Path
) -> None:
    number = pull_of(forge, "eve", "one")
    where = clone(forge, "ada", forge.url, tmp_path / "ada")
    git(forge, "ada", "fetch", "-q", "origin", f"refs/pull/{number}/head", at=where)
    git(forge, "ada", "merge", "-q", "--no-ff", "-m", "By hand", "FETCH_HEAD", at=where)
    assert git(forge, "ada", "push", "-q", "origin", "main", at=where).returncode == 0
    pull = asked(forge, "eve", f"{REPO}/pulls/{number}")
    assert (pull["merged"], pull["merged_by"]["login"]) == (True, "ada")
    assert pull["merge_commit_sha"] == forge.main()


def test_a_branch_that_is_gone_closes_its_pull_request(forge: Forge, tmp_path: Path) -> None:
    number = pull_of(forge, "eve", "one")
    assert (
        git(
            forge, "eve", "push", "-q", "https://github.com/eve/registry", ":one", at=tmp_path
        ).returncode
        == 128
    )  # from no repository
    where = clone(forge, "eve", "https://github.com/eve/registry", tmp_path / "eve")
    assert git(forge, "eve", "push", "-q", "origin", ":one", at=where).returncode == 0
    assert forge.state.pulls[number].state == "closed"
    assert asked(forge, "eve", f"{REPO}/pulls") == []
    assert asked(forge, "eve", f"{REPO}/pulls?state=all")[0]["merged_at"] is None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["graphql", "-f", "query=query { viewer { login } }"], "unknown request: POST /graphql"),
        (["-X", "DELETE", REPO], "unknown request: DELETE"),
        ([f"{REPO}/pulls?stat=open"], "unknown parameter stat"),
        ([f"{REPO}/pulls?state=opened"], "opened"),
        (["ISSUE", "-f", "text=x"], "'body' is a required property"),
        (["ISSUE", "-f", "body=x", "-f", "colour=red"], "unknown field /colour"),
        (["ISSUE", "-F", "body=3"], "is not of type 'string'"),
        (["ISSUE", "-X", "GET", "-f", "since=yesterday"], "yesterday"),
        ([*RULE, "-f", "rules[][colour]=red"], "unknown field /rules/0/colour"),
        ([*RULE, "-F", f"rules[][parameters][{STRICT}]=true"], "unknown field /rules/0/parameters"),
    ],
)
def test_a_request_that_is_not_as_described_is_a_violation(
    still: Forge, arguments: list[str], says: str
) -> None:
    before = copy.deepcopy(still.state)
    arguments = [it.replace("ISSUE", f"{REPO}/issues/1/comments") for it in arguments]
    with still.expecting_violation() as found:
        assert "HTTP 501" in refused(still, "eve", *arguments)
        assert says in found[0]
    assert still.state == before


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda pull: pull.pop("head"), "'head' is a required property"),
        (lambda pull: pull["base"].pop("sha"), "'sha' is a required property"),
        (lambda pull: pull.update(state="merged"), "'merged' is not one of"),
        (lambda pull: pull.update(verdict="good"), "unknown field /verdict"),
        (lambda pull: pull["user"].update(age=3), "unknown field /user/age"),
        (lambda pull: pull.update(created_at="today"), "'today' is not a 'date-time'"),
    ],
)
def test_an_answer_that_is_not_as_described_is_a_violation(
    still: Forge, spoil: Any, says: str
) -> None:
    still.spoil_next("GET", f"/{REPO}/pulls/*", spoil)
    with still.expecting_violation() as found:
        assert "HTTP 500" in refused(still, "eve", f"{REPO}/pulls/1")
        assert says in found[0]
    asked(still, "eve", f"{REPO}/pulls/1")


def test_a_violation_fails_the_block(tmp_path: Path) -> None:
    def violate() -> None:
        with Forge.make(tmp_path / "forge", {"a": "b"}) as forge:
            forge.account("eve")
            refused(forge, "eve", f"{REPO}/nothing")

    with pytest.raises(AssertionError, match="unknown request"):
        violate()


def test_a_violation_that_was_expected_must_come(forge: Forge) -> None:
    with pytest.raises(AssertionError, match="no request"), forge.expecting_violation():
        asked(forge, "eve", "user")


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


@pytest.mark.parametrize("action", ["opened", "synchronize", "edited", "closed"])
def test_the_events_of_a_pull_request_say_what_workflows_look_at(forge: Forge, action: str) -> None:
    number = pull_of(forge, "eve", "one")
    before = forge.state.pulls[number].head_sha
    forge.commit("eve", "one", {"more": "x"})
    event = forge.event("pull_request_target", number=number, action=action, before=before)
    pull = event["pull_request"]
    assert (event["action"], event["number"], pull["number"]) == (action, number, number)
    assert pull["head"]["sha"] == forge.fork("eve").tip("one") != before
    assert (pull["head"]["repo"]["full_name"], pull["base"]["ref"]) == ("eve/registry", "main")
    assert event["repository"]["full_name"] == "team/registry"
    assert (event["sender"]["login"], event.get("before")) == (
        "eve",
        before if action == "synchronize" else None,
    )


def test_the_event_of_a_push_says_what_came(forge: Forge) -> None:
    number = pull_of(forge, "eve", "one")
    before = forge.main()
    made = forge.merge(number, by="ada")
    event = forge.event("push", by="ada")
    assert (event["ref"], event["before"], event["after"]) == ("refs/heads/main", before, made)
    assert [commit["id"] for commit in event["commits"]][-1] == made == event["head_commit"]["id"]


def test_a_command_can_be_forked_beside_the_server(first: Forge) -> None:
    done = forked(first.folder, first.env("eve"), ("--version",))
    assert (done.code, done.err) == (0, "")
    assert asked(first, "eve", "user")["login"] == "eve"
