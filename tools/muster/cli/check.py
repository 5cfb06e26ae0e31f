"""``muster check``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit, while_read
from muster.cli.options import json_option, repo_option
from muster.flows.judging import Judged, judge_commit
from muster.flows.judging_change import judge_branch, judge_worktree
from muster.flows.seen_main import seen_main
from muster.git.repository import Repository
from muster.git.worktree import uncommitted
from muster.model.error import UsageError
from muster.render.words import outcome, outcome_code


@click.command()
@click.option("--base", metavar="REF", help="Main. Default with --head: origin/main, else main.")
@click.option("--head", metavar="REF", help="The branch to judge. Default with --base: HEAD.")
@click.option("--ref", metavar="REF", help="Judge the whole registry of this commit.")
@click.option("--worktree", is_flag=True, help="Judge what is not committed yet, against HEAD.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "markdown"]),
    default="text",
    help="How to print the report; json is the same as --json.",
)
@repo_option
@json_option
def command(
    base: str | None,
    head: str | None,
    ref: str | None,
    worktree: bool,
    form: str,
    repo: Path,
    as_json: bool,
) -> None:
    """Judge a registry, a branch or the working tree.

    Without options: the whole registry as it stands at HEAD.
    """
    # An empty text is a ref that does not exist (a script's unset variable), not an option less.
    branch = base is not None or head is not None
    if sum((branch, ref is not None, worktree)) > 1:
        raise UsageError(
            "usage",
            "Give one of --base with --head, --ref, or --worktree.",
            "muster check --head HEAD",
        )
    repository = Repository.open(repo)
    now = datetime.now(UTC)
    if branch:
        main = seen_main(repository)[0] if base is None else base
        judged = judge_branch(repository, main, "HEAD" if head is None else head, now)
    elif worktree:
        judged = judge_worktree(repository, now)
    else:
        name = "HEAD" if ref is None else ref
        judged = judge_commit(repository, name, repository.resolve(name), now)
    unjudged = not branch and not worktree and ref is None and uncommitted(repository)
    answer = _answer(judged, unjudged)
    with while_read():  # who stops reading must not turn blocked into something else
        _print(judged, answer, "json" if as_json else form, unjudged)
    answer.leave()


def _answer(judged: Judged, unjudged: bool) -> Answer:
    from muster.render.report_json import report_data

    code = outcome_code(judged.report)
    commands = [command for finding in judged.report.findings for command in finding.commands]
    if unjudged:
        commands.append("muster check --worktree")
    return Answer(
        _EXITS.get(code, Exit.FINE),
        code,
        outcome(judged.report),
        tuple(dict.fromkeys(commands)),
        {
            "judged": judged.subject,
            "commit": judged.commit,
            "records": len(judged.registry.files),
            **report_data(judged.report),
        },
    )


_EXITS = {"number-taken": Exit.CONFLICT, "blocked": Exit.BLOCKED, "review": Exit.REVIEW}


def _print(judged: Judged, answer: Answer, form: str, unjudged: bool) -> None:
    records = len(judged.registry.files)
    hint = "registry/ has uncommitted changes, which were not judged: muster check --worktree"
    match form:
        case "json":
            click.echo(answer.json())
        case "github":
            from muster.render.report_github import github_lines

            for told in github_lines(judged.report, judged.subject):
                click.echo(told)
        case "markdown":
            from muster.render.report_markdown import markdown_lines

            for told in markdown_lines(judged.report, judged.subject):
                click.echo(told)
        case _:
            from muster.render.report_text import print_report
            from muster.render.screen import screen

            print_report(screen(), judged.report, judged.subject, records)
    if unjudged and form != "json":
        click.echo(hint, err=True)
