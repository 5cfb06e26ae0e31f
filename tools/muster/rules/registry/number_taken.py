"""A branch must not claim a number that is held on main.

## What it does
Refuses a claim of a number that another session holds on main: by the same file (two sessions
turned the same planned slot to registered, or brought the same new file), or by another file
that says the same number. It names the holder, the commit that brought the holder's claim in,
and every number that can be claimed instead. What lies earlier on main's first-parent line has
won; no date, number or name decides.

## Why
This is what muster is for. Two branches can each be right when they are written and wrong
together: the second must be told before it is merged, not after.

## How to fix
Claim another number: `muster renumber N` moves there and gives the claim up. By hand: start again
from main, write the record under a free number (or accept a planned slot that nobody holds), and
propose that.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.form_command import FORM, form_of
from muster.model.layout import session_path
from muster.model.registry import RegistryFile
from muster.rules.case import Case
from muster.rules.holder import arrival, named
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    holders: dict[int, RegistryFile | None] = {}  # thousands of files may want one number
    for delta in case.deltas:
        file = delta.after
        if file is None or file.held is None:
            continue
        if delta.taken_over and delta.before and not case.authorised(delta):
            yield _taken(case, file, delta.before)
        elif delta.before is None or delta.before.held != file.held:
            if file.held not in holders:
                holders[file.held] = _holder(case, file.held)
            holder = holders[file.held]
            if holder is not None and holder.path != file.path:
                yield _taken(case, file, holder)


def _holder(case: Case, number: int) -> RegistryFile | None:
    """The file that has a number: main's, else the one of the branch's that is spelled best."""
    files = case.after.by_number.get(number, ())
    on_main = (file for file in files if not case.touches(file.path))
    best = min(files, key=lambda file: (not file.slot.canonical, file.path), default=None)
    return next(on_main, best)


def _taken(case: Case, claim: RegistryFile, holder: RegistryFile) -> Finding:
    number = holder.held or 0
    landed = holder.path in case.before.files
    since = f" {arrival(case, holder).told()}" if landed else " in this same branch"
    free, slots = case.main.free_numbers, case.main.open_slots
    held = holder.session is not None and holder.session.registered and landed
    commands: tuple[str, ...] = (f"muster show {slots[0]}",) if slots else ()
    if held and holder.path == claim.path:
        commands = _moving(case, claim, holder)
    elif free and claim.slot.canonical and claim.path not in case.before.files:
        commands = (f"git mv {claim.path} {session_path(free[0])}",)
    return RULE.finding(
        Verdict.BLOCK,
        claim.place("number"),
        f"Number {number} is taken by {named(holder.session)}{since}.",
        f"Start again from main with another number. {case.choices}",
        # Lost to a session that holds it, or only written where a number is planned already.
        subjects=(str(number), claim.path, *(["held"] if held else [])),
        related=() if holder.path == claim.path else (Place(holder.path, note="holds the number"),),
        commands=commands,
    )


def _moving(case: Case, claim: RegistryFile, holder: RegistryFile) -> tuple[str, ...]:
    """What the session of a claim that main gave to another does; the claim is its own no more."""
    free, slots = case.main.free_numbers, case.main.open_slots
    if slots:  # it has a role and a goal
        return (f"muster show {slots[0]}", f"muster renumber {slots[0]}")
    if not free:
        return ()
    if claim.session and holder.session and claim.session.name != holder.session.name:
        return (f"muster renumber {free[0]}",)  # its own name, role and goal go along
    return (form_of(free[0]), f"muster renumber {free[0]} --from {FORM}")


RULE = Rule("M201", "number-taken", _judge)
