"""What is the maintainers' to change must be looked at by a human.

## What it does
Asks for a review of every change to the charter, to files outside the registry, to planned slots
(brought, changed or removed without being claimed, or rewritten by the claim), and, in an
`identity: open` registry, to rulings, acknowledgements and the activation where no signature shows
that the orchestrator, the session or an approver wrote them. A charter that would name no approver
with a key any more is refused.

## Why
The charter says who approves; the code says what is checked. Neither may change by the way, and
neither is a session's to change.

## How to fix
Nothing, if that is what the branch is for: a human looks, and merging is the answer. Otherwise
take the files out of the branch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from muster.model.finding import Finding, Place, Verdict
from muster.model.key import canonical_key
from muster.model.layout import CHARTER, RecordKind, in_registry, session_path
from muster.model.registry import RegistryFile
from muster.rules.case import Case, Delta
from muster.rules.rule import Rule

_MOST_SHOWN = 5
_AGREEMENT = (RecordKind.RULING, RecordKind.ACK, RecordKind.ACTIVATION)


def _judge(case: Case) -> Iterator[Finding]:
    if case.change is None:
        return
    for delta in case.deltas:
        if delta.path == CHARTER and _orphans(case):
            yield RULE.finding(
                Verdict.BLOCK,
                delta.after.place("approvers") if delta.after else Place(CHARTER),
                "The charter would name no approver with a key any more: nothing could ever be "
                "approved again.",
                "Name the key of at least one human who approves.",
                subjects=(CHARTER, "approvers"),
            )
        if what := _what(case, delta):
            yield _review(delta.path, f"{delta.path} changes: {what}.", (delta.path,))
    passing = [path for path in case.change.passing if path == CHARTER or not in_registry(path)]
    for path in passing[:_MOST_SHOWN]:
        yield _review(path, f"A step changes {path} and another changes it back.", (path,))
    if outside := case.change.outside:
        shown = ", ".join(outside[:_MOST_SHOWN])
        more = f" and {len(outside) - _MOST_SHOWN} more" if len(outside) > _MOST_SHOWN else ""
        yield _review(
            outside[0],
            f"The branch changes files outside the registry: {shown}{more}.",
            ("outside",),
        )


def _what(case: Case, delta: Delta) -> str:
    if delta.path == CHARTER:
        return _charter(delta) if delta.after else ""
    file = delta.after or delta.before
    kind = file.slot.kind if file else None
    if kind in _AGREEMENT:
        if not case.open:
            return ""  # M405, M406 and M407 tell whose it must be
        unsigned = delta.after and not _by_its_author(case, delta.path, kind, file)
        return f"no signature shows who wrote the {kind}" if unsigned else ""
    if kind is not RecordKind.SESSION:
        return ""
    if delta.after is None:
        duplicate = delta.before and case.after.by_number.get(delta.before.held or 0)
        if duplicate or not delta.was_registered:
            return "a record that nobody needs to hold is removed"
        return ""
    if delta.becomes_registered and not delta.was_registered and delta.rewritten:
        return f"the claim rewrites what was planned ({', '.join(delta.rewritten)})"
    if delta.becomes is not None and not delta.becomes.registered and not delta.was_registered:
        return "it is a planned slot that nobody holds"
    return ""


def _orphans(case: Case) -> bool:
    """Whether a change takes away the last key that approves, where approval is a signature."""
    charter = case.after.charter
    if charter is None or charter.approval == "forge":
        return False
    return bool(case.approver_keys) and not any(a.key for a in charter.approvers)


def _by_its_author(case: Case, path: str, kind: RecordKind, file: RegistryFile | None) -> bool:
    """Whether each step that touches it is signed by its session, the orchestrator, or an approver.

    Source: section 5 of the design, point 5.
    """
    key = case.orchestrator_key
    if file and kind is RecordKind.ACK:
        record = case.main.files.get(session_path(file.slot.number or 0))
        session = record.session if record else None
        key = canonical_key(session.key) if session and session.registered and session.key else None
    allowed = {*case.approver_keys, *([key] if key else [])}
    steps = [s for s in (case.change.steps if case.change else ()) if path in s.paths]
    return bool(steps) and all(step.signer in allowed for step in steps)


def _charter(delta: Delta) -> str:
    was = _keys(delta.before)
    becomes = _keys(delta.after)
    changed = sorted(key for key in was.keys() | becomes.keys() if was.get(key) != becomes.get(key))
    return f"{', '.join(changed) or 'comments only'}; it says who approves and what the team is"


def _keys(file: RegistryFile | None) -> Mapping[str, object]:
    value = file.record.document.value if file and file.record else None
    return value if isinstance(value, dict) else {}


def _review(path: str, message: str, subjects: tuple[str, ...]) -> Finding:
    return RULE.finding(
        Verdict.REVIEW,
        Place(path),
        message,
        "A maintainer looks at it; merging is the answer. Take it out if it is not meant.",
        subjects=subjects,
    )


RULE = Rule("M307", "maintainer-change", _judge)
