"""Rogues whose event is hostile, and what happens where one gets past the judge.

What stands for GitHub here is this project's stand-in. It is not GitHub. ``test_rogue_pulls.py``
has the table of what pull requests bring.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.forge.asking import RefusedError
from support.forge.crew import CONTEXT, Crew
from support.forge.judging import judge_and_post
from support.forge.runner import Runner
from support.forge.state import BOT
from support.office import forked
from support.repos import path_of, record
from support.rogues.machinery import forged
from support.rogues.site import Site

SPECIAL = "$(touch${IFS}%s)`touch${IFS}%s`;touch${IFS}%s;'\"&|<>!#%%{}x"
"""What a branch's name may have in it, as git takes it."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    crew = Crew.make(tmp_path_factory.mktemp("crew"))
    with crew.forge:
        crew.desk.git("push", "--quiet", "origin", f"{crew.at()}:refs/heads/other",
                      **crew.forge.env("ada"))  # fmt: skip
        yield crew


@pytest.fixture
def runner(crew: Crew, tmp_path: Path) -> Runner:
    return Runner(crew.forge, tmp_path / "runs")


def doctor(crew: Crew) -> set[str]:
    """What ``muster github doctor`` finds, as an admin sees it."""
    env = crew.forge.env("ada")
    crew.desk.git("clone", "--quiet", crew.forge.url, str(crew.folder / "clone"), **env)
    done = forked(crew.folder / "clone", env, ("github", "doctor", "--json"))
    assert done.code == 1, done
    return {one["code"] for one in done.json["data"]["findings"]}


def test_branch_title_and_body_are_no_program_and_no_command(crew: Crew, runner: Runner) -> None:
    canary = f"{crew.folder}/sung"
    branch = SPECIAL % (canary, canary, canary)
    hostile = f"$(touch {canary}) `touch {canary}`\n::add-mask::muster\n##[error]pwned\n"
    hostile += "${{ github.token }} ${{ secrets.GITHUB_TOKEN }} [skip ci] <!-- muster:verdict -->"
    pull = crew.propose("mallory", branch, crew.claim(2), title=hostile[:256])
    pull.body = hostile * 100
    ran = runner.react("pull_request_target", number=pull.number)["muster.yml"]
    assert set(ran.jobs.values()) == {"success", "skipped"}, ran.log
    assert not Path(canary).exists()
    assert crew.verdict(pull).state == "success"
    assert "touch" not in crew.comment(pull).body
    assert [call.method for call in crew.forge.written()] == ["POST", "POST"]
    assert set(ran.outputs) == {"judge.report_1"}
    assert "pwned" not in ran.log
    assert "***" not in ran.log
    assert crew.forge.state.accounts[BOT].token not in ran.log


def test_a_head_whose_repository_is_gone_is_judged_as_it_was(crew: Crew) -> None:
    pull = crew.propose("mallory", "claim/002", crew.claim(2))

    crew.forge.sync = lambda: None  # type: ignore[method-assign] # or it would close it
    shutil.rmtree(crew.forge.hub.path("mallory", "registry"))
    assert judge_and_post(crew, "--pull", str(pull.number)) == {pull.number: "told"}
    assert crew.verdict(pull).state == "success"


def test_what_is_sent_to_main_afterwards_is_judged_then(crew: Crew) -> None:
    pull = crew.propose("mallory", "claim/002", crew.claim(2), base="other")
    judge_and_post(crew, "--pull", str(pull.number))
    assert crew.verdict(pull).state == "failure"
    good = crew.claims("bob", 2, "two")
    judge_and_post(crew, "--pull", str(good.number))
    assert crew.verdict(good).state == "success"
    pull.base_ref = "main"
    judge_and_post(crew, "--pull", str(pull.number))
    assert crew.verdict(pull).state == "success"
    assert crew.verdict(good).state == "failure"


