"""No session's key approves.

## What it does
Refuses an approver's key in a session's record: in a claim, in a change of the charter that makes
a session's key an approver's, and on main. A merge that is signed by a key which stands in any
session's record approves nothing, whatever else that key may do.

## Why
Approval is a human's look at what a session wants. A session that holds an approver's key would
approve itself.

## How to fix
Give the session a key of its own, and keep the approver's where no session can use it.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.approval import Offence
from muster.model.charter import Charter
from muster.model.finding import Finding, Place, Verdict
from muster.model.key import canonical_key, fingerprint
from muster.model.layout import CHARTER
from muster.rules.case import Case
from muster.rules.rule import Rule
from muster.rules.standing_approvals import uncounted


def _judge(case: Case) -> Iterator[Finding]:
    names = _approvers(case.after.charter) | _approvers(case.charter)
    touched = {delta.path for delta in case.deltas}
    for session in case.after.sessions:
        if session.key is None or canonical_key(session.key) not in names:
            continue
        if case.change is not None and touched.isdisjoint((session.path, CHARTER)):
            continue
        key = canonical_key(session.key)
        yield RULE.finding(
            Verdict.BLOCK,
            session.place("key"),
            f"The key {fingerprint(key)} of number {session.number} is also that of "
            f"{names[key]}, who approves.",
            "Give the session a key of its own.",
            subjects=(session.path, key),
            related=_granted(case, key),
            commands=(f"muster show {session.number}",),
        )
    for place, approval in uncounted(case):
        if approval.offence is Offence.SELF:
            yield RULE.finding(
                Verdict.BLOCK,
                place,
                f"Commit {approval.commit[:12]} changed {place.path} on main and approves nothing: "
                f"{approval.reason}.",
                "Ask an approver to take it back, or to approve it with a key of their own.",
                subjects=(place.path, "merge"),
                commands=("muster audit",),
            )


def _approvers(charter: Charter | None) -> dict[str, str]:
    """The names behind the keys that approve."""
    return {
        canonical_key(approver.key): approver.name or "an approver"
        for approver in (charter.approvers if charter else ())
        if approver.key
    }


def _granted(case: Case, key: str) -> tuple[Place, ...]:
    """Where the change makes a key an approver's; what main's charter says is not its doing."""
    charter = case.after.charter
    if charter is None or key in _approvers(case.main.charter):
        return ()
    return (charter.place("approvers", note="makes the key an approver's"),)


RULE = Rule("M404", "self-approval", _judge)
