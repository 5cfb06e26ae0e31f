"""A claim must come alone, and so must an activation.

## What it does
Refuses a branch that brings a claim together with anything else: a second claim, another
record, the charter, or files outside the registry; also where a later step takes it back, since
history keeps it. A session that moves may release its old number in the same branch as it
claims the new one. A confirmation and its acknowledgements come with nothing else either.

## Why
Merging is the approval, and a merge takes everything. Who approves a claim in ten seconds must
not approve a change of the charter with it.

## How to fix
Split the branch: one branch for the claim, others for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import ACTIVATION, in_registry
from muster.rules.agreement import is_ack
from muster.rules.case import Case, Delta, same_id
from muster.rules.rule import Rule

_MOST_SHOWN = 5


def _judge(case: Case) -> Iterator[Finding]:
    if case.change is None:
        return
    if case.claims:
        yield from _claim(case)
    else:
        yield from _activation(case)


def _activation(case: Case) -> Iterator[Finding]:
    agreed = [delta for delta in case.deltas if delta.path == ACTIVATION or is_ack(delta.path)]
    stepped = case.change.paths.union(case.change.passing) if case.change else frozenset()
    extra = sorted(stepped - {delta.path for delta in agreed})
    extra = [path for path in extra if path != ACTIVATION and not is_ack(path)]
    if agreed and extra:
        first = agreed[0].after
        yield _mixed(first.place() if first else Place(agreed[0].path), "an activation", extra)


def _claim(case: Case) -> Iterator[Finding]:
    assert case.change is not None  # noqa: S101 - the caller has looked
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
    place = first.after.place("number") if first.after else Place(first.path)
    yield _mixed(place, "a claim", extra)


def _mixed(place: Place, what: str, extra: Sequence[str]) -> Finding:
    shown = ", ".join(extra[:_MOST_SHOWN])
    more = f" and {len(extra) - _MOST_SHOWN} more" if len(extra) > _MOST_SHOWN else ""
    return RULE.finding(
        Verdict.BLOCK,
        place,
        f"The branch brings {what} and, besides, {shown}{more}.",
        f"Split it: one branch with {what} alone, others with the rest.",
        subjects=(place.path,),
        related=tuple(Place(path, note=f"not part of {what}") for path in extra[:_MOST_SHOWN]),
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
