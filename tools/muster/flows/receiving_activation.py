"""The branch ``activation``: the orchestrator's confirmation and the sessions' acknowledgements."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from muster.engine.judge import judge
from muster.engine.report import Report
from muster.flows.judging_change import read_main
from muster.flows.readiness import obstacles
from muster.flows.receiving_line import brought_steps, require_onward
from muster.flows.receiving_push import (
    Push,
    PushRefusedError,
    Update,
    change_of,
    refuse_blocked,
    refuse_tangled,
    require_known_signers,
    require_orchestrator,
    touched,
)
from muster.model.change import Step
from muster.model.key import fingerprint
from muster.model.layout import ACTIVATION, RecordKind, slot
from muster.rules.agreement import activation_of, agreement, is_ack, key_of, strays
from muster.rules.case import Case


def judge_activation(push: Push, update: Update) -> None:
    """Refuse anything but a confirmation and acknowledgements, and the loss of any."""
    case = push.read(update.new)
    report = judge(case)
    message = "The activation can't be taken in."
    refuse_tangled(message, report)
    if update.old and not push.merged(update.old):
        forward = "activation moves forward only: every acknowledgement stays. Fetch, then add."
        require_onward(push, update, PushRefusedError(forward, "git fetch"))
    elif not change_of(case).paths:
        raise PushRefusedError("The branch brings nothing that main lacks.", "git log main..")
    for path in touched(case):
        if slot(path).kind not in (RecordKind.ACTIVATION, RecordKind.ACK):
            raise PushRefusedError(
                f"activation carries {ACTIVATION} and registry/acks/ only, not {path}.",
                "git push origin HEAD:proposal/NAME",
            )
    brought = brought_steps(push, update, case)
    require_orchestrator(case, ACTIVATION, brought)
    _require_own(case, brought)
    # Not everybody has acknowledged: that is what the branch is for.
    refuse_blocked(message, Report(tuple(f for f in report.findings if f.code != "M406")))
    require_known_signers(case, brought)
    _require_counting(case, brought)
    _require_needed(push, update, case, brought)
    if any(ACTIVATION in step.paths for step in brought):
        if left := strays(case):
            raise PushRefusedError(
                f"{left[0]} acknowledges for a number that the team does not have; a confirmation "
                "takes it out of the branch.",
                "muster confirm",
            )
        open_ = obstacles(push.repository, push.main, push.registry, push.now)
        if open_:
            told = "Nothing is confirmed while main has findings that wait."
            raise PushRefusedError(told, "muster conflicts", report=Report(open_))


def _require_own(case: Case, brought: Sequence[Step]) -> None:
    """An acknowledgement is its session's alone: no other key, the approver's neither.

    What a number acknowledged that the team does not have any more the orchestrator takes away.
    """
    if case.open:
        return
    size = (case.charter.size if case.charter else None) or 0
    holders = {s.number: s for s in case.before.sessions if s.registered}
    for step in brought:
        for path in sorted(filter(is_ack, step.paths)):
            number = slot(path).number
            if (number or 0) > size and step.signer in case.orchestrator_keys:
                continue  # that nothing is left of it is asked later
            wanted = key_of(holders.get(number or 0))
            if step.signer is None or step.signer != wanted:
                who = fingerprint(step.signer) if step.signer else "nobody"
                raise PushRefusedError(
                    f"Commit {step.commit[:12]} acknowledges for number {number} and is signed by "
                    f"{who}; only that session's own key acknowledges"
                    f"{f', {fingerprint(wanted)}' if wanted else ''}.",
                    "muster ack",
                )


def _require_needed(push: Push, update: Update, case: Case, brought: Sequence[Step]) -> None:
    """Each commit must be needed: a branch is judged up to so many, and this one only grows.

    A session acknowledges a confirmation once, and what is confirmed already is not confirmed
    again. Else anybody who may acknowledge could fill the branch, and nobody could go on.
    """
    new = {step.commit for step in brought}
    last: dict[str, Step] = {}
    for step in change_of(case).steps:
        if step.commit in new and not step.paths:
            raise PushRefusedError(
                f"Commit {step.commit[:12]} changes nothing, and activation carries what is needed "
                "only.",
                "muster ack",
            )
        if ACTIVATION in step.paths:
            before = last.get(ACTIVATION)
            if step.commit in new and before and _stands(push, update, case, before, new):
                raise PushRefusedError(
                    f"Commit {step.commit[:12]} confirms what is confirmed already.",
                    "muster broadcast",
                )
            last.clear()  # what was acknowledged before may have to be acknowledged anew
        for path in filter(is_ack, step.paths):
            before = last.get(path)
            if step.commit in new and before and before.signer == step.signer:
                raise PushRefusedError(
                    f"Commit {step.commit[:12]} acknowledges for number {slot(path).number} what "
                    f"{before.commit[:12]} acknowledged already.",
                    "muster whoami",
                )
        last |= dict.fromkeys(step.paths, step)


def _stands(push: Push, update: Update, case: Case, before: Step, new: Collection[str]) -> bool:
    """Whether an earlier confirmation of the branch counts as the new one does."""
    if before.commit in new:
        return True
    was, now = activation_of(read_main(push.repository, update.old)), activation_of(case.after)
    if was is None or now is None:
        return False
    same = (was.consensus, was.digest, was.confirmed_by) == (
        now.consensus,
        now.digest,
        now.confirmed_by,
    )
    return same and (case.open or before.signer in case.orchestrator_keys)


def _require_counting(case: Case, brought: Sequence[Step]) -> None:
    """What is acknowledged must count: else who made it would think that it does."""
    found = agreement(case)
    known = {one.number: one for one in found.acks} if found else {}
    for step in brought:
        for path in sorted(filter(is_ack, step.paths)):
            number = slot(path).number or 0
            one = known.get(number)
            if one is None and path not in case.after.files:
                continue
            if one is None or not one.counts:
                told = one.reason if one else "is no number of the team, or nothing is confirmed"
                raise PushRefusedError(
                    f"The acknowledgement of number {number} would not count: it {told}.",
                    "muster ack",
                )
