"""What stands on main must have come by an approved merge.

## What it does
Looks, on main, at every file of the registry: the commit that last changed it must be a merge of
two parents, the previous main first, signed by an approver of the charter in force before it, with
the trailer `Muster-Approve:` naming the second parent, and its files must be main's with exactly
that branch's changes. The commit that began the registry is
pinned by each clone instead. Where the charter names no approver with a key, or approval is the
forge's, nothing can be verified here and nothing is said.

## Why
Merged does not mean approved: whoever can write a remote's files can move main. What nobody with
an approver's key signed counts for nothing, whenever it is found.

## How to fix
`muster audit` lists every change of main with its approver. Ask the approver: either the change is
taken back, or it is proposed again and approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.approval import Offence
from muster.model.finding import Finding, Verdict
from muster.rules.case import Case
from muster.rules.rule import Rule
from muster.rules.standing_approvals import unverified


def _judge(case: Case) -> Iterator[Finding]:
    for file, approval in unverified(case):
        if approval.offence is Offence.UNAPPROVED:
            yield RULE.finding(
                Verdict.BLOCK,
                file.place("status"),
                f"Commit {approval.commit[:12]} brought {file.path} to main and is no approved "
                f"merge: {approval.reason}.",
                "Ask an approver to take it back, or to approve it by a merge.",
                subjects=(file.path,),
                commands=("muster audit",),
            )


RULE = Rule("M403", "unapproved-merge", _judge)
