"""What stands on main must have come by an approved merge.

## What it does
Looks, on main, at every file of the registry: the commit that last changed it must be a merge of
two parents, the previous main first, signed by an approver of the charter in force before it, with
the trailer `Muster-Approve:` naming the second parent, and its files must be main's with exactly
that branch's changes. The commit that began the registry is pinned by each clone instead. Under
`approval: forge` any such merge counts, unless a key that is no approver's signed it; who pressed
the button `muster audit --forge github` finds out. What goes on with a file as an unapproved commit
left it is not approved either, until what was approved last is restored. Where no charter ever
named an approver with a key, or the forge, nothing can be verified and nothing is said; in a
shallow clone a human must look.

## Why
Merged does not mean approved: whoever can write a remote's files can move main. What nobody with
an approver's key signed counts for nothing, whenever it is found.

## How to fix
`muster audit` lists every change of main with its approver. Ask the approver: the file is restored
to what was approved last, by an approved merge; then the change can be proposed again.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.approval import Offence
from muster.model.finding import Finding, Verdict
from muster.rules.case import Case
from muster.rules.rule import Rule
from muster.rules.standing_approvals import uncounted


def _judge(case: Case) -> Iterator[Finding]:
    for place, approval in uncounted(case):
        if approval.offence is Offence.UNAPPROVED:
            yield RULE.finding(
                Verdict.BLOCK,
                place,
                f"Commit {approval.commit[:12]} changed {place.path} on main and is no approved "
                f"merge: {approval.reason}.",
                "Ask an approver to restore what was approved last.",
                subjects=(place.path,),
                commands=("muster audit",),
            )
        elif approval.offence is Offence.HIDDEN:
            yield RULE.finding(
                Verdict.REVIEW,
                place,
                f"Nobody can see here who approved what main has: {approval.reason}.",
                "Fetch the rest of the history.",
                subjects=(place.path, "hidden"),
                commands=("git fetch --unshallow",),
            )


RULE = Rule("M403", "unapproved-merge", _judge)
