"""An acknowledgement must be its session's own, of the roster that is confirmed.

## What it does
Refuses to merge a confirmation that not everybody has acknowledged. An acknowledgement,
`registry/acks/NNN.yaml`, counts where the last commit that touches it is signed by the key in
number NNN's record on main (nobody else's: neither the orchestrator's nor an approver's), and it
has the digest of the confirmation beside it. On main it notes acknowledgements of another roster
than the one that is confirmed there: they count for nothing. In an `identity: open` registry an
acknowledgement needs no signature; one by another key than the record lists does not count.

## Why
Consensus means that each session has seen its role, its goal and everybody else's, and accepted
them. What another key signed in its name says nothing about it.

## How to fix
The session itself runs `muster ack`, with its own key. Who takes a number over before the
activation is approved acknowledges anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import ACTIVATION, RecordKind
from muster.model.small_records import Ack
from muster.model.spans import numbered
from muster.rules.agreement import Acknowledged, activation_of, agreement, is_ack, strays
from muster.rules.case import Case, Delta
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    if case.change is None:
        yield from _left_over(case)
        return
    found = agreement(case)
    if found is None:
        yield from _alone(case)
        return
    stray = strays(case)
    for delta in case.deltas:
        if delta.path in stray:
            yield _stray(delta)
    # What main has of an earlier round stands on main: told as void there, it would block nothing.
    brought = {
        one.number: one
        for one in found.acks
        if one.file and one.flaw and case.touches(one.file.path)
    }
    for one in brought.values():
        yield _void(one)
    if rest := [number for number in found.missing if number not in brought]:
        yield RULE.finding(
            Verdict.BLOCK,
            found.file.place("digest"),
            f"{numbered(rest)} {'has' if len(rest) == 1 else 'have'} not acknowledged yet: "
            f"{len(found.acks) - len(found.missing)} of {len(found.acks)} have.",
            "Each session acknowledges with its own key.",
            subjects=(ACTIVATION, "missing"),
            commands=("muster ack",),
        )


def _void(one: Acknowledged) -> Finding:
    place = one.file.place("digest") if one.file else Place(ACTIVATION)
    return RULE.finding(
        Verdict.BLOCK,
        place,
        f"The acknowledgement of number {one.number} does not count: it {one.reason}.",
        f"Number {one.number} acknowledges with its own key.",
        subjects=(place.path, one.flaw),
        commands=("muster ack",),
    )


def _stray(delta: Delta) -> Finding:
    return RULE.finding(
        Verdict.BLOCK,
        delta.after.place("number") if delta.after else Place(delta.path),
        f"{delta.path} acknowledges for a number that the team does not have.",
        "The orchestrator confirms anew, which takes it out of the branch.",
        subjects=(delta.path, "stray"),
        commands=("muster confirm",),
    )


def _alone(case: Case) -> Iterator[Finding]:
    """Acknowledgements without the confirmation that they are of."""
    for delta in case.deltas:
        if is_ack(delta.path):
            yield RULE.finding(
                Verdict.BLOCK,
                delta.after.place("digest") if delta.after else Place(delta.path),
                f"{delta.path} is touched, and the branch brings no confirmation.",
                "Acknowledgements are made on the branch activation, after the confirmation.",
                subjects=(delta.path, "alone"),
                commands=("muster ack",),
            )


def _left_over(case: Case) -> Iterator[Finding]:
    activation = activation_of(case.after)
    # By the kind that each file was read as: to take thousands of paths apart again costs.
    files = [file for file in case.after.files.values() if file.slot.kind is RecordKind.ACK]
    for file in sorted(files, key=lambda file: file.path):
        ack = file.record
        if isinstance(ack, Ack) and (activation is None or ack.digest != activation.digest):
            yield RULE.finding(
                Verdict.NOTE,
                ack.place("digest"),
                f"The acknowledgement of number {ack.number} is of another roster than the one "
                "that is confirmed.",
                "It counts for nothing; the next round takes its place.",
                subjects=(file.path, "left-over"),
            )


RULE = Rule("M406", "void-ack", _judge)
