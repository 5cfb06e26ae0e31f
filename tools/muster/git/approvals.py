"""Who approved what main has: verified from the registry's first commit on.

Approvers are those of the last charter that was itself approved: a charter that came to main by no
approved merge names nobody. Nothing is taken from dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from muster.engine.approving import Merge, approval
from muster.git.line_of_main import Edit, Landing, landings, landings_since
from muster.git.repository import Repository
from muster.git.signatures import read_commits, verify
from muster.model.approval import ON_FORGE, Approval, Offence
from muster.model.charter import Approver, Charter
from muster.model.key import canonical_key, fingerprint
from muster.model.layout import CHARTER, RecordKind, in_registry, session_path, slot
from muster.model.registry import Registry, read_file, record_key
from muster.model.small_records import Ruling
from muster.model.source_file import SourceFile

_READ = (RecordKind.CHARTER, RecordKind.SESSION, RecordKind.RULING)


class Landed(NamedTuple):
    """One commit of main, its approval, and what it changed.

    ``forge`` is whether the charter in force before it leaves approval to the forge.
    """

    approval: Approval
    edits: tuple[Edit, ...]
    forge: bool = False


Asked = Callable[[Approval, Iterable[Approver]], Approval]
"""What the forge says of a merge: the approval after that, for the one before. Given are the
approvers of the charter in force before it."""


@dataclass
class Line:
    """What holds at one commit of main.

    ``approvers`` map the keys that may approve to names, ``keys`` the paths of session records to
    the keys in them; ``last`` has by which landing each path came to be as it is. ``judgeable`` is
    whether there ever was somebody who could approve; a ``shallow`` clone hides who did. ``dirty``
    has, for each path that an unapproved commit changed, the mode and object approved last.
    ``signers`` are the verified keys of the commits that were looked at. ``orchestrator`` is its
    number by the charter, ``open`` whether that makes no promise about who wrote records, and
    ``about`` has the sessions of each ruling. ``forge`` is whether that charter leaves approval to
    the forge, ``people`` are all its approvers. ``assumed`` are the keys of ``approvers`` that came
    by the forge's word alone: what they sign is as good as that, and no better.
    """

    approvers: dict[str, str] = field(default_factory=dict)
    people: tuple[Approver, ...] = ()
    forge: bool = False
    assumed: set[str] = field(default_factory=set)
    orchestrator: int | None = None
    open: bool = False
    about: dict[str, tuple[int, ...]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    last: dict[str, Approval] = field(default_factory=dict)
    origin: str = ""
    judgeable: bool = False
    shallow: bool = False
    dirty: dict[str, tuple[int, str]] = field(default_factory=dict)
    signers: dict[str, str | None] = field(default_factory=dict)

    def of(self, path: str) -> Approval | None:
        """The approval of what stands at ``path``; None where nobody could ever approve."""
        if not self.judgeable:
            return None
        return HIDDEN if self.shallow else self.last.get(path, Approval(self.origin, origin=True))

    def uncounted(self) -> dict[str, Approval]:
        """The paths whose last change no approval covers, those that are gone included."""
        if not self.judgeable:
            return {}
        if self.shallow:
            return {CHARTER: HIDDEN}
        return {path: told for path, told in self.last.items() if not told.counts}


HIDDEN = Approval(
    "", offence=Offence.HIDDEN, reason="this clone is shallow and lacks the history that shows it"
)


@dataclass(frozen=True)
class MainApprovals:
    """The approvals of one commit's first-parent line."""

    repository: Repository
    head: str

    def of(self, path: str) -> Approval | None:
        """The approval of what stands at ``path``; None where nobody could ever approve."""
        return self.line.of(path)

    def uncounted(self) -> Mapping[str, Approval]:
        """The paths whose last change no approval covers, those that are gone included."""
        return self.line.uncounted()

    @cached_property
    def line(self) -> Line:
        """What holds at the commit."""
        return line_of(self.repository, self.head)


