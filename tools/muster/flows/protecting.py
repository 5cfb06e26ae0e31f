"""Protecting a repository on GitHub: look, plan, and apply item by item."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from muster.engine.gate.codeowners import with_wanted
from muster.engine.gate.facts import Owners
from muster.engine.gate.plan import Found, Item, Plan, Request, plan
from muster.flows.gate_main import GateMain
from muster.flows.whole_file import write_whole
from muster.forge import people, settings
from muster.forge.address import Address
from muster.forge.gh import ForgeError
from muster.forge.rulesets import rulesets
from muster.forge.seen import seen
from muster.forge.settings import change
from muster.model.error import UsageError
from muster.model.lenient import mappings

_QUEUE = "merge_queue"
_NO_QUEUE = (403, 404, 422)


class Outcome(NamedTuple):
    """What came of an item: applied or not, and what GitHub said where it refused a part."""

    item: Item
    applied: bool
    refusal: str = ""


def plan_protection(main: GateMain, address: Address, app: int | None, *, queue: bool) -> Plan:
    """Look at the repository and plan; ``app`` is None where the user did not choose."""
    path, text = main.owners_file()
    found = Found(
        settings.settings(address),
        seen(lambda: rulesets(address)),
        settings.actions(address),
        people.collaborators(address),
        main.approver_logins,
        main.folders,
        Owners(path, text),
        main.charter.approval == "forge",
    )
    return plan(found, app, queue=queue)


def apply(address: Address, planned: Plan) -> tuple[Outcome, ...]:
    """Send the request of each item that differs; go on where GitHub refuses one."""
    return tuple(
        _apply(address, item, item.request) for item in planned.open if item.request is not None
    )


def write_codeowners(main: GateMain, file: Path) -> None:
    """Write main's CODEOWNERS with the approvers' lines at its end, whole or not at all.

    Raises ``UsageError`` where main's charter names no approver with a GitHub login.
    """
    if not main.approver_logins:
        raise UsageError(
            "no-approver-login",
            "Main's charter names no approver with a GitHub login, so nobody can own anything.",
            "git show origin/main:registry/charter.yaml",
        )
    _, text = main.owners_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, with_wanted(text, main.approver_logins, main.folders).encode("utf-8"))


def _apply(address: Address, item: Item, request: Request) -> Outcome:
    try:
        change(address, request.method, request.place, request.body)
    except ForgeError as error:
        without = _without_queue(request.body)
        if without is None or error.status not in _NO_QUEUE:
            return Outcome(item, False, error.message)
        try:
            change(address, request.method, request.place, without)
        except ForgeError as again:
            return Outcome(item, False, again.message)
        return Outcome(item, True, f"Without the merge queue: {error.message}")
    return Outcome(item, True)


def _without_queue(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """The request without a merge queue, which not every account may have; None if it had none."""
    rules = mappings(body.get("rules"))
    kept = [rule for rule in rules if rule.get("type") != _QUEUE]
    return {**body, "rules": kept} if len(kept) < len(rules) else None
