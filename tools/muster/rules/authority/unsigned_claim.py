"""A claim must be signed by the session that makes it.

## What it does
Refuses a claim whose record lists no key, and one that any unsigned commit of the branch touches.
A signature that can't be verified is none. In an `identity: open` registry a record needs no key;
if it lists one, an unsigned commit needs a review.

## Why
The key in a record is what later proves that its session changes it, acknowledges, or hands it on.
A claim that nobody signed can be anybody's, with anybody's key in it.

## How to fix
Let `muster claim` write the claim: it makes the key, signs with it and lists it in the record. A
claim that is written by hand is signed with `git commit -S` and `gpg.format=ssh`.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.rules.case import Case
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    for delta in case.claims:
        if delta.becomes is None or delta.was_registered:
            continue  # a number that is held is M201's, or a rebinding
        what, place = "", delta.becomes.place("status")
        if not delta.becomes.key:
            if case.open:
                continue
            what = "lists no key"
        elif case.signed:
            unsigned = [b.step for b in case.breaches(delta) if b.step.signer is None]
            if not unsigned:
                continue
            what = f"is not signed: commit {unsigned[0].commit[:12]} has no signature that verifies"
            place = delta.becomes.place("key")
        if what:
            yield RULE.finding(
                Verdict.REVIEW if case.open else Verdict.BLOCK,
                place,
                f"The claim of number {delta.becomes.number} {what}.",
                "Claim with muster, which makes a key, signs with it and lists it in the record.",
                subjects=(delta.path,),
                commands=(f"muster claim --number {delta.becomes.number}",),
            )


RULE = Rule("M401", "unsigned-claim", _judge)
