"""A confirmation must fit the roster, and be the orchestrator's.

## What it does
Refuses a branch that brings a confirmation, `registry/activation.yaml`, unless the last commit that
touches it is signed by the orchestrator's key or an approver's, it names the orchestrator and the
next round, everybody has registered, and its digest is that of the roster as it would be merged; a
branch that is no plain line of commits shows nobody's signature. A confirmation is never taken
away. On main it notes that the roster has changed since the confirmation that stands there.

The digest covers number, name, role, goal, responsibilities and schedule of every record; the
charter's size, objectives, orchestrator, dimensions, coverage and time zone; and the rulings in
force. It does not cover who holds a number, keys, status, timestamps and approvers: a session that
is restarted and an approver's new key change nothing that anybody agreed to.

## Why
All acknowledge what was confirmed. If a role could change under the confirmation, twelve sessions
would have agreed to something that nobody told them.

## How to fix
The orchestrator runs `muster confirm`: it writes the digest of the roster as it is, on top of what
is there. Acknowledgements of another roster do not count any more; each session runs `muster ack`
again. Once a team is active, a changed roster starts the next round in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import ACTIVATION
from muster.rules.agreement import activation_of, agreement, short
from muster.rules.case import Case
from muster.rules.roster import digest_of
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    if case.change is None:
        yield from _changed_since(case)
        return
    if ACTIVATION in case.before.files and ACTIVATION not in case.after.files:
        yield RULE.finding(
            Verdict.BLOCK,
            Place(ACTIVATION),
            "The confirmation that stands on main is taken away.",
            "Leave it: the next round takes its place.",
            subjects=(ACTIVATION, "removed"),
            commands=("muster confirm",),
        )
    found = agreement(case)
    for flaw in found.flaws if found else ():
        yield RULE.finding(
            Verdict.BLOCK,
            found.file.place(flaw.field) if found else Place(ACTIVATION),
            f"The confirmation does not count: {flaw.reason}",
            "The orchestrator confirms the roster as it is.",
            subjects=(ACTIVATION, flaw.kind),
            commands=("muster confirm",),
        )


def _changed_since(case: Case) -> Iterator[Finding]:
    activation = activation_of(case.after)
    if activation is None or activation.digest == (now := digest_of(case)):
        return
    yield RULE.finding(
        Verdict.NOTE,
        activation.place("digest"),
        f"The roster is {short(now)} now; consensus-{activation.consensus} was on "
        f"{short(activation.digest)}.",
        f"consensus-{activation.consensus} stays what was agreed to until the orchestrator "
        "confirms anew.",
        subjects=(ACTIVATION, "changed-since"),
        commands=("muster confirm",),
    )


RULE = Rule("M405", "stale-confirmation", _judge)
