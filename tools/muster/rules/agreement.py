"""How far a team has agreed: the orchestrator's confirmation, and who acknowledged it.

Source: sections 4, 5 and 7 of the design. Of several steps that touch a file the last one counts:
who signed it has put there what the result has.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from muster.model.change import Step
from muster.model.key import canonical_key
from muster.model.layout import ACTIVATION, RecordKind, ack_path, slot
from muster.model.registry import Registry, RegistryFile
from muster.model.session import Session
from muster.model.small_records import Ack, Activation
from muster.model.spans import spans
from muster.rules.case import Case
from muster.rules.roster import digest_of, team


class Flaw(NamedTuple):
    """Why a confirmation does not count; ``field`` is what it is about, ``reason`` a sentence."""

    kind: str
    field: str
    reason: str


class Acknowledged(NamedTuple):
    """One session's acknowledgement.

    ``flaw`` is empty where it counts, else a kebab-case word, and ``reason`` ends a sentence.
    ``step`` put it there, None where what is judged is no change.
    """

    number: int
    file: RegistryFile | None
    flaw: str = ""
    reason: str = ""
    step: Step | None = None

    @property
    def counts(self) -> bool:
        """Whether the session has acknowledged."""
        return not self.flaw


class Agreement(NamedTuple):
    """A confirmation and what came of it. ``acks`` has each number of the team, ascending."""

    file: RegistryFile
    activation: Activation
    flaws: tuple[Flaw, ...]
    acks: tuple[Acknowledged, ...]
    step: Step | None = None

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers whose acknowledgement does not count or is not there."""
        return tuple(one.number for one in self.acks if not one.counts)

    @property
    def complete(self) -> bool:
        """Whether it counts, and everybody has acknowledged."""
        return not self.flaws and not self.missing


def activation_of(registry: Registry) -> Activation | None:
    """The confirmation that a registry has, if it can be read."""
    file = registry.files.get(ACTIVATION)
    return file.record if file and isinstance(file.record, Activation) else None


def agreement(case: Case) -> Agreement | None:
    """How far the team has agreed on what is judged; None where nothing is confirmed.

    With a change, on what the change brings: one that touches no confirmation brings none.
    """
    file = case.after.files.get(ACTIVATION)
    activation = activation_of(case.after)
    if file is None or activation is None or not case.touches(ACTIVATION):
        return None
    return _Reading(case, file, activation).told()


class _Reading:
    """One confirmation while it is looked at."""

    def __init__(self, case: Case, file: RegistryFile, activation: Activation) -> None:
        self.case, self.file, self.activation = case, file, activation
        self.team = team(case.after, case.charter)
        self.holders = team(case.main, case.charter)
        self.steps = {
            path: step for step in (case.change.steps if case.change else ()) for path in step.paths
        }

    def told(self) -> Agreement:
        """All of it."""
        return Agreement(
            self.file,
            self.activation,
            tuple(self._flaws()),
            tuple(self._ack(number, session) for number, session in self.team.items()),
            self.steps.get(ACTIVATION),
        )

    def _flaws(self) -> Iterator[Flaw]:
        case, activation = self.case, self.activation
        step = self.steps.get(ACTIVATION)
        if self._signed and case.change and not case.change.straight:
            told = "the branch is no plain line of commits, so nobody can tell who put what there."
            yield Flaw("tangled", "digest", told)
        if self._signed and (step is None or step.signer not in case.orchestrator_keys):
            who = f"commit {step.commit[:12]}" if step else "it"
            told = f"{who} is signed neither by the orchestrator's key nor by an approver's"
            yield Flaw("foreign", "confirmed_by", f"{told}.")
        lead = case.charter.orchestrator if case.charter else None
        if activation.confirmed_by != lead:
            told = f"it says that number {activation.confirmed_by} confirms; the orchestrator is"
            yield Flaw("confirmed-by", "confirmed_by", f"{told} number {lead}.")
        before = activation_of(case.before)
        due = ((before.consensus or 0) if before else 0) + 1
        if case.change is not None and activation.consensus != due:
            told = f"it says consensus {activation.consensus}; the next one is {due}."
            yield Flaw("round", "consensus", told)
        if not self.team:
            yield Flaw("no-team", "digest", "the charter gives no size, so nobody could agree.")
        if away := [number for number, session in self.team.items() if session is None]:
            told = f"{spans(away)} {'has' if len(away) == 1 else 'have'} not registered."
            yield Flaw("incomplete", "digest", f"number {told}")
        if activation.digest != self.digest:
            told = f"the roster is {short(self.digest)} now, and it says"
            yield Flaw("stale", "digest", f"{told} {short(activation.digest)}.")

    @cached_property
    def digest(self) -> str:
        """The roster as it is."""
        return digest_of(self.case)

    def _ack(self, number: int, session: Session | None) -> Acknowledged:
        file = self.case.after.files.get(ack_path(number))
        ack = file.record if file and isinstance(file.record, Ack) else None
        step = self.steps.get(ack_path(number))
        known = Acknowledged(number, file, step=step)
        if file is None:
            return known._replace(flaw="missing", reason="has not acknowledged")
        if ack is None or not ack.accepts or ack.number != number:
            return known._replace(flaw="unclear", reason=f"does not say that {number} accepts")
        if ack.digest != self.activation.digest:
            told = f"acknowledged {short(ack.digest)}, which is another roster"
            return known._replace(flaw="stale", reason=told)
        if session is None:
            return known._replace(flaw="nobody", reason="is held by no session")
        if step is None and self.case.change is not None and self.case.open:
            return known._replace(flaw="earlier", reason="acknowledged an earlier round")
        if self._foreign(step, key_of(self.holders[number])):
            where = f"by commit {step.commit[:12]}" if step else "on main"
            told = f"is acknowledged {where}, which its key did not sign"
            return known._replace(flaw="foreign", reason=told)
        return known

    def _foreign(self, step: Step | None, own: str) -> bool:
        """Whether it is not the session's own key that put its acknowledgement there.

        Where nobody promises signatures another key than the one that is listed is foreign still.
        """
        if self._signed:
            return step is None or step.signer != own
        listed = bool(own) and self.case.signed
        return listed and step is not None and step.signer not in (None, own)

    @property
    def _signed(self) -> bool:
        """Whether signatures decide: of what is committed, where the charter promises them."""
        return self.case.signed and not self.case.open


def is_ack(path: str) -> bool:
    """Whether a path is an acknowledgement's."""
    return slot(path).kind is RecordKind.ACK


def strays(case: Case) -> tuple[str, ...]:
    """The acknowledgements that a change brings for numbers that the team does not have, sorted."""
    known = team(case.after, case.charter)
    return tuple(
        delta.path
        for delta in case.deltas
        if is_ack(delta.path) and delta.after and slot(delta.path).number not in known
    )


def short(digest: str | None) -> str:
    """A digest as people compare it: its first twelve hexadecimal digits."""
    return (digest or "").removeprefix("sha256:")[:12] or "nothing"


def key_of(session: Session | None) -> str:
    """The key of who holds a number on main: only that can acknowledge for it."""
    return canonical_key(session.key) if session and session.key else ""
