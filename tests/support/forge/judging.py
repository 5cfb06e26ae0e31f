"""The two halves of the judge as a workflow starts them, without the workflow."""

from __future__ import annotations

from pathlib import Path

from support.forge.crew import Crew
from support.office import forked
from support.repos import Done, Repo

BOT = "github-actions[bot]"
SLUG = "team/registry"


def judge(crew: Crew, *arguments: str) -> dict[str, str]:
    """What ``muster github judge`` reports, as the environment of the next job."""
    outputs = crew.folder / "outputs"
    outputs.write_text("")
    words = ("github", "judge", "--repository", SLUG, "--outputs", str(outputs), *arguments)
    done = forked(bare(crew), crew.forge.env(BOT), words)
    assert done.code == 0, done
    lines = (line.partition("=") for line in outputs.read_text().splitlines())
    return {name.upper(): text for name, _, text in lines}


def post(crew: Crew, report: dict[str, str], *more: str) -> Done:
    """``muster github post`` with a report."""
    env = {**crew.forge.env(BOT), **report}
    return forked(bare(crew), env, ("github", "post", "--repository", SLUG, "--json", *more))


def judge_and_post(crew: Crew, *arguments: str) -> dict[int, str]:
    """Both; the outcomes by pull request."""
    done = post(crew, judge(crew, *arguments))
    assert done.code == 0, done
    return {one["pull"]: one["outcome"] for one in done.json["data"]["verdicts"]}


def bare(crew: Crew) -> Path:
    """The bare repository that a job begins with."""
    folder = crew.folder / "registry.git"
    if not folder.exists():
        Repo.make(folder, bare=True)
    return folder
