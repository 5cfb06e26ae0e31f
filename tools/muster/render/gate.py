"""What the doctor found, and a plan of what protects, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from muster.engine.gate.finding import Examination, GateFinding, Severity
from muster.engine.gate.plan import Plan
from muster.render.screen import command, line

_STYLES = {
    Severity.BROKEN: "bold red",
    Severity.UNKNOWN: "bold yellow",
    Severity.WARNING: "yellow",
    Severity.NOTE: "cyan",
}
_FORKS = (
    "Sessions claim from forks, with accounts that have no write access here. Then nobody but this "
    "repository's own workflow, as main has it, sets muster/validate.",
    "Not guaranteed: any account with write access can set that status, or push a workflow that "
    "does. The human who approves is the gate all the same.",
)
_APP = (
    "GitHub App {app} alone sets muster/validate, so sessions may have write access and push their "
    "claims here.",
    "Not guaranteed: whoever has the App's key can set that status. Keep it in the environment "
    "muster, open to the branch main alone.",
)
_BY_SIGNATURE = (
    "Main's charter counts signed merges, and these rules let nobody push one: change it to "
    "`approval: forge` first."
)
BY_HAND = (
    "GitHub's API does not say whether pull_request_target may run here. Where it asks, allow it "
    "for .github/workflows/muster.yml: Settings, Actions, General."
)


def print_examination(console: Console, found: Examination, slug: str) -> None:
    """Print the verdict first, then each finding, worst first."""
    style = "bold red" if found.broken else "bold yellow" if found.unknown else "bold green"
    line(console, (found.verdict, style), (f" {slug}", "dim"))
    for one in found.findings:
        line(console)
        _print_finding(console, one)


def _print_finding(console: Console, one: GateFinding) -> None:
    line(console, (one.severity.value, _STYLES[one.severity]), (f" {one.code}", "bold"))
    line(console, one.message, indent=2)
    line(console, (one.help, "green"), indent=2)
    for given in one.commands:
        command(console, given, indent=2)


def promise(plan: Plan) -> tuple[str, ...]:
    """What the choice of who claims guarantees, and what not."""
    return _FORKS if plan.forks else tuple(text.format(app=plan.app) for text in _APP)


def print_plan(console: Console, plan: Plan, slug: str) -> None:
    """Print who may claim, then each item that differs, then what is right already."""
    who = "from forks" if plan.forks else "here, judged by a GitHub App of your own"
    line(console, (f"{slug}: sessions claim {who}", "bold"))
    for sentence in promise(plan):
        line(console, sentence, indent=4, label="  -")
    if plan.breaking is None:
        line(console, "This login can't see who has write access.", indent=4, label="  -")
    elif plan.breaking and plan.forks:
        names = ", ".join(plan.breaking)
        told = f"That promise is broken by who may push here and is no approver: {names}."
        line(console, (told, "bold yellow"), indent=4, label="  -")
    if not plan.forge:
        line(console, (_BY_SIGNATURE, "bold yellow"), indent=4, label="  -")
    for item in plan.open:
        line(console)
        line(console, (item.what, "bold"))
        for what, now, wanted in item.changes:
            line(console, f"{what}: {now} → ", (wanted, "green"), indent=4, label="  -")
    if plan.codeowners and any(item.code == "codeowners" for item in plan.open):
        line(console, "The file as it should be:", indent=4, label="  -")
        for text in plan.codeowners.splitlines():
            line(console, (text, "dim"), indent=6)
    line(console)
    if same := [item.what for item in plan.items if item.same]:
        line(console, ("Right already: ", "dim"), (", ".join(same), "dim"))
    line(console, (BY_HAND, "dim"))


def print_outcomes(console: Console, told: Sequence[tuple[str, bool, str]]) -> None:
    """Print what was done of each item: its name, whether it was, and what GitHub refused."""
    line(console)
    for what, applied, refusal in told:
        label = ("[x]", "bold green") if applied else ("[!]", "bold red")
        line(console, what, (f": {refusal}" if refusal else "", "red"), indent=4, label=label)
