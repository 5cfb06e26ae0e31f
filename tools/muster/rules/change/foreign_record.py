"""A branch must not touch another session's record.

## What it does
Looks at every record that a session holds on main and that any step of the branch touches.
Beside a claim of another session that is refused. A change of a held record on its own is the
holder's when its key or an approver's signed each step; unsigned, it is refused, also where a later
step takes it back, and in an `identity: open` registry a human must look.

## Why
A record is its session's promise. Whoever can change it unseen can change what others have
agreed to.

## How to fix
Take the foreign file out of the branch: start again from main and bring only your own record.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.rules.case import Case, Delta
from muster.rules.holder import named
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    if case.change is None:
        return
    claimants = {
        (delta.becomes.session_id or "").casefold() for delta in case.claims if delta.becomes
    }
    for delta in case.deltas:
        if delta.doubtful and not case.authorised(delta):
            verdict = Verdict.REVIEW if case.open else Verdict.BLOCK
            yield _foreign(delta, verdict, "main's version does not tell who holds it")
            continue
        if delta.was is None or not delta.was_registered or not delta.becomes_registered:
            continue  # releases and deletions have rules of their own
        if delta.taken_over or delta in case.claims:
            continue
        if claimants - {(delta.was.session_id or "").casefold()}:
            yield _foreign(delta, Verdict.BLOCK, "a claim of another number changes it")
        elif not case.authorised(delta):
            verdict = Verdict.REVIEW if case.open else Verdict.BLOCK
            yield _foreign(delta, verdict, "no signature shows that its holder changes it")
    for path in case.change.passing:
        file = case.before.files.get(path)
        if file and file.session and file.session.registered:
            delta = Delta(path, file, file)
            if case.authorised(delta):
                continue  # its holder took a change back
            yield _foreign(
                delta,
                Verdict.BLOCK,
                "a step of the branch changes it and another back",
            )


def _foreign(delta: Delta, verdict: Verdict, what: str) -> Finding:
    changed = delta.rewritten
    place = delta.after.place(*changed[:1]) if delta.after else Place(delta.path)
    touched = f"is touched ({', '.join(changed)})" if changed else "is touched"
    return RULE.finding(
        verdict,
        place,
        f"The record of {named(delta.was)} {touched}: {what}.",
        "Start again from main and bring only your own record.",
        subjects=(delta.path,),
    )


RULE = Rule("M301", "foreign-record", _judge)
