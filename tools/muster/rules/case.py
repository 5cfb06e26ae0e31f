"""The case that rules judge: what is on main, what a change would make of it, and who signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from muster.model.approval import Approvals, NoApprovals
from muster.model.change import Change, Step
from muster.model.charter import Charter
from muster.model.extent import DimensionKind, Extent, part_of, read_extent, union_of
from muster.model.history import History, NoHistory
from muster.model.key import canonical_key
from muster.model.layout import RecordKind, session_path
from muster.model.registry import Registry, RegistryFile
from muster.model.rival import Rival
from muster.model.scope import Dimension, Scope, read_scope
from muster.model.session import AGREEMENT_FIELDS, PENDING, REGISTERED, Session
from muster.model.spans import spans
from muster.model.unreadable_extent import UnreadableExtentError


def same_id(one: str | None, other: str | None) -> bool:
    """Whether two session ids are one: case tells no sessions apart."""
    return (one or "").casefold() == (other or "").casefold()


def told_choices(free: Iterable[int], slots: Iterable[int]) -> str:
    """What can be claimed, in words; the numbers ascend."""
    return f"Free numbers: {spans(free)}. Planned slots that nobody holds: {spans(slots)}."


class Breach(NamedTuple):
    """A step that its signer had no right to; ``wanted`` is the key that had, None if no key."""

    step: Step
    wanted: str | None


class Delta(NamedTuple):
    """One changed path in the registry: the file on main, and the file after the change."""

    path: str
    before: RegistryFile | None
    after: RegistryFile | None

    @property
    def was(self) -> Session | None:
        """The session record on main."""
        return self.before.session if self.before else None

    @property
    def becomes(self) -> Session | None:
        """The session record after the change."""
        return self.after.session if self.after else None

    @property
    def was_registered(self) -> bool:
        """Whether a session holds the record on main."""
        return self.was is not None and self.was.registered

    @property
    def becomes_registered(self) -> bool:
        """Whether a session holds the record after the change."""
        return self.becomes is not None and self.becomes.registered

    @property
    def doubtful(self) -> bool:
        """Whether main has a session's file here that does not tell whether somebody holds it."""
        return (
            self.before is not None
            and self.before.slot.kind is RecordKind.SESSION
            and (self.was is None or self.was.status not in (PENDING, REGISTERED))
        )

    @property
    def rewritten(self) -> tuple[str, ...]:
        """The keys of the agreement itself (role, goal, …) that differ between the two records."""
        if self.was is None or self.becomes is None:
            return ()
        was, becomes = self.was.raw, self.becomes.raw
        return tuple(key for key in AGREEMENT_FIELDS if was.get(key) != becomes.get(key))

    @property
    def taken_over(self) -> bool:
        """Whether another session would hold the record than the one that holds it on main."""
        return (
            self.was is not None
            and self.becomes is not None
            and self.was.registered
            and self.becomes.registered
            and not same_id(self.was.session_id, self.becomes.session_id)
        )


