"""The judge's two halves with the real gh and the stand-in for GitHub, which is not GitHub."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from muster.flows.judging_pulls import Judge
from muster.forge.address import Address
from muster.forge.pulls import Pull as Asked
from muster.git.repository import Repository
from support.forge.crew import CONTEXT, Crew
from support.forge.judging import BOT, SLUG, bare, judge, judge_and_post, post
from support.forge.state import Pull
from support.office import forked
from support.repos import path_of, record


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """A team with four planned slots and nobody in them."""
    crew = Crew.make(tmp_path_factory.mktemp("crew"), tools=False)
    with crew.forge:
        yield crew


@pytest.fixture(scope="module")
def claimed(prepared: Crew, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """The team, and eve's claim of number 2 as its first pull request."""
    crew = prepared.copy(tmp_path_factory.mktemp("claimed") / "crew")
    with crew.forge:
        crew.claims("eve", 2)
        yield crew


@pytest.fixture(scope="module")
def contested(claimed: Crew, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """The same, and bob's claim of the same number as its second."""
    crew = claimed.copy(tmp_path_factory.mktemp("contested") / "crew")
    with crew.forge:
        crew.claims("bob", 2, "two")
        yield crew


@pytest.fixture
def one(claimed: Crew, tmp_path: Path) -> Iterator[tuple[Crew, Pull]]:
    """A copy of ``claimed`` for a test that changes it, and eve's pull request."""
    crew = claimed.copy(tmp_path / "crew")
    with crew.forge:
        yield crew, crew.forge.state.pulls[1]


@pytest.fixture
def two(contested: Crew, tmp_path: Path) -> Iterator[tuple[Crew, Pull, Pull]]:
    """A copy of ``contested`` for a test that changes it, and both pull requests."""
    crew = contested.copy(tmp_path / "crew")
    with crew.forge:
        pulls = crew.forge.state.pulls
        yield crew, pulls[1], pulls[2]


def test_a_good_claim_is_told_once(one: tuple[Crew, Pull]) -> None:
    crew, pull = one
    assert judge_and_post(crew, "--pull", str(pull.number)) == {pull.number: "told"}
    status = crew.verdict(pull)
    assert status is not None
    assert (status.state, status.creator) == ("success", BOT)
    assert "session-one" in crew.comment(pull).body
    writes = [
        (call.method, call.path.rpartition("/repos/team/registry")[2])
        for call in crew.forge.written()
    ]
    assert writes == [
        ("POST", f"/statuses/{pull.head_sha}"),
        ("POST", f"/issues/{pull.number}/comments"),
    ]
    assert judge_and_post(crew, "--pull", str(pull.number)) == {pull.number: "said-before"}
    assert len(crew.forge.written()) == 2


def test_of_two_that_want_one_number_the_first_holds_it(two: tuple[Crew, Pull, Pull]) -> None:
    crew, first, second = two
    assert set(judge_and_post(crew, "--pull", str(second.number))) == {first.number, second.number}
    assert crew.verdict(first).state == "success"
    assert f"#{second.number}" in crew.comment(first).body
    assert crew.verdict(second).state == "failure"
    body = crew.comment(second).body
    assert f"#{first.number}" in body
    assert "muster renumber" in body


def test_who_was_in_the_way_and_is_gone_is_in_nobodys_way(two: tuple[Crew, Pull, Pull]) -> None:
    crew, first, second = two
    judge_and_post(crew, "--all")
    assert crew.verdict(second).state == "failure"
    crew.forge.close(first.number)
    assert judge_and_post(crew, "--pull", str(first.number)) == {second.number: "told"}
    assert crew.verdict(second).state == "success"
    assert "renumber" not in crew.comment(second).body


def test_who_moves_away_frees_the_number_for_the_next(two: tuple[Crew, Pull, Pull]) -> None:
    crew, first, second = two
    judge_and_post(crew, "--all")
    crew.put("eve", "claim/002", crew.claim(3, "one"))
    judge_and_post(crew, "--pull", str(first.number))
    assert crew.verdict(second).state == "success"


def test_what_is_blocked_by_itself_holds_no_number(crew: Crew) -> None:
    crew.refresh()
    unsigned = crew.step({path_of(2): record(2, "session-eve", key=crew.public("one"))}, None)
    broken = crew.propose("eve", "claim/002", unsigned)
    good = crew.claims("bob", 2, "two")
    judge_and_post(crew, "--all")
    assert crew.verdict(broken).state == "failure"
    assert crew.verdict(good).state == "success"


def test_a_merge_concerns_all_also_where_it_says_skip_ci(two: tuple[Crew, Pull, Pull]) -> None:
    crew, first, second = two
    third = crew.claims("mia", 3, "three")
    judge_and_post(crew, "--all")
    crew.forge.merge(first.number, by="ada", message="Merge it [skip ci]")
    told = judge_and_post(crew, "--pull", str(first.number))
    assert set(told) == {second.number, third.number}
    assert "M201" in crew.verdict(second).description


def test_a_verdict_on_a_main_that_has_moved_is_not_told(two: tuple[Crew, Pull, Pull]) -> None:
    crew, first, second = two
    report = judge(crew, "--all")
    crew.forge.merge(first.number, by="ada")
    done = post(crew, report)
    outcomes = {one["pull"]: one["outcome"] for one in done.json["data"]["verdicts"]}
    assert outcomes == {first.number: "closed", second.number: "main-moved"}
    assert crew.forge.written() == []


def test_main_that_moves_between_two_posts_is_seen(one: tuple[Crew, Pull]) -> None:
    crew, first = one
    second = crew.claims("bob", 3, "two")
    report = judge(crew, "--all")
    crew.forge.before(
        "GET", f"*/pulls/{second.number}", lambda: crew.forge.merge(first.number, by="ada")
    )
    done = post(crew, report)
    outcomes = [one["outcome"] for one in done.json["data"]["verdicts"]]
    assert outcomes == ["told", "main-moved"]


def test_a_verdict_on_a_head_that_has_moved_is_not_told(one: tuple[Crew, Pull]) -> None:
    crew, pull = one
    report = judge(crew, "--pull", str(pull.number))
    crew.put("eve", "claim/002", crew.claim(2, "one", name="another-name"))
    done = post(crew, report)
    assert [one["outcome"] for one in done.json["data"]["verdicts"]] == ["head-moved"]
    assert crew.forge.written() == []


def test_what_was_fixed_turns_green_and_the_comment_is_edited(crew: Crew) -> None:
    crew.refresh()
    bad = {
        path_of(2): record(2, "session-one", key=crew.public("one"), goal="{statement: Be good}")
    }
    pull = crew.propose("eve", "claim/002", crew.step(bad, "one"))
    judge_and_post(crew, "--pull", str(pull.number))
    was, text = crew.comment(pull).id, crew.comment(pull).body
    assert crew.verdict(pull).state == "failure"
    crew.put("eve", "claim/002", crew.claim(2, "one"))
    judge_and_post(crew, "--pull", str(pull.number))
    after = crew.comment(pull)
    assert after.id == was
    assert len(after.body) < len(text) * 2 / 3
    assert crew.verdict(pull).state == "success"


def test_a_comment_by_somebody_else_with_our_mark_is_left_alone(one: tuple[Crew, Pull]) -> None:
    crew, pull = one
    judge_and_post(crew, "--pull", str(pull.number))
    text = crew.comment(pull).body
    crew.forge.state.comments.clear()
    crew.forge.comment(pull.number, "eve", text)
    judge_and_post(crew, "--pull", str(pull.number))
    theirs, ours = crew.forge.comments(pull.number)
    assert (theirs.author, ours.author) == ("eve", BOT)
    assert theirs.body == text


def test_of_two_comments_of_ours_one_stays(one: tuple[Crew, Pull]) -> None:
    crew, pull = one
    judge_and_post(crew, "--pull", str(pull.number))
    text = crew.comment(pull).body
    crew.forge.comment(pull.number, BOT, text)
    assert judge_and_post(crew, "--pull", str(pull.number)) == {pull.number: "told"}
    assert crew.comment(pull).body == text


def test_code_alone_gets_a_status_and_no_comment(crew: Crew) -> None:
    crew.refresh()
    pull = crew.propose("eve", "feature", crew.step({"src/app.py": "print()\n"}, None))
    judge_and_post(crew, "--pull", str(pull.number))
    assert crew.verdict(pull).state == "success"
    assert "human" in crew.verdict(pull).description
    assert crew.forge.comments(pull.number) == []


def test_a_forged_green_status_is_overwritten(crew: Crew) -> None:
    pull = crew.claims("eve", 2, name="worker-1")
    crew.forge.account("mallory", permission="write")
    crew.forge.report(pull.head_sha, "mallory", "success", CONTEXT, "Fine.")
    judge_and_post(crew, "--pull", str(pull.number))
    assert crew.verdict(pull).state == "failure"


def test_where_github_refuses_one_the_others_are_told(one: tuple[Crew, Pull]) -> None:
    crew, first = one
    second = crew.claims("bob", 3, "two")
    crew.forge.fail_next("POST", f"*/statuses/{first.head_sha}", 502)
    done = post(crew, judge(crew, "--all"))
    assert done.code == 3
    assert [one["outcome"] for one in done.json["data"]["verdicts"]] == ["refused", "told"]
    assert crew.verdict(second).state == "success"


def test_a_report_that_did_not_arrive_is_no_empty_one(crew: Crew) -> None:
    done = post(crew, {"REPORT_1": "", "REPORT_2": ""})
    assert (done.code, done.json["code"]) == (2, "no-report")
    assert post(crew, judge(crew, "--all")).code == 0  # nothing is open: an empty report


def test_a_merge_group_is_judged_merge_by_merge(one: tuple[Crew, Pull]) -> None:
    crew, first = one
    second = crew.claims("bob", 3, "two")
    group = crew.forge.merge_group(first.number, second.number, by="ada")
    assert judge_and_post(crew, "--merge-group", group.head_sha) == {0: "told"}
    assert crew.forge.status(group.head_sha, CONTEXT).state == "success"


def test_a_merge_group_that_takes_one_session_twice_is_blocked(one: tuple[Crew, Pull]) -> None:
    crew, first = one
    second = crew.claims("bob", 3, "two", "session-one")
    group = crew.forge.merge_group(first.number, second.number, by="ada")
    judge_and_post(crew, "--merge-group", group.head_sha)
    status = crew.forge.status(group.head_sha, CONTEXT)
    assert status.state == "failure"
    assert "M202" in status.description


def test_a_merge_group_with_other_files_than_its_branches_is_blocked(
    one: tuple[Crew, Pull],
) -> None:
    crew, first = one
    group = crew.forge.merge_group(first.number, by="ada")
    crew.refresh()
    crew.desk.git("fetch", "--quiet", "origin", group.head_ref)
    tree = crew.tree({"registry/charter.yaml": "size: 1\n"}, group.head_sha)
    evil = crew.sign(tree, [crew.at(), first.head_sha], None)
    crew.put("team", "queue", evil)
    judge_and_post(crew, "--merge-group", evil)
    assert crew.forge.status(evil, CONTEXT).state == "failure"


def test_a_copy_of_a_claim_takes_nothing_from_it(crew: Crew) -> None:
    """Anybody may open somebody's commit again: to another branch, later, earlier or with more."""
    crew.refresh()
    commit = crew.claim(2, "one")
    crew.propose("mia", "early", crew.step({"src/x.py": "pass\n"}, None))
    mine = crew.propose("eve", "claim/002", commit)
    rival = crew.claims("bob", 2, "two")
    crew.forge.commit("team", "other", {"x": "x\n"})
    astray = crew.propose("zoe", "astray", commit, base="other")
    late = crew.propose("zoe", "late", commit)
    more = crew.desk.git("commit-tree", f"{commit}^{{tree}}", "-p", commit, "-m", "Nothing").strip()
    crew.put("mia", "early", more)
    told = judge_and_post(crew, "--pull", str(late.number))
    assert set(told) == {pull.number for pull in (mine, rival, astray, late)}
    assert [crew.verdict(pull).state for pull in (mine, astray, late)] == ["success"] * 3
    assert crew.verdict(rival).state == "failure"
    mine_said = [s for s in crew.forge.state.statuses if s.sha == commit]
    assert len(mine_said) == 1


def test_what_goes_to_another_branch_holds_no_number(crew: Crew) -> None:
    crew.forge.commit("team", "other", {"x": "x\n"})
    crew.refresh()
    crew.propose("eve", "claim/002", crew.claim(2, "one"), base="other")
    mine = crew.claims("bob", 2, "two")
    judge_and_post(crew, "--all")
    assert crew.verdict(mine).state == "success"


def test_a_commit_that_was_judged_too_often_stays_red(one: tuple[Crew, Pull]) -> None:
    """GitHub takes a thousand statuses: what stands last must be nothing that can't be undone."""
    crew, pull = one
    report = judge(crew, "--pull", str(pull.number))
    for turn in range(899):
        crew.forge.report(pull.head_sha, BOT, "failure", CONTEXT, f"Turn {turn}.")
    post(crew, report)
    assert crew.verdict(pull).state == "success"
    post(crew, report)
    assert crew.verdict(pull).state == "failure"
    assert "push another" in crew.verdict(pull).description
    post(crew, report)
    assert len(crew.forge.state.statuses) == 901


def test_a_defect_of_muster_that_one_meets_stops_no_other(one: tuple[Crew, Pull]) -> None:
    crew, first = one
    numbers = [first.number, crew.claims("bob", 3, "two").number]
    judge(crew, "--all")
    here = Repository.open(bare(crew))
    heads = [here.resolve(f"refs/pull/{number}/head") for number in numbers]
    pulls = [
        Asked(number, head, "b", "eve/registry", "main", "eve", "page", True)
        for number, head in zip(numbers, heads, strict=True)
    ]
    pulls[0] = pulls[0]._replace(head=None)  # type: ignore[arg-type] # no git can take it
    main, now = here.resolve("refs/heads/main"), datetime.now(UTC)
    broken, good = Judge(here, Address("team", "registry"), main, pulls, {}, now).verdicts(None)
    assert (broken.blocked, good.blocked) == (True, False)
    assert broken.trouble is not None
    assert "a defect of muster" in broken.trouble.message


def test_a_clone_in_which_somebody_works_is_left_alone(crew: Crew) -> None:
    tips = crew.desk.git("for-each-ref")
    for what in (("--all",), ("--merge-group", "a" * 40)):
        words = ("github", "judge", "--repository", SLUG, *what, "--json")
        done = forked(crew.desk.folder, crew.forge.env(BOT), words)
        assert (done.code, done.json["code"]) == (2, "not-bare"), done
    assert crew.desk.git("for-each-ref") == tips
    for command in done.json["next"]:
        again = subprocess.run(
            command.split(), cwd=crew.folder, env=crew.forge.env(BOT), capture_output=True,
            check=False,
        )  # fmt: skip
        assert again.returncode == 0, again
