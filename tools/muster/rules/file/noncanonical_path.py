"""A file in the registry must have the one path of its kind.

## What it does
Refuses any path under `registry/` but these: `charter.yaml`, `activation.yaml`,
`sessions/NNN.yaml`, `rulings/RNNN.yaml`, `acks/NNN.yaml`. The number is padded to three digits
and never more: `007`, `1000`. Another case (`Registry/`, `007.YAML`) is another path.

## Why
Git refuses the same new path twice, and that guards each number. It merges `7.yaml` beside
`007.yaml` without a word: a public registry had `0721` beside `721` on its main branch.

## How to fix
Rename the file: `git mv registry/sessions/7.yaml registry/sessions/007.yaml`. Where the right
name is taken, the number is taken too.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import RecordKind, Slot, session_path
from muster.rules.case import Case
from muster.rules.rule import Rule

_LAYOUT = (
    "The registry has charter.yaml, activation.yaml, sessions/NNN.yaml, rulings/RNNN.yaml and "
    "acks/NNN.yaml, nothing else."
)


def _judge(case: Case) -> Iterator[Finding]:
    for path, file in sorted(case.after.files.items()):
        if file.slot.canonical:
            continue
        if right := _right(file.slot):
            taken = right in case.after.files
            help_ = f"The only spelling for number {file.slot.number} is {right}" + (
                ", and that file is there already." if taken else "."
            )
            commands = (f"git mv {path} {right}",) if _plain(path) and not taken else ()
        else:
            help_ = f"{_LAYOUT} Move the file out of registry/, or rename it."
            commands = ()
        yield RULE.finding(
            Verdict.BLOCK,
            Place(path),
            "The path is not one that a registry has.",
            help_,
            subjects=(path,),
            commands=commands,
        )


def _right(slot: Slot) -> str:
    """The one spelling of what a path seems to stand for; empty where that can't be told."""
    if not slot.number:
        return ""
    match slot.kind:
        case RecordKind.ACK:
            return f"registry/acks/{slot.number:03d}.yaml"
        case RecordKind.RULING:
            return f"registry/rulings/R{slot.number:03d}.yaml"
        case _:
            return session_path(slot.number)


def _plain(path: str) -> bool:
    """Whether a path can stand in a command as it is."""
    return path.isascii() and all(c.isalnum() or c in "/._-" for c in path) and path[0] != "-"


RULE = Rule("M001", "noncanonical-path", _judge)