def test_mains_own_old_commit_is_no_pull_request(crew: Crew) -> None:
    """GitHub refuses it by itself, says its documentation; so does the stand-in."""
    crew.put("mallory", "old", crew.at())
    with pytest.raises(RefusedError, match="No commits between"):
        crew.forge.open_pull("mallory", "mallory:old")


def test_neither_status_nor_review_goes_over_to_a_head_that_was_forced_on_top(crew: Crew) -> None:
    pull = crew.claims("mallory", 2)
    judge_and_post(crew, "--pull", str(pull.number))
    review = crew.forge.review(pull.number, "ada")
    assert crew.verdict(pull).state == "success"
    crew.put("mallory", "claim/002", crew.step({path_of(2): None, path_of(3): None}, None))
    assert crew.verdict(pull) is None
    assert review.commit != crew.forge.state.pulls[pull.number].head_sha
    judge_and_post(crew, "--pull", str(pull.number))
    assert crew.verdict(pull).state != "pending"
    assert "M307" in crew.comment(pull).body


def test_a_rogue_in_the_merge_queue_is_stopped_there(crew: Crew, runner: Runner) -> None:
    good = crew.claims("eve", 2)
    rogue = crew.propose("mallory", "claim/003", crew.step({path_of(3): "number: 3\n"}, None))
    group = crew.forge.merge_group(good.number, rogue.number, by="ada")
    ran = runner.react("merge_group", group=group)["muster-queue.yml"]
    assert ran.jobs["judge"] == ran.jobs["post"] == "success", ran.log
    status = crew.forge.status(group.head_sha, CONTEXT)
    assert status is not None
    assert (status.state, status.creator) == ("failure", BOT)
    assert [call.brief.split("/")[-2] for call in crew.forge.written()] == ["statuses"]


def test_a_rogue_that_was_merged_past_a_red_check_is_found_on_main(
    crew: Crew, runner: Runner
) -> None:
    good = crew.claims("eve", 2)
    files = {"registry/sessions/7.yaml": record(7, "$(id) ::add-mask::x")}
    rogue = crew.propose("mallory", "claim/007", crew.step(files, None))
    judge_and_post(crew, "--all")
    assert crew.verdict(rogue).state == "failure"
    before = len(crew.forge.written())
    crew.forge.merge(rogue.number, by="ada")
    crew.forge.report(good.head_sha, "ada", "success", CONTEXT, "Fine, says ada")
    ran = runner.react("push")["muster.yml"]
    assert ran.jobs["main"] == "failure"
    assert ran.jobs["judge"] == ran.jobs["post"] == "success", ran.log
    assert "title=M001 noncanonical-path" in ran.log
    assert "/statuses/" in crew.forge.written()[before].path
    assert crew.verdict(good).creator == BOT


def test_a_status_that_a_workflow_of_a_writer_forged_stands_until_the_judge_runs(
    crew: Crew, runner: Runner
) -> None:
    """What GitHub lets through: who may push a branch may run a workflow that posts any status.

    Nothing in the repository stops it. ``muster github doctor`` says that the check is no gate
    there, and the judge writes over it when it runs next.
    """
    forge = crew.forge
    forge.account("wes", "write")
    site = Site(crew, "sung", 9, crew.at(), crew.claims("eve", 2), crew.folder)
    files = {
        ".github/workflows/own.yml": forged(site, "push"),
        path_of(3): "number: 3\n",
    }
    crew.put("team", "wes", crew.step(files, None))
    pull = forge.open_pull("wes", "wes", title="All well")
    ran = runner.react("push", branch="wes", by="wes")
    assert ran["own.yml"].jobs == {"judge": "success"}, ran["own.yml"].log
    assert (crew.folder / "sung").exists()  # GitHub would run it as well: it is a writer's
    assert (crew.verdict(pull).state, crew.verdict(pull).creator) == ("success", BOT)
    assert "workflow-poses-as-judge" in doctor(crew)
    judge_and_post(crew, "--all")
    assert crew.verdict(pull).state == "failure"
