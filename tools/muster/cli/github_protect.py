"""``muster github protect``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import again, json_option, remote_option, repo_option, repository_option
from muster.engine.gate.facts import ACTIONS_APP
from muster.engine.gate.plan import Item, Plan
from muster.flows.gate_address import gate_address
from muster.flows.gate_main import GateMain
from muster.flows.protecting import Outcome, apply, plan_protection, write_codeowners
from muster.flows.registry_remote import find_remote
from muster.git.repository import Repository
from muster.model.error import UsageError

_OWNERS = "codeowners"
_PROTECT = ("muster", "github", "protect")


@click.command()
@click.option(
    "--claims",
    type=click.Choice(["forks"]),
    help="Sessions claim from forks, without write access. The default.",
)
@click.option(
    "--app",
    type=click.IntRange(1, 2**31 - 1),
    metavar="ID",
    help="A GitHub App of your own sets the status; then sessions may have write access.",
)
@click.option("--merge-queue", "queue", is_flag=True, help="Merge through a queue, if GitHub lets.")
@click.option("--apply", "applies", is_flag=True, help="Do it; else nothing is changed.")
@click.option(
    "--write-codeowners",
    "owners_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write CODEOWNERS as it should be to FILE, and do nothing else.",
)
@repository_option
@remote_option
@repo_option
@json_option
def command(
    claims: str | None,
    app: int | None,
    queue: bool,
    applies: bool,
    owners_file: Path | None,
    repository: str | None,
    remote_name: str | None,
    repo: Path,
    as_json: bool,
) -> None:
    """Plan what protects a registry on GitHub: rules of main, Actions, merging, CODEOWNERS.

    Begins with who may claim, since the rest hangs on it. Changes nothing without --apply, and
    never loosens what is stricter already. Ends with exit 4 while something differs, with exit 3
    where GitHub refused something that --apply wanted.
    """
    if claims and app is not None:
        raise UsageError(
            "usage",
            "--claims forks and --app exclude each other: an App is for sessions that push here.",
            "muster github protect --help",
        )
    here = Repository.open(repo)
    remote = find_remote(here, remote_name)
    main = GateMain.open(here, remote)
    if owners_file is not None:
        _written(main, owners_file, as_json)
        return
    address = gate_address(remote, repository)
    planned = plan_protection(main, address, ACTIONS_APP if claims else app, queue=queue)
    outcomes = apply(address, planned) if applies else ()
    given = {"--claims": claims, "--app": str(app) if app else None, "--repository": repository}
    more = again({**given, "--remote": remote_name, "--repo": repo})
    answer = _answer(
        remote.name, address.slug, planned, outcomes, (*(["--merge-queue"] if queue else ()), *more)
    )
    if as_json:
        click.echo(answer.json())
    else:
        _print(address.slug, planned, outcomes, answer)
    answer.leave()


def _answer(
    remote: str, slug: str, planned: Plan, outcomes: tuple[Outcome, ...], more: tuple[str, ...]
) -> Answer:
    done = {outcome.item.code: outcome for outcome in outcomes}
    refused = [outcome for outcome in outcomes if outcome.refusal]
    left = [item for item in planned.open if item.code not in done or not done[item.code].applied]
    by_hand = any(item.code == _OWNERS for item in left)
    count = len(planned.open)
    commands = _owners_commands(remote, more) if by_hand and planned.codeowners else ()
    if refused:
        exit_, code = Exit.ENVIRONMENT, "not-all-applied"
        told = f"GitHub refused {len(refused)} of {len(outcomes)} requests: {refused[0].refusal}"
    elif not left:
        exit_, code = Exit.FINE, "applied" if outcomes else "protected"
        told = f"{slug} is protected." if not outcomes else f"{slug} is protected now."
    elif outcomes or all(item.code == _OWNERS for item in left):
        exit_, code = Exit.REVIEW, "codeowners-by-hand"
        told = "What is left is CODEOWNERS, which only a pull request may change."
    else:
        exit_, code = Exit.REVIEW, "differs"
        told = f"{count} {'item differs' if count == 1 else 'items differ'}; nothing was changed."
        if by_hand:
            told += " Bring CODEOWNERS in first: afterwards that takes an approver's review."
        commands = (*commands, shlex.join([*_PROTECT, "--apply", *more]))
    return Answer(
        exit_,
        code,
        told,
        (*commands, "muster github doctor"),
        {
            "repository": slug,
            "claims": "forks" if planned.forks else "app",
            "app": planned.app,
            "approval": "forge" if planned.forge else "signature",
            "breaking": None if planned.breaking is None else list(planned.breaking),
            "items": [_data(item, done.get(item.code)) for item in planned.items],
            "codeowners": planned.codeowners,
        },
    )


def _owners_commands(remote: str, more: tuple[str, ...]) -> tuple[str, ...]:
    """A branch and a pull request: nothing else may change main."""
    return (
        shlex.join(["git", "switch", "-c", "proposal/codeowners", f"{remote}/main"]),
        shlex.join([*_PROTECT, "--write-codeowners", ".github/CODEOWNERS", *more]),
        "git add .github/CODEOWNERS",
        "git commit -m 'Let the approvers own the registry'",
        shlex.join(["git", "push", "-u", remote, "proposal/codeowners"]),
        "gh pr create --fill",
    )


def _data(item: Item, outcome: Outcome | None) -> dict[str, object]:
    state = "same" if item.same else "differs"
    if outcome:
        state = "applied" if outcome.applied else "refused"
    elif item.request is None and not item.same:
        state = "by-hand"
    return {
        "code": item.code,
        "what": item.what,
        "state": state,
        "changes": [change._asdict() for change in item.changes],
        "refusal": (outcome.refusal if outcome else "") or None,
    }


def _print(slug: str, planned: Plan, outcomes: tuple[Outcome, ...], answer: Answer) -> None:
    from muster.render.gate import print_outcomes, print_plan
    from muster.render.screen import screen

    console = screen()
    print_plan(console, planned, slug)
    print_outcomes(console, [(one.item.what, one.applied, one.refusal) for one in outcomes])
    answer.tell(as_json=False)


def _written(main: GateMain, file: Path, as_json: bool) -> None:
    write_codeowners(main, file)
    answer = Answer(
        Exit.FINE,
        "written",
        f"{file} makes the charter's approvers own the registry; a pull request brings it to main.",
        (),
        {"file": str(file)},
    )
    answer.tell(as_json=as_json)
