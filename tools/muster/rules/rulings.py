"""The rulings of a registry, and which of them count.

Source: sections 4 to 6 of the design. A ruling counts where the orchestrator or an approver wrote
it, nothing that it was made on has changed since, and its rule can be ruled on at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from muster.model.approval import Offence
from muster.model.charter import Charter
from muster.model.digest import agreement_digest, charter_digest
from muster.model.layout import RecordKind
from muster.model.registry import RegistryFile
from muster.model.small_records import Ruling
from muster.model.spans import spans
from muster.rules.case import Case, Delta

RULED_ON: Mapping[str, tuple[str, ...]] = {
    "M204": ("dimensions", "coverage", "overlap"),
    "M205": ("dimensions",),
    "M206": ("dimensions", "coverage"),
    "M207": ("dimensions", "coverage"),
    "M208": ("dimensions", "objectives"),
    "M209": ("dimensions",),
    "M210": ("objectives",),
    "M211": ("timezone",),
}
"""The rules whose reviews the orchestrator may answer, each with what it reads of the charter.

They are on the work that sessions share out. Who holds a number, what a file must be, who may
change what: nobody rules that away.
"""


class Fault(StrEnum):
    """Why a ruling decides nothing."""

    FOREIGN = "foreign"
    VOID = "void"
    EARLY = "early"


class Decided(NamedTuple):
    """One ruling; ``fault`` None: it counts. ``reason`` ends a sentence on why it does not.

    An early one was made on claims that are not merged yet; ``reason`` names their branches.
    ``changed`` are the records that are not what it was made on.
    """

    file: RegistryFile
    ruling: Ruling
    fault: Fault | None = None
    reason: str = ""
    changed: tuple[RegistryFile, ...] = ()

    @property
    def name(self) -> str:
        """What people call it: ``R001``."""
        return f"R{self.file.slot.number:03d}"


def rulings(case: Case) -> Iterator[Decided]:
    """The rulings of what is judged, by number; those that no reader can take for one left out."""
    files = [file for file in case.after.files.values() if _is_ruling(file)]
    for file in sorted(files, key=lambda file: file.path):
        if isinstance(file.record, Ruling):
            yield _decided(case, file, file.record)


def earlier(case: Case, delta: Delta) -> Decided | None:
    """What main has at the path of a ruling that a change touches; None where there is none."""
    file = delta.before
    if file is None or not _is_ruling(file) or not isinstance(file.record, Ruling):
        return None
    return _current(replace(case, after=case.before, change=None), file, file.record)


def needed(case: Case, *about: Ruling | None) -> tuple[frozenset[str], str]:
    """The keys that may write rulings like these, and what to call them."""
    itself = case.charter.orchestrator if case.charter else None
    if any(ruling is not None and itself in ruling.sessions for ruling in about):
        return case.approver_keys, "an approver's key, since it is about the orchestrator itself"
    return case.orchestrator_keys, "the orchestrator's key or an approver's"


def charter_differs(ruling: Ruling, charter: Charter | None) -> bool:
    """Whether a charter is not what a ruling was made on, in the parts that matter to its rule."""
    return charter_digest(charter, RULED_ON.get(ruling.rule, ())) != ruling.charter


def _is_ruling(file: RegistryFile) -> bool:
    return file.slot.kind is RecordKind.RULING and file.slot.canonical


def _decided(case: Case, file: RegistryFile, ruling: Ruling) -> Decided:
    if reason := _no_ruling(ruling):
        return Decided(file, ruling, Fault.VOID, reason)
    if reason := _foreign(case, file, ruling):
        return Decided(file, ruling, Fault.FOREIGN, reason)
    return _current(case, file, ruling)


def _no_ruling(ruling: Ruling) -> str:
    """Why it would decide nothing whoever wrote it."""
    if ruling.rule not in RULED_ON:
        return f"{ruling.rule or 'what it names'} is not the orchestrator's to rule on"
    strangers = sorted({side.number for side in ruling.boundaries} - {*ruling.sessions})
    if strangers:
        return f"it draws a boundary for number {spans(strangers)}, which it is not about"
    return ""


def _foreign(case: Case, file: RegistryFile, ruling: Ruling) -> str:
    """Whose it is, where it is neither the orchestrator's nor an approver's."""
    if case.change is not None and case.touches(file.path):
        before = case.before.files.get(file.path)
        was = before.record if before and isinstance(before.record, Ruling) else None
        return signed_by_another(case, was, ruling)
    approval = case.approvals.of(file.path)
    if approval is None or approval.counts:
        return ""
    if approval.offence is Offence.FOREIGN:
        return f"commit {approval.commit[:12]} brought it, and {approval.reason}"
    return f"nobody approved it: {approval.reason}"


def signed_by_another(case: Case, *about: Ruling | None) -> str:
    """Why a branch may not bring, replace or remove rulings like these; empty where it may.

    Such a branch is the orchestrator's, or an approver's, from its first commit on.
    """
    if case.open or not case.signed or case.change is None:
        return ""
    allowed, called = needed(case, *about)
    for step in case.change.steps:
        if step.signer not in allowed:
            return f"commit {step.commit[:12]} is not signed by {called}"
    return ""


def _current(case: Case, file: RegistryFile, ruling: Ruling) -> Decided:
    """The ruling, void where the charter or a session is not what it was when it was made."""
    if charter_differs(ruling, case.charter):
        parts = " and ".join(RULED_ON.get(ruling.rule, ()))
        reason = f"what the charter says of {parts} is not what it was made on"
        return Decided(file, ruling, Fault.VOID, reason)
    given = dict(ruling.digests)
    numbers: list[int] = []
    changed: list[RegistryFile] = []
    claims: list[str] = []
    for number in sorted({*ruling.sessions}):
        files = case.after.by_number.get(number, ())
        session = files[0].session if len(files) == 1 else None
        if session and agreement_digest(session) == given.get(number):
            continue
        for rival in case.rivals:
            under_way = rival.session.number == number
            if under_way and agreement_digest(rival.session) == given.get(number):
                claims.append(rival.branch)
                break
        else:
            numbers.append(number)
            changed += files
    if not numbers and claims:
        return Decided(file, ruling, Fault.EARLY, ", ".join(claims))
    if not numbers:
        return Decided(file, ruling)
    reason = f"what number {spans(numbers)} agreed to is not what it was made on"
    return Decided(file, ruling, Fault.VOID, reason, tuple(changed))
