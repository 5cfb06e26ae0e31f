"""The identity in a record must not change.

## What it does
Refuses a change of `number` or `name`, in planned slots too, and a change of `key` in a held
record that is not signed by the old key or an approver (in an `identity: open` registry a human
must look). Another `session_id` in a held record is a number that is taken (M201), unless so
signed. A key that a planned slot lists beforehand counts too: only that key can claim it.

## Why
Number and name are what the others know a session by; the key is what proves it. Sessions die
and are replaced: the identity stays.

## How to fix
Put the old value back. To hand a record to another session, sign the change with the old key or
ask an approver; to get another name, claim another slot.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.rules.case import Case
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    for delta in case.deltas:
        was, becomes = delta.was, delta.becomes
        if was is None or becomes is None or (delta.taken_over and not case.authorised(delta)):
            continue  # a number that is taken (M201) says all that is to say
        changed: list[tuple[str, Verdict]] = [
            (key, Verdict.BLOCK)
            for key in ("number", "name")
            if getattr(was, key) is not None and getattr(was, key) != getattr(becomes, key)
        ]
        held = delta.becomes_registered and not delta.taken_over
        if held and was.key is not None and was.key != becomes.key and not case.authorised(delta):
            changed.append(("key", Verdict.REVIEW if case.open else Verdict.BLOCK))
        for key, verdict in changed:
            yield RULE.finding(
                verdict,
                becomes.place(key),
                f"{key} of number {was.number} ({was.name}) changes; it stays for good"
                + (", unless its holder or an approver signs." if key == "key" else "."),
                "Put the value of main back.",
                subjects=(delta.path, key),
                related=(was.place(key, note="as it is on main"),),
                commands=(f"muster show {was.number}",),
            )


RULE = Rule("M303", "immutable-field", _judge)
