"""The rulings of a registry, and which of them count.

Source: sections 4 to 6 of the design. A ruling counts where the orchestrator or an approver wrote
it, nothing that it was made on has changed since, and its rule can be ruled on at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from muster.model.approval import Offence
from muster.model.digest import agreement_digest
from muster.model.layout import RecordKind
from muster.model.registry import RegistryFile
from muster.model.small_records import Ruling
from muster.model.spans import spans
from muster.rules.case import Case

RULED_ON = frozenset({"M204", "M205", "M206", "M207", "M208", "M209", "M210", "M211"})
"""The rules whose reviews the orchestrator may answer: those on the work that sessions share out.

Who holds a number, what a file must be, who may change what: nobody rules that away.
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
    files = [file for file in case.after.files.values() if file.slot.kind is RecordKind.RULING]
    for file in sorted(files, key=lambda file: file.path):
        ruling = file.record
        if isinstance(ruling, Ruling) and file.slot.canonical:
            yield _decided(case, file, ruling)


def _decided(case: Case, file: RegistryFile, ruling: Ruling) -> Decided:
    if reason := _not_ruled_on(ruling):
        return Decided(file, ruling, Fault.VOID, reason)
    if reason := _foreign(case, file.path, ruling):
        return Decided(file, ruling, Fault.FOREIGN, reason)
    return _current(case, file, ruling)


def _not_ruled_on(ruling: Ruling) -> str:
    if ruling.rule in RULED_ON:
        return ""
    return f"{ruling.rule or 'what it names'} is not the orchestrator's to rule on"


def _foreign(case: Case, path: str, ruling: Ruling) -> str:
    """Whose it is, where it is neither the orchestrator's nor an approver's."""
    if case.touches(path) and case.change is not None:
        return _signed_by_another(case, ruling)
    approval = case.approvals.of(path)
    if approval is None or approval.verified:
        return ""
    if approval.offence is Offence.FOREIGN:
        return f"commit {approval.commit[:12]} brought it, and {approval.reason}"
    return f"nobody approved it: {approval.reason}"


def _signed_by_another(case: Case, ruling: Ruling) -> str:
    """A branch with a ruling is the orchestrator's, or an approver's, from its first commit on."""
    if case.open or not case.signed or case.change is None:
        return ""
    itself = case.charter.orchestrator if case.charter else None
    allowed = case.approver_keys
    needed = "an approver's key, since it is about the orchestrator itself"
    if itself not in ruling.sessions:
        needed = "the orchestrator's key or an approver's"
        allowed = allowed | ({case.orchestrator_key} if case.orchestrator_key else set())
    for step in case.change.steps:
        if step.signer not in allowed:
            return f"commit {step.commit[:12]} is not signed by {needed}"
    return ""


def _current(case: Case, file: RegistryFile, ruling: Ruling) -> Decided:
    """The ruling, void where a session is not what it was when it was made."""
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