def line_of(
    repository: Repository, head: str, known: Mapping[str, str | None] | None = None
) -> Line:
    """What holds at a commit. ``known`` are signers that were verified before."""
    line = Line(signers=dict(known or {}), shallow=repository.shallow)
    if repository.shallow:
        # Its edge proves nothing; only whether somebody could approve is to be told.
        entries = repository.registry_entries(head)
        for file in repository.read([entry for entry in entries if entry.path == CHARTER]):
            _keep(line, file.path, file)
        return line
    for _ in landed(repository, head, line):
        if not line.judgeable:
            break  # nobody can approve anything, ever
    return line


def landed(
    repository: Repository,
    head: str,
    line: Line | None = None,
    *,
    thorough: bool = False,
    asked: Asked | None = None,
) -> Iterator[Landed]:
    """Every landing of a commit's line, oldest first, the registry's first commit included.

    ``line`` is kept at what holds after the landing that was told last. ``thorough`` tells commits
    that do not touch the registry too, and verifies the signatures of what was approved, not those
    of the merges alone. ``asked`` tells what the forge says; a charter that it does not approve
    names nobody.
    """
    line = line or Line()
    if repository.shallow:
        return
    found = list(landings(repository, head, every=thorough))
    if not found:
        return
    line.origin = found[0].oid
    entries = repository.registry_entries(line.origin)
    charter = [entry for entry in entries if entry.path == CHARTER]
    # The keys of sessions matter where somebody can approve, and only for what came later.
    sessions = entries if len(found) > 1 else []
    for file in repository.read(charter):
        _keep(line, file.path, file)
    for file in repository.read(sessions) if line.judgeable else ():
        _keep(line, file.path, file)
    yield Landed(Approval(line.origin, origin=True), found[0].edits)
    yield from _judged(repository, found[1:], line, thorough=thorough, asked=asked)


def landed_since(
    repository: Repository, base: str, head: str, before: Registry
) -> Iterator[Landed] | None:
    """The landings behind ``base``, whose registry is ``before`` and taken for approved.

    None where ``base`` is not on the first-parent line of ``head``.
    """
    found = landings_since(repository, base, head)
    if found is None:
        return None
    line = Line(origin=base)
    for file in before.files.values():
        _keep(line, file.path, file.source)
    return _judged(repository, list(found), line)


def _judged(
    repository: Repository,
    found: list[Landing],
    line: Line,
    *,
    thorough: bool = False,
    asked: Asked | None = None,
) -> Iterator[Landed]:
    files = _contents(repository, found)
    _verify(repository, found, line, thorough=thorough)
    for landing in found:
        sessions = {key: path for path, key in line.keys.items()}
        for edit in landing.edits:
            if key := record_key(files.get(edit)):
                sessions.setdefault(key, edit.path)
        merge = Merge(
            landing.oid,
            landing.commit.parents,
            landing.commit.message.decode("utf-8", "replace"),
            line.signers[landing.oid],
            landing.difference,
            tuple(line.signers[step] for step in landing.steps) if thorough else (),
        )
        forge, before = line.forge, {*line.approvers}
        told = approval(merge, line.approvers, sessions, forge=forge)
        told = _on_approved(_by_assumed(told, line), landing, line)
        touches = any(in_registry(edit.path) for edit in landing.edits)
        if asked and told.head and touches:
            told = asked(told, line.people)
        # All of it by what holds before the landing, which may change who orchestrates.
        ruled = {e: _ruled(told, e, files.get(e), landing, line) for e in landing.edits}
        for edit in landing.edits:
            if in_registry(edit.path):
                line.last[edit.path] = ruled[edit]
                # What nobody approved neither names approvers nor takes their right from them.
                if told.counts:
                    line.dirty.pop(edit.path, None)
                    _keep(line, edit.path, files.get(edit))
                else:
                    line.dirty.setdefault(edit.path, edit.old)
        if told.assumed:
            line.assumed |= {*line.approvers} - before
        line.assumed &= {*line.approvers}
        yield Landed(told, landing.edits, forge)


def _by_assumed(told: Approval, line: Line) -> Approval:
    """An approval, no better than where its key came from."""
    if not told.verified or told.key not in line.assumed:
        return told
    key = fingerprint(told.key or "")
    reason = f"{ON_FORGE}: so came the key {key} of {told.approver}, which signed it"
    return told._replace(approver="", forge=True, reason=reason)


