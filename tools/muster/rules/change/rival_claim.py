"""One session has one claim under way, and one number one claim.

## What it does
Compares a claim with the other claims that are open. The same session id, name or key in a claim of
another number needs a review, since only one of the two can be merged; the hook of a plain remote
refuses the second claim of one session outright while it can see the first. Where several can claim
one number, as among pull requests, the one that was opened first holds it: the later ones are
blocked and told what can be had instead, and the first is told of them.

## Why
Claims are judged side by side, so two can be under way that are each right alone. Whoever approves
one should know of the other before, not after; and who comes too late should know at once.

## How to fix
One session with two claims: keep one and release the other, `muster release`. A number that another
claim holds: move to one that can be had, `muster renumber N`; that gives up the old one in the same
step. Who was first need do nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.finding import Finding, Place, Verdict
from muster.model.form_command import FORM, form_of
from muster.model.key import canonical_key
from muster.model.layout import slot
from muster.model.rival import Rival
from muster.model.session import Session
from muster.rules.case import Case, Delta, same_id, told_choices
from muster.rules.rule import Rule

_FIRST = "Nothing needs doing here: this one came first."


def _judge(case: Case) -> Iterator[Finding]:
    for delta in case.claims:
        claim = delta.becomes
        if claim is None:
            continue
        for rival in case.rivals:
            if not rival.session.registered:
                continue
            if rival.session.path == delta.path:
                yield from _same_number(case, delta, claim, rival)
            else:
                yield from _same_session(delta, claim, rival)


def _same_session(delta: Delta, claim: Session, rival: Rival) -> Iterator[Finding]:
    """Another number's claim by what may be the same session."""
    shared = [key for key in ("session_id", "name", "key") if _same(claim, rival.session, key)]
    if not shared:
        return
    words = " and ".join(key.replace("_", " ") for key in shared)
    yield RULE.finding(
        Verdict.REVIEW,
        claim.place(shared[0]),
        f"The claim on {rival.branch} has the same {words}; only one of the two can be merged.",
        "Keep one and release the other.",
        subjects=(delta.path, rival.session.path, *shared),
        related=(Place(rival.session.path, note=f"on {rival.branch}"),),
        commands=(f"muster release {rival.session.number}",),
    )


def _same_number(case: Case, delta: Delta, claim: Session, rival: Rival) -> Iterator[Finding]:
    """Another claim of the same number, where there is an order among them."""
    if rival.ahead is None or _holds(delta, rival.session):
        return
    number = slot(delta.path).number
    when = "first" if rival.ahead else "later"
    help_, commands = _instead(case, delta, claim, rival) if rival.ahead else (_FIRST, ())
    yield RULE.finding(
        Verdict.BLOCK if rival.ahead else Verdict.NOTE,
        claim.place("number"),
        f"Number {number} is claimed by {rival.branch} too, which was opened {when}.",
        help_,
        subjects=(delta.path, rival.branch, when),
        commands=commands,
    )


def _holds(delta: Delta, session: Session) -> bool:
    """Whether it is the number's holder on main who changes the own record: that is no claim."""
    return (
        delta.was is not None
        and delta.was.registered
        and same_id(delta.was.session_id, session.session_id)
    )


def _instead(case: Case, delta: Delta, claim: Session, rival: Rival) -> tuple[str, tuple[str, ...]]:
    """What who comes later can do, and the commands of it."""
    theirs = rival.session
    keyless = claim.key is None and theirs.key is None
    if _same(claim, theirs, "session_id") and (keyless or _same(claim, theirs, "key")):
        return "Both are this session's: keep the first, close this one.", ()
    taken = {slot(one.session.path).number for one in case.rivals if one.session.registered}
    free = [number for number in case.main.free_numbers if number not in taken]
    slots = [number for number in case.main.open_slots if number not in taken]
    told = f"Move to another number. {told_choices(free, slots)}"
    if free and delta.was is None:  # its own name, role and goal go along
        return told, (f"muster renumber {free[0]}",)
    if slots:  # it has a role and a goal
        return told, (f"muster renumber {slots[0]}",)
    if free:
        return told, (form_of(free[0]), f"muster renumber {free[0]} --from {FORM}")
    return f"Wait until that one is decided. {told_choices(free, slots)}", ()


def _same(one: Session, other: Session, key: str) -> bool:
    mine, theirs = getattr(one, key), getattr(other, key)
    if mine is None or theirs is None:
        return False
    if key == "key":
        return canonical_key(mine) == canonical_key(theirs)
    return str(mine).casefold() == str(theirs).casefold()


RULE = Rule("M306", "rival-claim", _judge)
