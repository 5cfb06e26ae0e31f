"""Workflow files run under act on this machine, against the stand-in for GitHub."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.forge import Forge
from support.forge.runner import REQUIREMENTS, Runner
from support.forge.state import BOT

TWO_JOBS = """\
on:
  pull_request_target:
    types: [opened, synchronize]
  merge_group:
  push:
    branches: [main]
permissions: {}
jobs:
  look:
    runs-on: ubuntu-latest
    outputs:
      title: ${{ steps.read.outputs.title }}
    steps:
      - id: read
        env:
          TITLE: ${{ github.event.pull_request.title }}
        run: |
          echo "FILES $(ls -A | wc -l)"
          env | cut -d= -f1 | sort | sed 's/^/NAME /'
          printf 'title=%s\\n' "$TITLE" >>"$GITHUB_OUTPUT"
          git ls-remote "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" HEAD
          python3 -c 'import muster' || echo NO-MUSTER
  tell:
    needs: look
    runs-on: ubuntu-latest
    steps:
      - env:
          GH_TOKEN: ${{ github.token }}
          NUMBER: ${{ github.event.number }}
          TITLE: ${{ needs.look.outputs.title }}
        run: |
          where="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
          gh api "$where" -f "body=main's file: $TITLE" --jq .id
          echo "SHA $GITHUB_SHA EVENT $GITHUB_EVENT_NAME ACTOR $GITHUB_ACTOR"
  later:
    needs: tell
    if: vars.LATER == 'yes'
    runs-on: ubuntu-latest
    steps:
      - run: exit 3
