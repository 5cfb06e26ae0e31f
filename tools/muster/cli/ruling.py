"""``muster ruling``."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import (
    again,
    json_option,
    key_option,
    pull_option,
    read_source,
    remote_option,
    repo_option,
    session_option,
    told_source,
)
from muster.cli.proposed import pull_commands, pull_data, pull_sentence
from muster.flows.decision import Decision, read_decision
from muster.flows.draft import key_file
from muster.flows.orchestrator import who_acts
from muster.flows.proposing import Proposed
from muster.flows.pull_of_change import ruling_pull
from muster.flows.registry_remote import find_remote
from muster.flows.ruling import Asked, Ruled, rule
from muster.git.repository import Repository
from muster.model.error import UsageError
from muster.model.spans import spans

_NUMBERS = re.compile(r"[0-9]{1,6}(?:,[0-9]{1,6})*")
_MOST_SESSIONS = 64  # of the schema

_TOLD = {
    "ruled": "Ruling {name} is on {branch}; a human approves it.",
    "ruled-again": "Ruling {name} on {branch} replaces what it said; a human approves it.",
    "already-ruled": "Ruling {name} on {branch} answers it already; a human approves it.",
    "dry-run": "Nothing was pushed. This would be proposed on {branch}:",
}


@click.command()
@click.option("--sessions", metavar="N,N", required=True, help="The sessions that it is about.")
@click.option("--finding", "code", metavar="CODE", required=True, help="The rule: M204, say.")
@click.option(
    "--decision-from",
    "source",
    metavar="FILE",
    required=True,
    help="The decision and its reason, as text or YAML; - is standard input.",
)
@click.option("--dry-run", is_flag=True, help="Show file and findings; push nothing.")
@session_option
@key_option("Sign with this private key: the orchestrator's or an approver's.")
@pull_option
@remote_option
@repo_option
@json_option
def command(
    sessions: str,
    code: str,
    source: str,
    dry_run: bool,
    session_id: str | None,
    key: Path | None,
    wanted: bool,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Rule on a conflict between sessions, as the orchestrator.

    `muster conflicts` lists what waits. The decision is plain text, or YAML that says besides what
    each session does from now on:

    \b
        decision: Eleven keeps the calls that are booked, twelve takes what comes on the day.
        boundaries:
          - {number: 11, does: Prepares booked calls}
          - {number: 12, does: Takes calls of the same day}

    A human approves the ruling. It turns the finding into a note as long as the sessions keep the
    role, goal, duties and schedule that it was made on.
    """
    asked = Asked(_numbers(sessions), code.upper(), _decision(source), source)
    repository = Repository.open(repo)
    remote = find_remote(repository, remote_name)
    signing = key_file(key)
    who = who_acts(session_id, signing, "rules", "muster conflicts")
    done = rule(repository, remote, asked, who, signing, datetime.now(UTC), dry_run=dry_run)
    pull = ruling_pull(remote, done, wanted=wanted)
    given = {"--key": key, "--session-id": session_id, "--remote": remote_name, "--repo": repo}
    once_more = ["muster", "ruling", "--sessions", sessions, "--finding", code]
    once_more += ["--decision-from", source, *again(given)]
    _tell(done, pull, shlex.join(once_more), as_json=as_json)


def _numbers(told: str) -> tuple[int, ...]:
    plain = re.sub(r"\s", "", told)
    if not _NUMBERS.fullmatch(plain) or plain.count(",") >= _MOST_SESSIONS:
        raise UsageError(
            "usage", f"--sessions takes numbers like 11,12, not {told!r}.", "muster conflicts"
        )
    return tuple(sorted({int(number) for number in plain.split(",")}))


def _decision(source: str) -> Decision:
    data = read_source(source)
    return read_decision(data or b"", told_source(source))


def _tell(done: Ruled, pull: Proposed | None, once_more: str, *, as_json: bool) -> None:
    from muster.render.report_json import report_data

    code = "ruled-again" if done.instead and done.code == "ruled" else done.code
    told = _TOLD[code].format(name=done.name, branch=done.branch)
    told = f"{told} {pull_sentence(pull)}".rstrip()
    approve = f"muster approve {done.branch}"
    commands = (once_more,) if done.code == "dry-run" else (approve,)
    answer = Answer(Exit.FINE, done.code, told, pull_commands(pull, once_more) or commands)
    data = {
        "ruling": done.name,
        "branch": done.branch,
        "commit": done.commit or None,
        "file": done.path,
        "text": done.text,
        **pull_data(pull),
        "answers": [
            {"code": one.finding.code, "sessions": list(one.sessions)} for one in done.answers
        ],
        **({"report": report_data(done.report)} if done.report else {}),
    }
    if as_json:
        replace(answer, data=data).tell(as_json=True)
        answer.leave()
    from muster.render.screen import command as print_command
    from muster.render.screen import line, screen

    console = screen()
    line(console, (told, "bold"))
    for one in done.answers:
        line(
            console, f"{one.finding.code} ({spans(one.sessions)}): {one.finding.message}", indent=2
        )
    if done.code == "dry-run":
        from muster.render.drafted import print_file

        print_file(console, done.path, done.text)
    for given in answer.next:
        print_command(console, given, indent=2)
    answer.leave()
