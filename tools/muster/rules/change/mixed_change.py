"""A claim must come alone.

## What it does
Refuses a branch that brings a claim together with anything else: a second claim, another
record, the charter, or files outside the registry; also where a later step takes it back, since
history keeps it. A session that moves may release its old number in the same branch as it
claims the new one.

## Why
Merging is the approval, and a merge takes everything. Who approves a claim in ten seconds must
not approve a change of the charter with it.

## How to fix
Split the branch: one branch for the claim, others for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import in_registry
from muster.rules.case import Case, Delta, same_id
from muster.rules.rule import Rule

_MOST_SHOWN = 5


def _judge(case: Case) -> Iterator[Finding]:
    if case.change is None or not case.claims:
        return
    first = case.claims[0]
    extra = [
        delta.path for delta in case.deltas if delta is not first and not _own_release(delta, first)
    ]
    extra += case.change.outside
    # A number that the session claimed first and gave up again was never on main.
    extra += [
        path
        for path in case.change.passing
        if not in_registry(path) or (path in case.before.files and not _held(case, path))
    ]
    if not extra:
        return
    shown = ", ".join(extra[:_MOST_SHOWN])
    more = f" and {len(extra) - _MOST_SHOWN} more" if len(extra) > _MOST_SHOWN else ""
    yield RULE.finding(
        Verdict.BLOCK,
        first.after.place("number") if first.after else Place(first.path),
        f"The branch brings a claim and, besides, {shown}{more}.",
        "Split it: one branch with the claim alone, others with the rest.",
        subjects=(first.path,),
        related=tuple(Place(path, note="not part of the claim") for path in extra[:_MOST_SHOWN]),
    )


def _held(case: Case, path: str) -> bool:
    """Whether a session holds the record on main: then M301 tells of it."""
    session = case.before.files[path].session
    return session is not None and session.registered


def _own_release(delta: Delta, claim: Delta) -> bool:
    return (
        delta.was is not None
        and claim.becomes is not None
        and delta.was_registered
        and not delta.becomes_registered
        and delta.after is not None
        and same_id(delta.was.session_id, claim.becomes.session_id)
    )


RULE = Rule("M302", "mixed-change", _judge)