@dataclass(frozen=True)
class Case:
    """Everything a rule may look at.

    Without a ``change`` the whole of ``after`` is judged, as it stands; with one, ``before`` is
    main and ``after`` the result. ``charter`` is main's, whatever a change does to it. ``now`` is
    an aware UTC time and decides nothing but whether a timestamp lies in the future.
    ``approvals`` tell who approved what main has, ``rivals`` are the other open claims.
    """

    after: Registry
    charter: Charter | None
    now: datetime
    before: Registry = field(default_factory=lambda: Registry({}))
    change: Change | None = None
    history: History = field(default_factory=NoHistory)
    approvals: Approvals = field(default_factory=NoApprovals)
    rivals: tuple[Rival, ...] = ()

    @property
    def main(self) -> Registry:
        """Main as it stands: without a change it is what is judged."""
        return self.after if self.change is None else self.before

    @cached_property
    def choices(self) -> str:
        """What a session that lost its number can claim: all free numbers, all open slots."""
        return told_choices(self.main.free_numbers, self.main.open_slots)

    def touches(self, path: str) -> bool:
        """Whether the change brings this path; everything counts as brought without a change."""
        return self.change is None or path in self.change.records

    @cached_property
    def files(self) -> tuple[RegistryFile, ...]:
        """The files to judge one by one: all of them, or those that the change brings."""
        if self.change is None:
            return tuple(self.after.files[path] for path in sorted(self.after.files))
        return tuple(delta.after for delta in self.deltas if delta.after)

    @property
    def sessions(self) -> Iterator[tuple[RegistryFile, Session]]:
        """The session records among ``files``."""
        for file in self.files:
            if file.session:
                yield file, file.session

    def sessions_saying(self, may: Callable[[bytes], bool]) -> Iterator[Session]:
        """The session records whose file, in lower case, may hold what is looked for, and more.

        A quick look at the bytes: typing thousands of records takes a hundred times as long. Where
        a letter could be written otherwise, by an escape or one that folds to it, none is left out.
        """
        for session, data in self._plain_files:
            if may(data) or b"\\" in data or not data.isascii():
                yield session

    @cached_property
    def _plain_files(self) -> tuple[tuple[Session, bytes], ...]:
        """The session records with their files in lower case."""
        return tuple(
            (file.session, (file.source.data or b"").lower())
            for file in self.after.session_files
            if file.session
        )

    @cached_property
    def deltas(self) -> tuple[Delta, ...]:
        """The changed paths in the registry, sorted; none without a change."""
        return tuple(
            Delta(path, self.before.files.get(path), self.after.files.get(path))
            for path in sorted(self.change.records if self.change else ())
        )

    @cached_property
    def claims(self) -> tuple[Delta, ...]:
        """The deltas that make a session hold a number which it does not hold on main."""
        return tuple(
            delta
            for delta in self.deltas
            if delta.after
            and delta.becomes
            and delta.becomes.registered
            and not self._holds_already(delta.after, delta.becomes)
        )

    def _holds_already(self, file: RegistryFile, session: Session) -> bool:
        return any(
            other.session is not None
            and other.session.registered
            and same_id(other.session.session_id, session.session_id)
            for other in self.before.by_number.get(file.held or 0, ())
        )

    def authorised(self, delta: Delta) -> bool:
        """Whether every step that touches a held record is its holder's or an approver's."""
        steps = self._steps(delta.path)
        return bool(steps) and next(self.breaches(delta), None) is None

    def breaches(self, delta: Delta) -> Iterator[Breach]:
        """The steps that touch a session record and are not signed by who may.

        An approver may always. Where the record has a key before the step, only that key may; where
        it has none and nobody holds it, the step must be signed by the key that it brings.
        """
        held = "" if delta.was_registered or delta.doubtful else None
        holder = canonical_key(delta.was.key) if delta.was and delta.was.key else held
        for step in self._steps(delta.path):
            brought = step.keys.get(delta.path, holder)
            wanted = brought if holder is None else holder
            if step.signer not in self.approver_keys and (
                step.signer is None or step.signer != wanted
            ):
                yield Breach(step, wanted or None)
            holder = brought

    def _steps(self, path: str) -> list[Step]:
        return [step for step in (self.change.steps if self.change else ()) if path in step.paths]

    @cached_property
    def approver_keys(self) -> frozenset[str]:
        """The keys whose merge approves, by the charter in force."""
        approvers = self.charter.approvers if self.charter else ()
        return frozenset(canonical_key(a.key) for a in approvers if a.key)

    @cached_property
    def orchestrator_key(self) -> str | None:
        """The key of main's record of the orchestrator, once a session holds it."""
        number = self.charter.orchestrator if self.charter else None
        file = self.main.files.get(session_path(number)) if number else None
        session = file.session if file else None
        key = session.key if session and session.registered else None
        return canonical_key(key) if key else None

    @property
    def orchestrator_keys(self) -> frozenset[str]:
        """The keys that may rule and confirm: main's orchestrator's, and those that approve."""
        own = frozenset((self.orchestrator_key,)) if self.orchestrator_key else frozenset()
        return self.approver_keys | own

    @property
    def signed(self) -> bool:
        """Whether signatures can be asked for: nothing that is not committed yet can have one."""
        return self.change is not None and self.change.committed

    @property
    def open(self) -> bool:
        """Whether the charter makes no promise about who wrote records."""
        return self.charter is not None and self.charter.open

    def scope(self, session: Session) -> Scope:
        """A session's scope by the charter's dimensions."""
        found = self._scopes.get(id(session.document))
        if found is None:
            dimensions: Mapping[str, Dimension] = self.charter.dimensions if self.charter else {}
            found = read_scope(session.raw_scope, dimensions)
            self._scopes[id(session.document)] = found
        return found

    def separating_scope(self, session: Session) -> Scope:
        """What of a session's scope can separate it from others who do the same work.

        Of a dimension that the charter wants covered only what it wants: a part that nobody needs
        parts no work. Labels all count: the charter itself declares each of them.
        """
        scope = self.scope(session)
        if not self._needed.keys() & scope.extents.keys():
            return scope
        kept = {
            name: part
            for name, extent in scope.extents.items()
            if (part := self.needed_part(name, extent)) is not None
        }
        return Scope(kept, scope.problems)

    def needed_part(self, dimension: str, extent: Extent) -> Extent | None:
        """What of an extent the charter wants covered, all where it doesn't say; None for none."""
        whole = self._needed.get(dimension)
        return extent if whole is None else part_of(extent, whole)

    @cached_property
    def _needed(self) -> dict[str, Extent]:
        """What the charter wants covered, by dimension."""
        found: dict[str, list[Extent]] = {}
        for entry in self.charter.coverage if self.charter else ():
            dimension = self.charter.dimensions.get(entry.dimension) if self.charter else None
            if dimension and dimension.kind is not DimensionKind.LABELS:  # all were declared
                with suppress(UnreadableExtentError):
                    found.setdefault(dimension.name, []).append(read_extent(entry.of, dimension))
        return {name: whole for name, parts in found.items() if (whole := union_of(parts))}

    @cached_property
    def _scopes(self) -> dict[int, Scope]:
        """The scopes that rules asked for, by their documents, which live as long as the case."""
        return {}
