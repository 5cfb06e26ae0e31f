"""Rogue pull requests, all open at once, against the judge's own workflow file.

What stands for GitHub here is this project's stand-in. It is not GitHub: the workflow file runs
unmodified under act on this machine, with the real git and the real gh, and no word of it was said
by GitHub itself.

Each case is a row of ``support/rogues``: what it tries, and what stops it. One run of
``muster.yml`` judges all of them, beside honest claims that were opened before and behind them.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.render.comment_data import data_of
from support.forge.crew import CONTEXT
from support.forge.runner import Ran, Runner
from support.forge.state import BOT
from support.rogues import TABLE, Fate, Rogue, inert
from support.rogues.site import Site
from support.rogues.yard import Yard, fill, team

ROWS = [pytest.param(one, id=f"{one.name}: {one.tries}; {one.stops}") for one in TABLE.values()]
PULLS = sorted({one.pull for one in TABLE.values() if one.told})
READS = re.compile(
    r"GET /repos/team/registry(?:/pulls|/pulls/\d+|/git/ref/heads/main|/commits/\w+/statuses"
    r"|/issues/\d+/comments"
    r"||/commits/\w+/pulls|/pulls/\d+/(?:commits|reviews))"  # the job `main` asks who approved
)


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """Every rogue, after the one run."""
    folder = tmp_path_factory.mktemp("rogues")
    crew = team(folder)
    with crew.forge:
        yard = fill(crew, folder / "canaries")
        crew.forge.calls.clear()
        ran = Runner(crew.forge, folder / "runs").react("schedule", cron="17 4 * * *")
        yard.ran = ran["muster.yml"]
        yield yard


@pytest.fixture(scope="module")
def ran(yard: Yard) -> Ran:
    assert yard.ran is not None
    return yard.ran


def test_there_are_enough() -> None:
    assert len(TABLE) > 100
    assert len({one.pull for one in TABLE.values()}) > 50


def test_the_judge_ran_to_its_end(ran: Ran) -> None:
    done = {"judge": "success", "post": "success", "post-as-app": "skipped", "main": "success"}
    assert ran.jobs == done, ran.log


@pytest.mark.parametrize("one", ROWS)
def test_it_is_stopped(yard: Yard, one: Rogue) -> None:
    pull = yard.pulls[one.pull]
    status = yard.crew.verdict(pull)
    assert status is not None
    state, begins = one.fate.value
    assert (status.state, status.creator) == (state, BOT)
    assert status.description.startswith(begins)
    written = yard.crew.forge.comments(pull.number)
    assert len(written) == one.told
    text = written[0].body if written else status.description
    assert one.stops in text
    if one.files is None or not one.told:
        return
    found = {(it["code"], it["file"]) for it in data_of(text)["findings"]}
    paths = yard.paths[one.name]
    assert not paths or any(
        code == one.stops and _is(file, path) for code, file in found for path in paths
    )


def _is(told: str, path: str) -> bool:
    """Whether a file that was told is this one: long ones are cut."""
    return told == path or (told.endswith("…") and path.startswith(told[:-1]))


@pytest.mark.parametrize("name", [*PULLS, "twin"])
def test_its_comment_is_ours_and_only_text(yard: Yard, name: str) -> None:
    pull = yard.pulls[name]
    body = yard.crew.comment(pull).body
    rivals = set(data_of(body)["rivals"])
    assert list(inert.trouble(body, pull.number, "lead", rivals)) == []


def test_what_is_told_of_honest_claims_is_as_if_they_were_alone(yard: Yard) -> None:
    for pull in yard.honest:
        status = yard.crew.verdict(pull)
        assert status is not None
        assert (status.state, status.creator) == ("success", BOT)
        body = yard.crew.comment(pull).body
        assert "**block**" not in body
        assert "press Merge" in body


def test_who_opens_anothers_commit_once_more_turns_it_neither_red_nor_green(yard: Yard) -> None:
    own, twin = yard.pulls["one-head-first"], yard.pulls["twin"]
    assert own.head_sha == twin.head_sha
    found = [it for it in yard.crew.forge.state.statuses if it.sha == own.head_sha]
    assert [it.state for it in found] == ["success"]
    for pull in (own, twin):
        assert data_of(yard.crew.comment(pull).body)["verdict"] == "ok"


def test_nothing_of_them_ran(yard: Yard, tmp_path: Path) -> None:
    assert yard.traces() == []
    site = Site(yard.crew, "sung", 1, yard.main, yard.honest[0], tmp_path)
    for at, bait in enumerate([site.canary, f'"{site.bait}"', f"echo {site.bait}"]):
        subprocess.run(["sh", "-c", bait], check=False, capture_output=True)
        assert [path.name for path in tmp_path.iterdir()] == ["sung"], at
        (tmp_path / "sung").unlink()


def test_it_wrote_one_status_and_one_comment_for_each_and_nothing_else(yard: Yard) -> None:
    forge = yard.crew.forge
    base = "POST /repos/team/registry"
    told = {one.pull for one in TABLE.values() if one.told} | {"twin"}
    numbers = [yard.pulls[name].number for name in told] + [it.number for it in yard.honest]
    expected = {f"{base}/statuses/{head}" for head in yard.heads().values()}
    expected |= {f"{base}/issues/{number}/comments" for number in numbers}
    assert Counter(call.brief for call in forge.written()) == Counter(expected)
    assert {call.body["context"] for call in forge.written() if "state" in call.body} == {CONTEXT}
    assert [
        call.brief for call in forge.calls if not call.writes and not READS.fullmatch(call.brief)
    ] == []
    assert {call.account for call in forge.calls} == {BOT}


def test_no_text_of_theirs_was_a_command_to_the_runner(ran: Ran) -> None:
    assert set(ran.outputs) <= {f"judge.report_{part}" for part in range(1, 5)}
    obeyed = [line for line in ran.log.splitlines() if re.search(r"::[a-z-]+.*::|##\[", line)]
    # act says with a sign of its own which commands it obeyed.
    assert [line for line in obeyed if "set-output" not in line] == []
    assert "pwned" not in ran.log
    assert "***" not in ran.log


def test_every_fate_is_in_the_table() -> None:
    assert {one.fate for one in TABLE.values()} == {*Fate}
