"""``muster github doctor``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import again, json_option, remote_option, repo_option, repository_option
from muster.engine.gate.doctor import examine
from muster.engine.gate.finding import Examination
from muster.flows.gate_address import gate_address
from muster.flows.gate_facts import gate_facts
from muster.flows.gate_main import GateMain
from muster.flows.registry_remote import find_remote
from muster.git.repository import Repository

_OWN = "muster github "


@click.command()
@repository_option
@remote_option
@repo_option
@json_option
def command(repository: str | None, remote_name: str | None, repo: Path, as_json: bool) -> None:
    """Tell whether approval on GitHub is a human gate, and if not, why.

    Ends with exit 1 where it is none, with exit 4 where something that it hangs on can't be seen
    with this login, with exit 3 where GitHub can't be asked.
    """
    here = Repository.open(repo)
    remote = find_remote(here, remote_name)
    address = gate_address(remote, repository)
    given = {"--repository": repository, "--remote": remote_name, "--repo": repo}
    found = _again(examine(gate_facts(GateMain.open(here, remote), address)), again(given))
    answer = _answer(address.slug, found)
    if as_json:
        click.echo(answer.json())
    else:
        from muster.render.gate import print_examination
        from muster.render.screen import screen

        print_examination(screen(), found, address.slug)
    answer.leave()


def _again(found: Examination, more: tuple[str, ...]) -> Examination:
    """The same with the options that this command was given on each of its own next commands."""
    return Examination(
        tuple(
            one._replace(
                commands=tuple(
                    f"{command} {shlex.join(more)}"
                    if more and command.startswith(_OWN)
                    else command
                    for command in one.commands
                )
            )
            for one in found.findings
        )
    )


def _answer(slug: str, found: Examination) -> Answer:
    exit_, code = Exit.FINE, "gate"
    if found.broken:
        exit_, code = Exit.BLOCKED, "no-gate"
    elif found.unknown:
        exit_, code = Exit.REVIEW, "gate-unproven"
    commands = (command for one in found.findings for command in one.commands)
    return Answer(
        exit_,
        code,
        found.verdict,
        tuple(dict.fromkeys(commands)),
        {
            "repository": slug,
            "findings": [
                {**one._asdict(), "severity": one.severity.value, "commands": list(one.commands)}
                for one in found.findings
            ],
        },
    )
