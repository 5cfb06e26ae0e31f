"""Judging the open pull requests of a repository on GitHub, always against its main.

Nothing of them is run or checked out: their heads are fetched into a repository and read as blobs.
Each is judged in a process of its own, so that one which costs too much stops no other. A commit
is judged once more for each pull request that brings it, and is in no way of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import NamedTuple

from muster.engine.judge import judge
from muster.engine.progress import Active, UnderWay
from muster.engine.pull_verdict import BASE, PullVerdict, Trouble
from muster.engine.voided import Voided
from muster.flows.activation import active, under_way
from muster.flows.agreed import voided
from muster.flows.judging_change import read_candidate, read_main
from muster.flows.limited import TooMuchError
from muster.flows.pull_asks import asked
from muster.flows.readiness import obstacles, open_findings
from muster.flows.time_for_all import TimeForAll
from muster.forge.address import Address
from muster.forge.pulls import Pull
from muster.git.approvals import MainApprovals
from muster.git.process import GitError
from muster.git.pull_refs import pull_ref
from muster.git.repository import Repository
from muster.git.vast_tree import refuse_vast
from muster.model.error import MusterError
from muster.model.finding import Verdict
from muster.model.registry import Registry
from muster.model.rival import Rival, meet, same_record
from muster.model.session import Session
from muster.rules.agreement import agreement
from muster.rules.case import Case
from muster.rules.rulings import rulings

_MOST_WHY = 300  # characters
_TOO_MUCH = Trouble(
    "It takes too much time or memory to judge: bring less in one pull request.",
    ("git diff --stat origin/main...HEAD",),
)


class _Wish(NamedTuple):
    """What a pull request brings that concerns others.

    ``sessions`` are the claims of one that nothing speaks against by itself; ``confirms`` is
    whether it is a round of the activation whose confirmation counts.
    """

    number: int
    sessions: tuple[Session, ...]
    confirms: bool = False


@dataclass(frozen=True)
class Judge:
    """The open pull requests and main, as they were fetched.

    ``missing`` says of which pull requests git could not have the head, and why.
    """

    repository: Repository
    address: Address
    main: str
    pulls: Sequence[Pull]
    missing: Mapping[int, str]
    now: datetime
    time: TimeForAll = field(default_factory=TimeForAll)

    def verdicts(
        self, wanted: Iterable[int] | None, known: Iterable[int] = ()
    ) -> list[PullVerdict]:
        """The verdicts on the pull requests that are asked for, by number; None asks for all.

        Who wants the same as one of these is judged too, and so are ``known``: those that are told
        of one of them now, which may hold no longer. So is who brings the same commit: a status is
        the commit's.
        """
        by_number = {pull.number: pull for pull in self.pulls}
        asked = {*by_number} if wanted is None else {*wanted, *known} & {*by_number}
        touched = {rival for number in asked for rival in self._rivals_of(number)}
        _ = self._active  # once, and not in each child
        heads = {by_number[number].head for number in asked | touched}
        return [self._verdict(pull) for _, pull in sorted(by_number.items()) if pull.head in heads]

    @cached_property
    def registry(self) -> Registry:
        """Main's registry."""
        return read_main(self.repository, self.main)

    @cached_property
    def _firsts(self) -> dict[str, int]:
        """The lowest pull request to main that brings a head, by the head."""
        to_main = [pull for pull in self.pulls if pull.base == BASE]
        return {pull.head: pull.number for pull in sorted(to_main, reverse=True)}

    @cached_property
    def _looks(self) -> dict[int, object]:
        """What a first look at each of these said: a wish, nothing, or why it could not."""
        firsts = {*self._firsts.values()}
        chosen = [pull for pull in self.pulls if pull.number in firsts]
        return {pull.number: self._limited(partial(self._wish, pull)) for pull in chosen}

    @cached_property
    def _wishes(self) -> dict[int, _Wish]:
        """What each open pull request to main would claim, where it is not blocked by itself."""
        return {n: told for n, told in self._looks.items() if isinstance(told, _Wish)}

    def _wish(self, pull: Pull) -> _Wish | None:
        case = self._case(pull)
        sessions = tuple(delta.becomes for delta in case.claims if delta.becomes)
        if sessions:
            blocked = judge(case).verdict is Verdict.BLOCK
            return None if blocked else _Wish(pull.number, sessions)
        round_ = agreement(case)
        return _Wish(pull.number, (), confirms=True) if round_ and not round_.flaws else None

    @cached_property
    def _round(self) -> UnderWay | None:
        """The first round of the activation that is open, whose confirmation counts."""
        first = min((w.number for w in self._wishes.values() if w.confirms), default=0)
        head = next((pull.head for pull in self.pulls if pull.number == first), "")
        return self._under_way(head) if head else None

    def _under_way(self, head: str) -> UnderWay | None:
        return under_way(self.repository, self.main, head, self.registry, self.now)

    @cached_property
    def _active(self) -> Active | None:
        """The consensus that main has, where it counts."""
        approvals = MainApprovals(self.repository, self.main)
        found = active(self.repository, self.main, self.registry, approvals, self.now)
        return found if found and not found.flaw else None

    def _rivals_of(self, number: int) -> tuple[int, ...]:
        (head,) = (pull.head for pull in self.pulls if pull.number == number)
        mine = self._wishes.get(self._firsts.get(head, number))
        return tuple(
            other.number
            for other in self._wishes.values()
            if mine and other is not mine and meet(mine.sessions, other.sessions)
        )

    def _verdict(self, pull: Pull) -> PullVerdict:
        told = self._looks.get(self._firsts.get(pull.head, pull.number))
        if told != _TOO_MUCH:
            told = self._limited(partial(self._judged, pull))
        return told if isinstance(told, PullVerdict) else self._plain(pull, told)

    def _limited(self, function: Callable[[], object]) -> object:
        """What the function returns, or why it could not."""
        try:
            return self.time.limited(partial(_or_trouble, function))
        except TooMuchError:
            return _TOO_MUCH
        except RuntimeError as error:  # muster's own fault, and no reason to let anything in
            why = str(error)[:_MOST_WHY]
            return Trouble(f"Muster failed at it, which is a defect of muster: {why}")

    def _judged(self, pull: Pull) -> PullVerdict:
        number = self._firsts.get(pull.head, pull.number)
        case = self._case(pull, tuple(self._rivals(number)))
        change = case.change
        paths = change.paths.union(*(step.paths for step in change.steps)) if change else ()
        asks = tuple(asked(case))
        records = {delta.path for delta in case.deltas if delta.was or delta.becomes}
        agreed = agreement(case)
        report = judge(case)
        if agreed:
            more = obstacles(self.repository, self.main, self.registry, self.now)
            report = open_findings(report, more)
        return self._plain(pull)._replace(
            report=report,
            asks=asks,
            others=tuple(sorted({*paths} - records)),
            rivals=self._rivals_of(pull.number),
            rulings=tuple(one for one in rulings(case) if case.touches(one.file.path)),
            agreement=agreed,
            voids=Voided() if agreed else voided(case, self._round, self._active),
        )

    def _rivals(self, number: int) -> Iterator[Rival]:
        """What the other pull requests claim, beside this one."""
        mine = self._wishes.get(number)
        for other in self._wishes.values():
            if other.number == number:
                continue
            for session in other.sessions:
                if mine is None or not any(same_record(session, own) for own in mine.sessions):
                    name = f"pull request #{other.number}"
                    yield Rival(name, session, ahead=other.number < number)

    def _plain(self, pull: Pull, trouble: object = None) -> PullVerdict:
        charter = self.registry.charter
        approvers = charter.approvers if charter else ()
        return PullVerdict(
            pull.number,
            pull.head,
            self.main,
            pull.base,
            None,
            trouble if isinstance(trouble, Trouble) else None,
            orchestrator=(charter.orchestrator_github if charter else None) or "",
            approvers=tuple(a.github for a in approvers if a.github),
            forge=charter is not None and charter.approval == "forge",
            branch=pull.branch if self.address.same(pull.repository) else "",
            lead=(charter.orchestrator if charter else None) or 0,
            open=charter is not None and charter.open,
        )

    def _case(self, pull: Pull, rivals: tuple[Rival, ...] = ()) -> Case:
        if pull.number in self.missing:
            raise _Unread(
                "Its commits can't be fetched as Git wants them: "
                f"{self.missing[pull.number] or 'git gave no reason'}."
            )
        refuse_vast(self.repository, pull.head)
        return read_candidate(
            self.repository,
            self.main,
            pull.head,
            self.now,
            name="origin/main",
            rivals=rivals,
            before=self.registry,
        ).case


class _Unread(Exception):  # noqa: N818 - it is told as trouble, never raised to a caller
    """The head of a pull request is not here."""


def fetched(
    repository: Repository, pulls: Iterable[Pull], missing: Mapping[int, str]
) -> list[Pull]:
    """The pull requests with the head that git has: GitHub's list may be a moment older."""
    return [
        pull
        if pull.number in missing
        else pull._replace(head=repository.resolve(pull_ref(pull.number)))
        for pull in pulls
    ]


def _or_trouble(function: Callable[[], object]) -> object:
    """The function's value; what speaks against the pull request is told, not raised."""
    try:
        return function()
    except _Unread as error:
        return Trouble(str(error), ("git fsck",))
    except MusterError as error:
        return Trouble(error.message, error.commands)
    except GitError as error:
        told = " ".join(error.stderr.split())[:600] or f"exit code {error.code}"
        return Trouble(f"Git can't read it: {told}", ("git fsck",))
