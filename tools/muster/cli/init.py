"""``muster init``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option
from muster.flows.init_next import next_commands
from muster.flows.init_place import Place, find_place
from muster.flows.init_plan import Planned, State
from muster.flows.init_repository import Initialized, Wanted, init_repository
from muster.flows.new_charter import CharterOptions, NewApprover, new_charter
from muster.flows.registry_folder import charter_file
from muster.flows.who_runs import who_runs
from muster.git.ssh_keygen import public_key
from muster.model.error import UsageError
from muster.model.layout import CHARTER

_HELP = "muster init --help"
_WORDS = {
    State.NEW: "new",
    State.SECTION: "muster's section written",
    State.RENEWED: "renewed",
    State.REMOVED: "removed",
    State.SAME: "as it is",
    State.KEPT: "left alone",
}


@click.command()
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=True), default=Path()
)
@click.option(
    "--charter",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The charter, instead of the options for one.",
)
@click.option("--name", metavar="TEXT", help="The team's name. Default: the repository's.")
@click.option("--size", type=int, metavar="N", help="How many sessions: the numbers 1 to N.")
@click.option("--orchestrator", type=int, metavar="N", help="Its number. Default: 1.")
@click.option("--orchestrator-github", metavar="LOGIN", help="Its handle, for mentions.")
@click.option(
    "--objective",
    "objectives",
    multiple=True,
    metavar="'ID: TEXT'",
    help="What the team is measured by; repeat it for each.",
)
@click.option(
    "--approver",
    "logins",
    multiple=True,
    metavar="LOGIN",
    help="A human who approves, by the handle on GitHub; repeat it for each.",
)
@click.option(
    "--approver-name", "names", multiple=True, metavar="NAME", help="Their names, in that order."
)
@click.option(
    "--approver-key",
    "keys",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Their keys, public or private, in that order.",
)
@click.option(
    "--identity", type=click.Choice(["signed", "open"]), help="open: nobody signs. Default: signed."
)
@click.option(
    "--approval",
    type=click.Choice(["forge", "signature"]),
    help="Who merged on GitHub counts, or a signature. Default: forge on GitHub.",
)
@click.option("--timezone", metavar="ZONE", help="Of all times, for example Europe/Berlin.")
@click.option(
    "--github/--no-github",
    default=None,
    help="With workflows and owners, or without. Default: with them where a remote is on GitHub, "
    "an approver has a handle, or the charter says approval: forge.",
)
@click.option("--renew", is_flag=True, help="Write anew what differs from this muster's files.")
@json_option
def command(
    folder: Path,
    charter: Path | None,
    github: bool | None,
    renew: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Make a repository a registry.

    DIR is the top of a repository with code or without, or a folder that is empty or not there yet.
    Nothing is committed; a second run changes nothing. A team's document becomes a charter and
    planned slots by `muster import` first.
    """
    place = find_place(folder)
    given = any(value not in (None, ()) for value in options.values())
    if charter is not None and given:
        raise UsageError("usage", "Give --charter, or the options for one, not both.", _HELP)
    file = charter_file(charter)[CHARTER] if charter else None
    if github is None and (
        options["logins"] or options["orchestrator_github"] or options["approval"] == "forge"
    ):
        github = True

    def made(on_github: bool) -> bytes:
        return file if file is not None else new_charter(_options(place, on_github, **options))

    wanted = Wanted(made if given or file is not None else None, file is not None, github, renew)
    done = init_repository(place, wanted, datetime.now(UTC))
    answer = _answer(done)
    if as_json:
        click.echo(answer.json())
        return
    _print(answer, done)


def _options(
    place: Place,
    on_github: bool,
    *,
    name: str | None,
    size: int | None,
    orchestrator: int | None,
    orchestrator_github: str | None,
    objectives: tuple[str, ...],
    identity: str | None,
    approval: str | None,
    timezone: str | None,
    **approvers: Any,
) -> CharterOptions:
    if size is None:
        raise UsageError(
            "no-size", "Say how many sessions the team has: --size N.", "muster init --size 6"
        )
    return CharterOptions(
        _name(place) if name is None else name,
        size,
        1 if orchestrator is None else orchestrator,
        orchestrator_github,
        objectives,
        _approvers(**approvers),
        identity or "signed",
        approval or ("forge" if on_github else "signature"),
        timezone,
    )


def _name(place: Place) -> str:
    return place.address.name if place.address else place.top.name


def _approvers(
    logins: tuple[str, ...], names: tuple[str, ...], keys: tuple[Path, ...]
) -> list[NewApprover]:
    """Who approves: the first handle, the first name and the first key are one person's."""
    count = max(map(len, (logins, names, keys)))
    if any(len(each) not in (0, count) for each in (logins, names, keys)):
        raise UsageError(
            "usage",
            "--approver, --approver-name and --approver-key are each given once for every "
            "approver, or not at all. A charter in a file may say more.",
            "muster init --charter FILE",
        )
    found = []
    for at in range(count):
        login = logins[at] if logins else None
        name = names[at] if names else login or who_runs()
        found.append(NewApprover(name, login, public_key(keys[at]) if keys else None))
    return found


def _answer(done: Initialized) -> Answer:
    changed = [one for one in done.files if one.changes]
    kept = [one for one in done.files if one.state is State.KEPT]
    charter = done.charter
    top = str(done.place.top)
    told = (
        f"{top} is the registry of {charter.name}: {charter.size} numbers, "
        f"{_approval(done)}. {_written(changed)}, nothing is committed."
        if changed
        else f"Nothing to do: {top} is the registry of {charter.name} already."
    )
    if kept:
        told += f" {len(kept)} that differ: left alone."
    if done.branch != "main":
        told += f" What counts is the branch main; this is {done.branch or 'none'}."
    here = done.place.top == Path.cwd()
    return Answer(
        Exit.FINE,
        "made" if changed else "nothing-to-do",
        told,
        next_commands(done, here=here),
        {
            "folder": top,
            "name": charter.name,
            "size": charter.size,
            "github": done.github,
            "approval": charter.approval,
            "approvers": [one.github or one.name for one in charter.approvers],
            "files": [
                {"file": one.path, "state": one.state.value, "told": one.told} for one in done.files
            ],
            "uncommitted": list(done.uncommitted),
        },
    )


def _written(changed: list[Planned]) -> str:
    return "1 file is written" if len(changed) == 1 else f"{len(changed)} files are written"


def _approval(done: Initialized) -> str:
    how = "merge on GitHub" if done.charter.approval == "forge" else "signed merge"
    who = ", ".join(one.github or one.name for one in done.charter.approvers)
    return f"approved by a {how} of {who}" if who else f"approved by a {how}, of nobody yet"


def _print(answer: Answer, done: Initialized) -> None:
    from muster.render.report_text import print_report
    from muster.render.screen import command as print_command
    from muster.render.screen import line, screen

    console = screen()
    if done.report.findings:
        print_report(console, done.report, CHARTER, len(done.registry.files))
        line(console)
    shown = [one for one in done.files if one.state is not State.SAME]
    for one in shown:
        style = "yellow" if one.state is State.KEPT else ""
        more = f": {one.told}" if one.told else ""
        line(console, (one.path, "bold"), (f"  {_WORDS[one.state]}{more}", style))
    if shown:
        line(console)
    line(console, (answer.message, "bold green"))
    for given in answer.next:
        print_command(console, given)
