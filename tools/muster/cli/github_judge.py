"""``muster github judge``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit, while_read
from muster.cli.options import json_option, repo_option, repository_option
from muster.flows.gathering_pulls import judge_merge_group, judge_pulls
from muster.flows.github_address import github_address
from muster.flows.told_verdict import PARTS, ToldVerdict, packed, told_all
from muster.git.repository import Repository
from muster.model.error import UsageError


@click.command()
@click.option("--pull", type=click.IntRange(1), metavar="N", help="This pull request.")
@click.option("--all", "every", is_flag=True, help="Every open pull request.")
@click.option("--merge-group", metavar="COMMIT", help="The head of a merge group.")
@click.option(
    "--outputs",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=f"Where a job's outputs go ($GITHUB_OUTPUT): report_1 to report_{PARTS} for `post`.",
)
@repository_option
@repo_option
@json_option
def command(
    pull: int | None,
    every: bool,
    merge_group: str | None,
    outputs: Path | None,
    repository: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Judge open pull requests against main, without running anything of them.

    Needs a bare repository of its own (`git init --bare`), into which it fetches. Who wants the
    same number, name or key as the pull request that is named is judged too. It is the judge's
    first half: exit 0 says that it judged, whatever it found.
    """
    if sum((pull is not None, every, merge_group is not None)) != 1:
        raise UsageError(
            "usage",
            "Give one of --pull, --all and --merge-group.",
            "muster github judge --all",
        )
    here = Repository.open(repo)
    address = github_address(here, repository)
    now = datetime.now(UTC)
    if merge_group is not None:
        verdicts = [judge_merge_group(here, address, merge_group, now)]
    else:
        verdicts = judge_pulls(here, address, pull, now)
    words = told_all(verdicts)
    if outputs is not None:
        with outputs.open("a", encoding="ascii") as file:
            for part, text in enumerate(packed(words), 1):
                file.write(f"report_{part}={text}\n")
    _answer(words, as_json)


def _answer(words: list[ToldVerdict], as_json: bool) -> None:
    count = len(words)
    answer = Answer(
        Exit.FINE,
        "judged",
        f"{count} {'verdict' if count == 1 else 'verdicts'}.",
        (),
        {
            "verdicts": [
                {
                    "pull": one.pull,
                    "head": one.head,
                    "main": one.main,
                    "state": one.state,
                    "description": one.description,
                    "comment": one.comment,
                }
                for one in words
            ]
        },
    )
    if as_json:
        answer.tell(as_json=True)
        return
    from muster.render.screen import line, screen

    console = screen()
    with while_read():
        for one in words:
            name = f"#{one.pull}" if one.pull else "merge group"
            line(console, (f"{name} {one.head[:12]} ", "bold"), f"{one.state}: {one.description}")
        line(console, answer.message)
