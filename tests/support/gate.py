"""A repository on GitHub whose approval is a human gate, as plain values to change parts of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from muster.engine.gate.codeowners import PROBES, wanted_lines
from muster.engine.gate.doctor import examine
from muster.engine.gate.facts import (
    ACTIONS_APP,
    ACTIONS_LOGIN,
    CONTEXT,
    Account,
    Actions,
    Approver,
    Facts,
    Merged,
    Owners,
    Review,
    Rule,
    Ruleset,
    Settings,
)
from muster.engine.gate.protection import wanted_main

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ANN = Account("ann", 1, "User", "admin")
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL9YcYDvT6b0TMyOoGKvpVvX4TY3DfUsa4fyP5EMfbd7"
JUDGE = Account(ACTIONS_LOGIN, 41898282, "Bot")
HEAD = "a" * 40


def ruleset(**more: Any) -> Ruleset:
    """The ruleset that muster makes, found again."""
    wanted = wanted_main(ACTIONS_APP, queue=False)
    made = Ruleset(
        7, wanted.name, wanted.target, "active", True, wanted.include, (), wanted.rules, (), BEGAN
    )
    return made._replace(**more)


def rules(without: str = "", /, **parameters: Any) -> tuple[Rule, ...]:
    """Its rules in force: without one, or with other parameters of those that have such."""
    found = []
    for rule in wanted_main(ACTIONS_APP, queue=False).rules:
        own = dict(rule.get("parameters", {}))
        own |= {name: value for name, value in parameters.items() if name in own}
        if rule["type"] != without:
            found.append(Rule(rule["type"], own, 7))
    return tuple(found)


def status_by(*pins: int | None) -> tuple[Rule, ...]:
    """Its rules, with the judge's status pinned to other Apps."""
    checks = [{"context": CONTEXT, "integration_id": pin} for pin in pins]
    return rules(required_status_checks=checks)


def merged(**more: Any) -> Merged:
    """A claim of eve's, which ann approved and merged, judged by Actions."""
    review = Review("ann", "APPROVED", HEAD)
    return Merged(3, "eve", "ann", HEAD, BEGAN + DAY, (review,), (JUDGE,))._replace(**more)


def facts(**more: Any) -> Facts:
    """A sound repository: ann approves, eve claims from a fork."""
    sound = Facts(
        slug="team/registry",
        viewer="ann",
        session=False,
        forge=True,
        settings=Settings("main", True, False, False, False),
        rules=rules(),
        rulesets=(ruleset(),),
        admins_exempt=None,
        actions=Actions(True, "all", True, "read", False, "first_time_contributors"),
        approvers=(Approver("Ann", "ann", KEY, ANN),),
        collaborators=(ANN,),
        deploy_keys=(),
        owners=Owners(".github/CODEOWNERS", wanted_lines(["ann"])),
        paths=PROBES,
        merged=(merged(),),
        claims=("eve",),
        record_keys={},
        shipped={".github/workflows/muster.yml": True},
        strange=(),
    )
    return sound._replace(**more)


def codes(**more: Any) -> dict[str, str]:
    """Code → severity of what is found where the sound repository differs in some facts."""
    return {one.code: one.severity.value for one in examine(facts(**more)).findings}
