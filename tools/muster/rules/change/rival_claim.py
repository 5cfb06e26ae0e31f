"""One session must not have two claims under way.

## What it does
Compares a claim with the other claim branches that are open on the remote: the same session id,
name or key in another one needs a review, since only one of the two can be merged. The remote's
hook refuses the second claim of one session outright while it can see the first.

## Why
Pushes are judged side by side, so two claims can be under way that are each right alone. Whoever
approves one should know of the other before, not after.

## How to fix
Keep one and release the other: `muster release`. To move to another number, `muster renumber N`
does both at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.key import canonical_key
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    for delta in case.claims:
        claim = delta.becomes
        if claim is None:
            continue
        for rival in case.rivals:
            if rival.session.path == delta.path or not rival.session.registered:
                continue
            shared = [
                key for key in ("session_id", "name", "key") if _same(claim, rival.session, key)
            ]
            if not shared:
                continue
            words = " and ".join(key.replace("_", " ") for key in shared)
            yield RULE.finding(
                Verdict.REVIEW,
                claim.place(shared[0]),
                f"The claim on {rival.branch} has the same {words}; only one of the two can be "
                "merged.",
                "Keep one and release the other.",
                subjects=(delta.path, rival.session.path, *shared),
                related=(Place(rival.session.path, note=f"on {rival.branch}"),),
                commands=(f"muster release {rival.session.number}",),
            )


def _same(one: Session, other: Session, key: str) -> bool:
    mine, theirs = getattr(one, key), getattr(other, key)
    if mine is None or theirs is None:
        return False
    if key == "key":
        return canonical_key(mine) == canonical_key(theirs)
    return str(mine).casefold() == str(theirs).casefold()


RULE = Rule("M306", "rival-claim", _judge)
