"""Pull requests that look like rivals and are none, with the stand-in for GitHub, not GitHub."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.forge.crew import CONTEXT, Crew
from support.forge.judging import judge_and_post


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """A team whose repository has another branch beside main."""
    crew = Crew.make(tmp_path_factory.mktemp("crew"), tools=False)
    with crew.forge:
        crew.desk.git("push", "--quiet", "origin", f"{crew.at()}:refs/heads/other",
                      **crew.forge.env("ada"))  # fmt: skip
        yield crew


def test_what_goes_to_another_branch_holds_no_number(crew: Crew) -> None:
    astray = crew.propose("mallory", "claim/002", crew.claim(2, "one"), base="other")
    good = crew.claims("bob", 2, "two")
    judge_and_post(crew, "--all")
    assert crew.verdict(astray).state == "failure"
    assert crew.verdict(good).state == "success"


def test_of_two_with_one_head_neither_is_in_the_others_way(crew: Crew) -> None:
    """Else anybody could turn a claim red, by opening its very commit once more."""
    good = crew.claims("eve", 2)
    twin = crew.propose("mallory", "twin", good.head_sha)
    assert set(judge_and_post(crew, "--pull", str(twin.number))) == {good.number, twin.number}
    for pull in (good, twin):
        assert crew.verdict(pull).state == "success"
        assert "M306" not in crew.comment(pull).body
    judge_and_post(crew, "--all")
    assert len([it for it in crew.forge.state.statuses if it.context == CONTEXT]) == 1


def test_one_head_for_main_and_for_another_branch_is_judged_as_mains(crew: Crew) -> None:
    good = crew.claims("eve", 2)
    twin = crew.propose("mallory", "twin", good.head_sha, base="other")
    for arguments in (["--pull", str(twin.number)], ["--all"]):
        judge_and_post(crew, *arguments)
        assert crew.verdict(good).state == "success"
    assert "goes to other" in crew.comment(twin).body
    assert len([it for it in crew.forge.state.statuses if it.context == CONTEXT]) == 1


def test_who_loses_a_number_loses_it_with_each_of_its_heads(crew: Crew) -> None:
    first = crew.claims("eve", 2)
    second = crew.claims("bob", 2, "two")
    twin = crew.propose("mallory", "twin", first.head_sha)
    judge_and_post(crew, "--all")
    assert crew.verdict(first).state == "success"
    assert crew.verdict(second).state == "failure"
    assert f"#{first.number}" in crew.comment(second).body
    late = crew.propose("mallory", "late", second.head_sha)
    judge_and_post(crew, "--pull", str(late.number))
    assert crew.verdict(late).state == "failure"
    assert crew.verdict(twin).state == "success"


def test_what_changes_the_judge_is_told_in_a_comment(crew: Crew) -> None:
    """A line of a status beside the merge button is easy to miss."""
    crew.refresh()
    files = {".github/workflows/muster.yml": "on: push\njobs: {}\n"}
    pull = crew.propose("eve", "judge", crew.step(files, None))
    judge_and_post(crew, "--all")
    assert crew.verdict(pull).state == "success"
    assert "muster.yml" in crew.comment(pull).body
