"""What a session signs must be its own.

## What it does
Looks at each signed commit of a branch that brings a claim. A claim must be signed by the key that
it lists; a slot that lists a key beforehand can be claimed by that key alone; a claim that is under
way is changed by the key that its record has by then. A key that comes into a record signs a commit
of the branch itself, which shows that its session has it. An approver's key may do all of it. In an
`identity: open` registry anybody may sign what no key is listed for.

## Why
A public key can be copied into any record. Only a signature made with it proves that the session
which claims is the one that holds it.

## How to fix
Sign with the key that the record lists, or list the key that signs. Where the key is lost, an
approver releases the claim and the session claims again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muster.model.change import Step
from muster.model.finding import Finding, Place, Verdict
from muster.model.key import canonical_key, fingerprint
from muster.rules.case import Case, Delta
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    if not case.signed:
        return
    for delta in case.claims:
        if delta.was_registered or delta.doubtful:
            continue  # a number that is held is M201's or a rebinding; what may be held is M301's
        breaches = [b for b in case.breaches(delta) if not (case.open and b.wanted is None)]
        wrong = [b for b in breaches if b.step.signer is not None]
        if wrong:
            number = delta.becomes.number if delta.becomes else None
            yield _wrong(
                delta, f"The claim of number {number}", wrong[0].step.signer or "", wrong[0].wanted
            )
        elif not breaches:
            yield from _unshown(case, delta)
    for delta in case.deltas:
        rebound = delta.was and delta.becomes and delta.was.key != delta.becomes.key
        if delta.was_registered and rebound and case.authorised(delta):
            yield from _unshown(case, delta)


def _unshown(case: Case, delta: Delta) -> Iterator[Finding]:
    """A key that comes into a record must sign a commit from there on: then somebody has it."""
    steps = case.change.steps if case.change else ()
    key = delta.becomes.key if delta.becomes and delta.becomes_registered else None
    if delta.becomes is None or key is None:
        return
    wanted = canonical_key(key)
    signers = {step.signer for step in steps[_brought(steps, delta.path, wanted) :]}
    if wanted in signers or not signers.isdisjoint(case.approver_keys):
        return
    yield RULE.finding(
        Verdict.BLOCK,
        delta.becomes.place("key"),
        f"Number {delta.becomes.number} would list the key {fingerprint(wanted)}, which signed no "
        "commit of the branch: nothing shows that the session has it.",
        "The session that lists a key signs with it, or an approver does.",
        subjects=(delta.path, wanted),
        commands=(f"muster rebind {delta.becomes.number}",),
    )


def _brought(steps: Sequence[Step], path: str, key: str) -> int:
    """The step that brought a key into a record to stay there, by its index."""
    brought, before = 0, None
    for index, step in enumerate(steps):
        after = step.keys.get(path, before)
        if after == key != before:
            brought = index
        before = after
    return brought


def _wrong(delta: Delta, what: str, signer: str, wanted: str | None) -> Finding:
    told = f"not by {fingerprint(wanted)}, which may" if wanted else "which no record lists"
    return RULE.finding(
        Verdict.BLOCK,
        delta.after.place("key") if delta.after else Place(delta.path),
        f"{what} is signed by {fingerprint(signer)}, {told}.",
        "Sign it with the key of the record; if that is lost, an approver releases the number.",
        subjects=(delta.path, signer),
        commands=("muster whoami",),
    )


RULE = Rule("M402", "wrong-key", _judge)
