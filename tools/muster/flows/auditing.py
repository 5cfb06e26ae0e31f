"""Every change of main's registry, with who claimed it, who approved it, and whether that verifies.

Nothing is taken from a cache: each signature is verified anew. Where the charter leaves approval to
the forge, what lands beside the registry is the forge's own matter and is not listed.
"""

from __future__ import annotations

from datetime import UTC, datetime

from muster.engine.audit import Audit, Entry
from muster.flows.activation import brought
from muster.flows.asking_forge import Asking
from muster.git.approvals import Landed, Line, landed
from muster.git.line_of_main import Edit
from muster.git.repository import Repository, TreeEntry
from muster.model.error import SurroundingsError
from muster.model.key import canonical_key
from muster.model.layout import ACTIVATION, ROOT, RecordKind, in_registry, slot
from muster.model.registry import read_file
from muster.model.session import Session
from muster.rules.agreement import Agreement

_AGREED = (RecordKind.ACTIVATION, RecordKind.ACK)


def audit(repository: Repository, commit: str, asking: Asking | None = None) -> Audit:
    """Verify every commit of the first-parent line since the registry began, and every object.

    ``asking`` asks the forge about each that touches the registry. Raises ``SurroundingsError`` in
    a shallow clone, whose edge proves nothing.
    """
    if repository.shallow:
        raise SurroundingsError(
            "shallow-history",
            "This clone is shallow, so it can't show who approved what lies behind its edge.",
            "git fetch --unshallow",
        )
    repository.verify_objects(commit)
    line = Line()
    entries: list[Entry] = []
    for found in landed(repository, commit, line, thorough=True, asked=asking):
        if found.forge and not any(in_registry(edit.path) for edit in found.edits):
            continue
        entry = _entry(repository, len(entries) + 1, found)
        said = asking.said.get(found.approval.commit) if asking else None
        entries.append(entry._replace(said=said))
    nameless = line.forge and not any(approver.github for approver in line.people)
    return Audit(tuple(entries), line.judgeable, nameless, asking is not None)


def merges(repository: Repository, commit: str) -> int:
    """About how many merges an audit asks the forge about."""
    told = repository.run("rev-list", "--count", "--first-parent", commit, "--", ROOT)
    return max(int(told) - 1, 0)


def _entry(repository: Repository, position: int, found: Landed) -> Entry:
    edits = [edit for edit in found.edits if slot(edit.path).kind is not None]
    agreed = _agreed(repository, found, edits)
    before = _sessions(repository, edits, new=False)
    after = _sessions(repository, edits, new=True)
    keys = {canonical_key(session.key) for session in after.values() if session.key}
    claimants = found.approval.claimants
    brings = any(session.registered for session in after.values())
    signed = bool(claimants) and None not in claimants
    if signed and brings and keys:
        old = {canonical_key(session.key) for session in before.values() if session.key}
        signed = not keys.isdisjoint(claimants) or not old.isdisjoint(claimants)
    if agreed:
        signed = agreed.complete
        edits = [edit for edit in edits if slot(edit.path).kind not in _AGREED]
    return Entry(
        position,
        found.approval,
        (*_agreement(agreed), *_changes(found, edits, before, after)),
        tuple(
            number
            for edit in edits
            if slot(edit.path).kind is RecordKind.SESSION
            and (number := slot(edit.path).number) is not None
        ),
        signed,
        agreed is not None,
    )


def _agreed(repository: Repository, found: Landed, edits: list[Edit]) -> Agreement | None:
    """What a commit confirmed, and who acknowledged it; None where it did not."""
    if found.approval.origin or not any(edit.path == ACTIVATION for edit in edits):
        return None
    return brought(repository, found.approval.commit, datetime.now(UTC))


def _agreement(agreed: Agreement | None) -> tuple[str, ...]:
    if agreed is None:
        return ()
    count = f"{len(agreed.acks) - len(agreed.missing)}/{len(agreed.acks)} acknowledged"
    told = f"consensus-{agreed.activation.consensus} confirmed and {count}"
    if agreed.complete:
        return (f"{told}, each with its own key",)
    why = agreed.flaws[0].reason.rstrip(".") if agreed.flaws else "not all acknowledgements count"
    return (f"{told}, which counts for nothing: {why}",)


def _changes(
    found: Landed, edits: list[Edit], before: dict[Edit, Session], after: dict[Edit, Session]
) -> tuple[str, ...]:
    if found.approval.origin:
        return (f"the registry begins with {len(edits)} file{'s' * (len(edits) != 1)}",)
    told = [_change(edit, before.get(edit), after.get(edit)) for edit in edits]
    outside = sorted(edit.path for edit in found.edits if slot(edit.path).kind is None)
    if outside:
        more = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
        told.append(f"{outside[0]}{more} changed, which is no record")
    return tuple(told)


def _sessions(repository: Repository, edits: list[Edit], *, new: bool) -> dict[Edit, Session]:
    wanted = {
        edit: (edit.path, *(edit.new if new else edit.old))
        for edit in edits
        if slot(edit.path).kind is RecordKind.SESSION and (edit.new if new else edit.old)[0]
    }
    entries: list[TreeEntry] = repository.entries(wanted.values())
    found = {}
    for edit, source in zip(wanted, repository.read(entries), strict=True):
        session = read_file(source, by_schema=False).session
        if session:
            found[edit] = session
    return found


def _change(edit: Edit, was: Session | None, becomes: Session | None) -> str:
    kind = slot(edit.path).kind
    if kind is not RecordKind.SESSION:
        verb = "removed" if not edit.new[0] else "added" if not edit.old[0] else "changed"
        return f"{edit.path} {verb}"
    number = slot(edit.path).number
    held, holds = was is not None and was.registered, becomes is not None and becomes.registered
    if becomes is None:
        return f"{edit.path} removed" if not edit.new[0] else f"{edit.path} can't be read"
    if holds and not held:
        return f"number {number} claimed by {becomes.session_id}"
    if held and not holds:
        return f"number {number} released by {was.session_id if was else '?'}"
    if was and becomes.session_id != was.session_id and holds:
        return f"number {number} rebound to {becomes.session_id}"
    return f"number {number} {'changed' if was else 'planned'}"