def _on_approved(told: Approval, landing: Landing, line: Line) -> Approval:
    """An approval, unless it goes on with what nobody approved: that was not what was looked at."""
    stained = sorted(
        edit.path
        for edit in landing.edits
        if edit.path in line.dirty and line.dirty[edit.path] not in (edit.old, edit.new)
    )
    if not told.counts or not stained:
        return told
    reason = f"it goes on with {stained[0]} as a commit that nobody approved left it"
    return told._replace(approver="", offence=Offence.UNAPPROVED, reason=reason, forge=False)


def _ruled(
    told: Approval, edit: Edit, file: SourceFile | None, landing: Landing, line: Line
) -> Approval:
    """An approval of a file; that of a ruling only where the orchestrator or an approver wrote it.

    Who wrote it is judged by the charter and the orchestrator's record as they were before it. What
    takes the place of a ruling on the orchestrator needs an approver too.
    """
    if not told.counts or line.open or _kind(edit.path) is not RecordKind.RULING:
        return told
    if not edit.new[0]:
        return told  # the judge asked whose it was; nothing is left that could count
    ruling = read_file(file, by_schema=False).record if file else None
    about = {*line.about.get(edit.path, ())}
    about.update(ruling.sessions if isinstance(ruling, Ruling) else ())
    allowed = {*line.approvers}
    own = line.keys.get(session_path(line.orchestrator)) if line.orchestrator else None
    if own and line.orchestrator not in about:
        allowed.add(own)
    if allowed.issuperset(line.signers[step] for step in landing.steps):
        return told
    reason = "it is signed neither by the orchestrator's key nor by an approver's"
    if line.orchestrator in about:
        reason = "it is about the orchestrator itself and not signed by an approver's key"
    return told._replace(offence=Offence.FOREIGN, reason=reason)


def _verify(repository: Repository, found: list[Landing], line: Line, *, thorough: bool) -> None:
    unknown = [
        oid
        for landing in found
        for oid in (landing.oid, *(landing.steps if thorough or _rules(landing) else ()))
        if oid not in line.signers
    ]
    commits = read_commits(repository, unknown)
    line.signers |= verify(commits)


def _rules(landing: Landing) -> bool:
    """Whether it brings a ruling, whose author matters."""
    return any(_kind(edit.path) is RecordKind.RULING for edit in landing.edits)


def _contents(repository: Repository, found: Iterable[Landing]) -> dict[Edit, SourceFile]:
    """The charters, session records and rulings that landings bring."""
    wanted = {
        edit: (edit.path, *edit.new)
        for landing in found
        for edit in landing.edits
        if edit.new[0] and _kind(edit.path) in _READ
    }
    read = repository.read(repository.entries(wanted.values()))
    return dict(zip(wanted, read, strict=True))


def _keep(line: Line, path: str, file: SourceFile | None) -> None:
    """Take over what an approved file says of keys."""
    kind = _kind(path)
    if kind is RecordKind.SESSION:
        line.keys.pop(path, None)
        if key := record_key(file):
            line.keys[path] = key
    elif kind is RecordKind.RULING:
        record = read_file(file, by_schema=False).record if file else None
        line.about[path] = record.sessions if isinstance(record, Ruling) else ()
    elif kind is RecordKind.CHARTER and file is not None:
        record = read_file(file, by_schema=False).record
        approvers = record.approvers if isinstance(record, Charter) else ()
        line.people = tuple(approvers)
        if isinstance(record, Charter):  # one that can't be read leaves the way to mend it open
            line.forge = record.approval == "forge"
        line.orchestrator = record.orchestrator if isinstance(record, Charter) else None
        line.open = isinstance(record, Charter) and record.open
        line.approvers = {canonical_key(a.key): a.name for a in approvers if a.key}
        line.judgeable = line.judgeable or line.forge or bool(line.approvers)


def _kind(path: str) -> RecordKind | None:
    return slot(path).kind
