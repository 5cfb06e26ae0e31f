"""``muster github post``."""

from __future__ import annotations

import os

import click

from muster.cli.answer import Answer, Exit, while_read
from muster.cli.options import json_option
from muster.flows.github_address import named_address
from muster.flows.posting import Outcome, Posted, post
from muster.flows.told_verdict import PARTS, unpacked
from muster.model.error import UsageError

_TOLD = {
    Outcome.TOLD: "told",
    Outcome.SAME: "stands as it was told before",
    Outcome.MAIN_MOVED: "left out: main moved meanwhile, and the run for that judges it again",
    Outcome.HEAD_MOVED: "left out: it was pushed to meanwhile, and the run for that judges it",
    Outcome.CLOSED: "left out: it is closed",
    Outcome.REFUSED: "GitHub refused it",
}


@click.command()
@click.option(
    "--repository",
    "repository_name",
    metavar="OWNER/NAME",
    required=True,
    help="The repository on GitHub.",
)
@click.option(
    "--as",
    "account",
    default="github-actions[bot]",
    metavar="LOGIN",
    help="Who posts, by the token in GH_TOKEN. Default: github-actions[bot].",
)
@json_option
def command(repository_name: str, account: str, as_json: bool) -> None:
    """Set the statuses and write the comments that `muster github judge` reported.

    The report is in the environment, REPORT_1 and on. Before each, main and the head are looked
    at: a verdict on what has moved is not told.
    """
    address = named_address(repository_name)
    texts = [os.environ.get(f"REPORT_{part}", "") for part in range(1, PARTS + 1)]
    if not texts[0].strip():
        raise UsageError(
            "no-report",
            "REPORT_1 is empty: there is no report. GitHub leaves out an output in which it sees a "
            "secret; the job that judged says more.",
            "muster github judge --all --outputs FILE",
        )
    verdicts = unpacked(texts)
    done = list(post(address, verdicts, account))
    failed = [one for one in done if one.outcome is Outcome.REFUSED]
    count = sum(one.outcome is Outcome.TOLD for one in done)
    message = f"{count} of {len(done)} verdicts told."
    if failed:
        message += f" GitHub refused {len(failed)}: {failed[0].why}"
    answer = Answer(
        Exit.ENVIRONMENT if failed else Exit.FINE,
        "not-told" if failed else "told",
        message,
        ("gh auth status",) if failed else (),
        {"verdicts": [_data(one) for one in done]},
    )
    if as_json:
        answer.tell(as_json=True)
    else:
        _print(answer, done)
    answer.leave()


def _data(one: Posted) -> dict[str, object]:
    return {
        "pull": one.verdict.pull,
        "head": one.verdict.head,
        "state": one.verdict.state,
        "outcome": one.outcome.value,
        "why": one.why,
    }


def _print(answer: Answer, done: list[Posted]) -> None:
    from muster.render.screen import line, screen

    console = screen()
    with while_read():
        for one in done:
            name = f"#{one.verdict.pull}" if one.verdict.pull else "merge group"
            told = f"{one.verdict.state}: {one.verdict.description} ({_TOLD[one.outcome]})"
            line(console, (f"{name} ", "bold"), told)
        answer.tell_error() if answer.exit else line(console, answer.message)
