"""One push, beside the state of the remote that it meets; what every judge of an update asks."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from muster.engine.report import Report
from muster.flows.judging_change import read_candidate, read_main
from muster.git.branch import MOST_STEPS
from muster.git.open_claims import HEADS, OpenClaim, claims_at, open_claims
from muster.git.repository import Repository
from muster.model.change import Change, Step
from muster.model.error import SurroundingsError
from muster.model.finding import Verdict
from muster.model.key import canonical_key
from muster.model.refs import MAIN, read_ref
from muster.model.registry import Registry
from muster.model.rival import Rival
from muster.rules.case import Case, Delta


class Update(NamedTuple):
    """One line of a push: the ids before and after (empty: no such ref), and the full ref name."""

    old: str
    new: str
    ref: str


class PushRefusedError(Exception):
    """An update must not be let in; ``report`` has the findings where there are any."""

    def __init__(self, message: str, *commands: str, report: Report | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.commands = commands
        self.report = report


@dataclass(frozen=True)
class Push:
    """The updates of one push and the remote as it stands before any of them."""

    repository: Repository
    updates: Sequence[Update]
    now: datetime
    _read: dict[str, Case] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tips(self) -> Mapping[str, str]:
        """What each ref is now."""
        told = self.repository.run("for-each-ref", "--format=%(objectname) %(refname)")
        lines = (line.split(" ", 1) for line in os.fsdecode(told).split("\n") if line)
        return {ref: oid for oid, ref in lines}

    @cached_property
    def main(self) -> str:
        """Main before the push; ``SurroundingsError`` where a remote has none."""
        if MAIN not in self.tips:
            raise SurroundingsError(
                "no-main",
                "This remote has no branch main, so there is nothing to judge by.",
                "muster remote init DIR --charter FILE --approver-key FILE",
            )
        return self.tips[MAIN]

    @cached_property
    def registry(self) -> Registry:
        """Main's registry before the push."""
        return read_main(self.repository, self.main)

    @cached_property
    def claims(self) -> Mapping[int, OpenClaim]:
        """The claims under way before the push, by number."""
        found = open_claims(self.repository, HEADS, self.main, self.registry)
        return {claim.number: claim for claim in found}

    def rivals(self, number: int) -> tuple[Rival, ...]:
        """The other claims that are under way if the push is let in."""
        moved = {update.ref: update.new for update in self.updates}
        staying = [claim for claim in self.claims.values() if claim.ref not in moved]
        tips = {ref: tip for ref, tip in moved.items() if tip and read_ref(ref)}
        after = staying + claims_at(self.repository, HEADS, tips, self.registry)
        return tuple(c.rival for c in after if c.rival and c.number != number)

    def read(self, tip: str, rivals: tuple[Rival, ...] = ()) -> Case:
        """What a branch with this tip brings to main as it is before the push.

        One push may name one long branch a hundred times: it is read once, and all that is read
        is bounded.
        """
        if tip not in self._read:
            self._read[tip] = read_candidate(
                self.repository, self.main, tip, self.now, before=self.registry
            ).case
            if sum(len(change_of(case).steps) for case in self._read.values()) > MOST_STEPS:
                raise PushRefusedError(
                    f"The push brings more than {MOST_STEPS:,} commits that main lacks; push fewer "
                    "at once.",
                    "git push origin BRANCH",
                )
        return replace(self._read[tip], rivals=rivals)

    def merged(self, commit: str) -> bool:
        """Whether main has a commit."""
        return self.repository.is_ancestor(commit, self.main)

    def kind(self, oid: str) -> str:
        """What an object is: commit, tag, tree or blob."""
        return self.repository.run("cat-file", "-t", oid).decode("ascii").strip()


def change_of(case: Case) -> Change:
    """The change of a case that was read from a branch."""
    if case.change is None:
        raise RuntimeError("a branch was read as no change")
    return case.change


def touched(case: Case) -> list[str]:
    """All paths that a branch changes, also what it changes back."""
    change = change_of(case)
    return sorted(change.paths.union(*(step.paths for step in change.steps)))


def delta_of(case: Case, path: str) -> Delta:
    """One path as it is on main and as the branch would have it, changed or not."""
    return Delta(path, case.before.files.get(path), case.after.files.get(path))


def refuse_blocked(message: str, report: Report) -> None:
    """Refuse what the rules block."""
    if report.verdict is Verdict.BLOCK:
        raise PushRefusedError(message, report=report)


def refuse_tangled(message: str, report: Report) -> None:
    """Refuse a branch that is no plain line of commits: nothing else can be said of it."""
    tangled = tuple(f for f in report.findings if f.code == "M309")
    refuse_blocked(message, Report(tangled))


def require_known_signers(case: Case, steps: Sequence[Step] | None = None) -> None:
    """In a signed registry every step is signed by an approver or by a session of main.

    ``steps`` are those to look at, by default all of the branch.
    """
    if case.open:
        return
    keys = {canonical_key(s.key) for s in case.before.sessions if s.registered and s.key}
    keys |= case.approver_keys
    for step in change_of(case).steps if steps is None else steps:
        if step.signer not in keys:
            raise PushRefusedError(
                f"Commit {step.commit[:12]} is signed by neither an approver nor a session that "
                "is registered on main.",
                "git commit --amend --no-edit -S",
            )


def require_orchestrator(case: Case, path: str, steps: Sequence[Step] | None = None) -> None:
    """In a signed registry only the orchestrator, or an approver, touches a path.

    ``steps`` are those to look at, by default all of the branch.
    """
    keys = case.orchestrator_keys
    for step in change_of(case).steps if steps is None else steps:
        if path in step.paths and step.signer not in keys and not case.open:
            raise PushRefusedError(
                f"{path} is the orchestrator's, and commit {step.commit[:12]} is signed neither "
                "by the orchestrator's key nor by an approver's.",
                "muster roster",
            )
