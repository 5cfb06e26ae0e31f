"""What a session signs must be its own.

## What it does
Looks at each signed commit of a branch that brings a claim or an acknowledgement. A claim must be
signed by the key that it lists; a slot that lists a key beforehand can be claimed by that key
alone; a claim that is under way is changed by the key that its record has by then. An
acknowledgement is signed by the key of its session's record. An approver's key may do all of it.
In an `identity: open` registry anybody may sign what no key is listed for.

## Why
A public key can be copied into any record. Only a signature made with it proves that the session
which claims is the one that holds it.

## How to fix
Sign with the key that the record lists, or list the key that signs. Where the key is lost, an
approver releases the claim and the session claims again.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.key import canonical_key, fingerprint
from muster.model.layout import RecordKind, session_path
from muster.rules.case import Case, Delta
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    if not case.signed:
        return
    for delta in case.claims:
        if delta.was_registered or delta.doubtful:
            continue  # a number that is held is M201's or a rebinding; what may be held is M301's
        for breach in case.breaches(delta):
            if breach.step.signer is not None and not (case.open and breach.wanted is None):
                number = delta.becomes.number if delta.becomes else None
                yield _wrong(
                    delta, f"The claim of number {number}", breach.step.signer, breach.wanted
                )
                break
    for delta in case.deltas:
        file = delta.after or delta.before
        if file and file.slot.kind is RecordKind.ACK and file.slot.number is not None:
            yield from _acknowledged(case, delta, file.slot.number)


def _acknowledged(case: Case, delta: Delta, number: int) -> Iterator[Finding]:
    holder = case.main.files.get(session_path(number))
    session = holder.session if holder else None
    wanted = canonical_key(session.key) if session and session.key else None
    if case.open and wanted is None:
        return
    allowed = {wanted, *case.approver_keys}
    for step in case.change.steps if case.change else ():
        if delta.path in step.paths and step.signer is not None and step.signer not in allowed:
            yield _wrong(delta, f"The acknowledgement of number {number}", step.signer, wanted)
            return


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
