"""The repositories behind the stand-in for GitHub: real pushes, real merges, pull refs.

Like the stand-in's own answers, this shows nothing about GitHub.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.forge import Forge
from support.forge.asking import RefusedError
from support.forge.clients import asked, clone, git, pull_of

REPO = "repos/team/registry"


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
    forge.sync()  # it was no push, of which the stand-in would have been told
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