"""
SMALL = """\
on: {on}
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: echo "HERE $GITHUB_SHA $GITHUB_REPOSITORY $GITHUB_REF"
"""
PLACE = ".github/workflows/two.yml"

ALLOWED = {
    "FORGE_LOGIN", "GH_CONFIG_DIR", "GH_NO_UPDATE_NOTIFIER", "GH_PROMPT_DISABLED",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_TERMINAL_PROMPT", "HOME", "LANG", "PATH",
    "PIP_CONFIG_FILE", "PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_INDEX", "XDG_CACHE_HOME",
    "ACT", "CI", "ImageOS", "PWD", "SHLVL", "TITLE", "_",
}  # fmt: skip
"""What a step sees, besides what runners set: GITHUB_… and RUNNER_…."""


@pytest.fixture
def runner(forge: Forge, tmp_path: Path) -> Runner:
    """A runner for a repository whose main has the workflow, and a pull request that changes it."""
    forge.commit("team", "main", {PLACE: TWO_JOBS})
    forge.fork("eve")
    forge.commit("eve", "claim", {PLACE: TWO_JOBS.replace("main's file", "the head's file")})
    forge.open_pull("eve", "eve:claim", title="It's `7` $(id)")
    return Runner(forge, tmp_path / "runs")


def test_mains_file_runs_for_a_pull_request_whatever_its_head_has(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    forge = runner.forge
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "NPM_TOKEN", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "the machine's")
    ran = runner.react("pull_request_target", number=1)
    assert list(ran) == ["two.yml"]
    two = ran["two.yml"]
    assert two.code == 0, two.log
    assert two.jobs == {"look": "success", "tell": "success", "later": "skipped"}
    (comment,) = forge.comments(1)
    assert (comment.author, comment.body) == (BOT, "main's file: It's `7` $(id)")
    assert two.outputs == {"read.title": "It's `7` $(id)"}
    log = two.log.splitlines()
    assert "look: FILES 0" in log
    assert "look: NO-MUSTER" in log
    assert f"look: {forge.main()}\tHEAD" in log
    assert f"tell: SHA {forge.main()} EVENT pull_request_target ACTOR eve" in log
    seen = {line.removeprefix("look: NAME ") for line in log if line.startswith("look: NAME ")}
    assert {it for it in seen if not it.startswith(("GITHUB_", "RUNNER_"))} <= ALLOWED
    assert "GITHUB_TOKEN" not in seen
    assert "the machine's" not in two.log


def test_a_failing_job_fails_its_run_and_what_needs_it_is_skipped(runner: Runner) -> None:
    runner.forge.fail_next("POST", "/repos/team/registry/issues/1/comments", 502)
    runner.variables = {"LATER": "yes"}
    two = runner.react("pull_request_target", number=1)["two.yml"]
    assert two.code == 1
    assert two.jobs == {"look": "success", "tell": "failure", "later": "skipped"}
    again = runner.react("pull_request_target", number=1)["two.yml"]
    assert again.jobs == {"look": "success", "tell": "success", "later": "failure"}


def test_an_activity_that_a_file_does_not_name_starts_nothing(runner: Runner) -> None:
    assert runner.react("pull_request_target", number=1, action="edited") == {}
    assert runner.react("schedule") == {}
    forge = runner.forge
    forge.commit("team", "other", {PLACE: SMALL.format(on="{push: {branches: main}}")})
    assert runner.react("push", branch="other") == {}


def test_a_push_runs_what_was_pushed(runner: Runner) -> None:
    forge = runner.forge
    for branch in ("other", "main"):
        made = forge.commit("team", branch, {PLACE: SMALL.format(on="push")})
        ran = runner.react("push", branch=branch)["two.yml"]
        assert f"one: HERE {made} team/registry refs/heads/{branch}" in ran.log.splitlines()


def test_a_merge_group_runs_its_own_copy(runner: Runner) -> None:
    forge = runner.forge
    forge.commit("eve", "claim", {PLACE: SMALL.format(on="merge_group")})
    group = forge.merge_group(1)
    two = runner.react("merge_group", group=group)["two.yml"]
    assert two.jobs == {"one": "success"}
    assert f"one: HERE {group.head_sha} team/registry" in two.log


def test_a_pull_request_from_a_fork_runs_its_own_copy_with_a_token_that_only_reads(
    runner: Runner,
) -> None:
    forge = runner.forge
    head = forge.state.pulls[1].head_sha
    own = TWO_JOBS.replace("pull_request_target", "pull_request")
    forge.commit("eve", "claim", {PLACE: own})
    assert head != forge.state.pulls[1].head_sha
    two = runner.react("pull_request", number=1)["two.yml"]
    assert two.jobs["tell"] == "failure"
    assert "HTTP 403" in two.log
    assert forge.comments(1) == []
    forge.commit("team", "main", {PLACE: "on: push\njobs: {}\n"})
    assert runner.react("pull_request", number=1) == {}


INSTALLS = """\
on: workflow_dispatch
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: |
          git clone --quiet "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" here
          python3 -I -m pip --quiet install --target "$RUNNER_TEMP/lib" --no-deps \\
            --require-hashes --no-compile --requirement here/.github/muster/requirements.txt
          ls -1 "$RUNNER_TEMP/lib"
          if [ -L "$RUNNER_TEMP/lib" ]; then echo LINKED; fi
          python3 -I -m pip --quiet install --target "$RUNNER_TEMP/other" rich && echo NETWORK
"""


@pytest.mark.parametrize("quick", [False, True])
def test_what_is_pinned_can_be_installed_without_a_network(
    forge: Forge, tmp_path: Path, quick: bool
) -> None:
    pins = (Path(__file__).parents[2] / "constraints.txt").read_text()
    pin = re.search(r"^click==(?:.*\\\n)*.*\n", pins, re.MULTILINE)
    assert pin is not None
    forge.commit("team", "main", {PLACE: INSTALLS, REQUIREMENTS: pin[0]})
    two = Runner(forge, tmp_path / "runs", quick=quick).react("workflow_dispatch")["two.yml"]
    log = two.log.splitlines()
    assert "one: click" in log
    assert "one: NETWORK" not in log
    assert two.jobs == {"one": "failure"}
    assert ("one: LINKED" in log) is quick
