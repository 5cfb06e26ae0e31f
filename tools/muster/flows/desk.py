"""What a session sees of its remote: main, its registry, and the claims that are under way."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from muster.flows.judging_change import read_main
from muster.flows.open_pulls import refresh_pulls
from muster.git.open_claims import OpenClaim, open_claims, unmerged
from muster.git.pins import pinned_root
from muster.git.pull_heads import heads_under
from muster.git.pulled_claims import PulledClaim, pulled_claims
from muster.git.remote import Remote
from muster.git.repository import Repository
from muster.model.charter import Charter
from muster.model.error import SurroundingsError
from muster.model.layout import session_path
from muster.model.refs import ACTIVATION, MAIN, RefKind, claim_ref, read_ref
from muster.model.registry import Registry, RegistryFile
from muster.model.session import Session
from muster.rules.case import same_id

FORK = "(fork)"
"""What stands behind the name of a fork's branch where it is told beside the remote's."""


class Holding(NamedTuple):
    """A number that a session holds: its record on main, the claim under way, or both."""

    number: int
    landed: RegistryFile | None
    under_way: OpenClaim | None

    @property
    def file(self) -> RegistryFile:
        """The record's file as its session sees it: what is under way, else what main has."""
        found = self.under_way.file if self.under_way else self.landed
        assert found is not None  # noqa: S101 - a holding has one of the two
        return found

    @property
    def session(self) -> Session:
        """The record itself."""
        found = self.file.session
        assert found is not None  # noqa: S101 - only records that were read make a holding
        return found


@dataclass(frozen=True)
class Desk:
    """One look at the remote. ``main`` is its main's commit, ``tips`` its branches' by full ref
    name there, ``root`` the registry's first commit.

    ``forked`` are the branches of the fork that is pushed to, None where the remote itself is.
    ``authors`` are the logins behind the open pull requests by number, as far as they were asked
    for; ``unasked`` says why they could not be.
    """

    repository: Repository
    remote: Remote
    main: str
    root: str
    registry: Registry
    tips: Mapping[str, str]
    forked: Mapping[str, str] | None = None
    authors: Mapping[int, str] = field(default_factory=dict)
    unasked: str = ""

    @classmethod
    def open(
        cls, repository: Repository, remote: Remote, *, fetch: bool = True, pulls: bool = False
    ) -> Desk:
        """Look at the remote, or, without ``fetch``, at what the last look left here.

        ``pulls``: look also which pull requests are open, where the remote is on a forge that can
        be asked. Raises ``SurroundingsError`` where the remote can't be reached, has no main, or
        main was rewound.
        """
        if fetch:
            remote.fetch()
        asked = refresh_pulls(remote) if pulls and fetch else None
        tips = _tips(repository, remote.name)
        main = tips.get(MAIN)
        if main is None:
            raise SurroundingsError(
                "no-main",
                f"The remote {remote.name} has no branch main, so there is no registry.",
                "muster remote init DIR --charter FILE --approver-key FILE",
            )
        root = pinned_root(repository, f"{remote.name}/main", main)
        return cls(
            repository,
            remote,
            main,
            root,
            read_main(repository, main),
            tips,
            _tips(repository, remote.fork) if remote.fork else None,
            asked.authors if asked else {},
            asked.unasked if asked else "",
        )

    @classmethod
    def at_best(
        cls, repository: Repository, remote: Remote, *, fetch: bool = True
    ) -> tuple[Desk, str]:
        """The same, or what the last look left here where the remote can't be reached, and why."""
        try:
            return cls.open(repository, remote, fetch=fetch), ""
        except SurroundingsError as error:
            if error.code != "remote-unreachable":
                raise
            return cls.open(repository, remote, fetch=False), error.message

    @property
    def under(self) -> str:
        """Where the remote's branches are here."""
        return f"refs/remotes/{self.remote.name}/"

    @property
    def base(self) -> str:
        """Main as the user calls it."""
        return f"{self.remote.name}/main"

    @cached_property
    def branches(self) -> dict[int, OpenClaim]:
        """The claims under way on branches, by number; one on the session's own fork first."""
        names = [self.remote.name, *([self.remote.fork] if self.remote.fork else [])]
        return {
            claim.number: claim
            for name in names
            for claim in open_claims(
                self.repository, f"refs/remotes/{name}/", self.main, self.registry
            )
        }

    @cached_property
    def pulled(self) -> Mapping[int, list[PulledClaim]]:
        """By number, the open pull requests that claim it, the lowest first.

        As of the last look that asked for them.
        """
        if not self.remote.slug:
            return {}
        under = heads_under(self.remote.name)
        tips = unmerged(self.repository, self.main, under)
        return pulled_claims(self.repository, under, tips, self.main, self.registry)

    @cached_property
    def claims(self) -> dict[int, OpenClaim]:
        """The claims under way, by number: of several the one that holds it.

        That is the lowest open pull request's, else the branch's.
        """
        found = dict(self.branches)
        for number, pulled in self.pulled.items():
            if number not in found or not _same(found[number], pulled[0].claim):
                found[number] = pulled[0].claim
        return found

    def pull_of(self, claim: OpenClaim) -> int:
        """The number of the open pull request that brings a claim; 0 where none is known."""
        pulled = self.pulled.get(claim.number, ())
        return next((one.pull for one in pulled if _same(claim, one.claim)), 0)

    @property
    def all_tips(self) -> dict[str, str]:
        """All branches that are looked at: the remote's, and those of the fork."""
        return {**self.tips, **{f"{ref} {FORK}": at for ref, at in (self.forked or {}).items()}}

    @cached_property
    def _unmerged(self) -> dict[str, str]:
        """Branches that main may lack; the fork's own where main lacks it, else the remote's."""
        found = dict(self.tips)
        for ref, tip in (self.forked or {}).items():
            if not self.repository.is_ancestor(tip, self.main):
                found[ref] = tip
        return found

    @cached_property
    def proposals(self) -> dict[str, str]:
        """The proposals that main has not merged: their tips by branch."""
        return {
            ref.removeprefix("refs/heads/"): tip
            for ref, tip in sorted(self._unmerged.items())
            # What a remote without a hook has beside is no proposal, and no word of a command.
            if (found := read_ref(ref)) is not None
            and found.kind is RefKind.PROPOSAL
            and not self.repository.is_ancestor(tip, self.main)
        }

    @cached_property
    def activation(self) -> str:
        """The tip of the branch ``activation`` where main has not merged it; else empty."""
        tip = self._unmerged.get(ACTIVATION, "")
        return tip if tip and not self.repository.is_ancestor(tip, self.main) else ""

    @property
    def charter(self) -> Charter:
        """The charter, which must be usable."""
        charter = self.registry.charter
        if charter is None or charter.size is None:
            raise SurroundingsError(
                "broken-charter",
                f"registry/charter.yaml of {self.base} can't be read.",
                f"muster check --ref {self.base}",
            )
        return charter

    def lease(self, ref: str) -> str:
        """The tip that a branch had where it is pushed to; empty where there was none."""
        return (self.tips if self.forked is None else self.forked).get(ref, "")

    def tip(self, number: int) -> str:
        """The tip of a claim's branch where it is pushed to, free or not; empty for none."""
        return self.lease(claim_ref(number))

    def message(self, number: int, text: str) -> str:
        """A commit's message. Where a branch was there before it names that tip, so that a claim
        made again within the second is not the very commit that was released."""
        tip = self.tip(number)
        return f"{text}\n\nFollows: {tip}\n" if tip else f"{text}\n"

    def holdings(self, session_id: str) -> list[Holding]:
        """What a session holds, by number; a release under way is none."""
        found = []
        for number in sorted({*self.registry.by_number, *self.branches}):
            landed = self._landed(number, session_id)
            claim = self.branches.get(number)
            if claim and claim.session is not None:
                mine = claim.session.registered and same_id(claim.session.session_id, session_id)
                if mine:
                    found.append(Holding(number, landed, claim))
                    continue
                if not claim.session.registered and landed:
                    continue  # its release is under way
            if landed:
                found.append(Holding(number, landed, None))
        return found

    def landed_session(self, number: int) -> Session | None:
        """Who holds a number on main."""
        file = self.registry.files.get(session_path(number))
        return file.session if file and file.session and file.session.registered else None

    def _landed(self, number: int, session_id: str) -> RegistryFile | None:
        file = self.registry.files.get(session_path(number))
        if file is None or file.session is None or not file.session.registered:
            return None
        return file if same_id(file.session.session_id, session_id) else None

    def holder(self, number: int) -> Session | None:
        """Who holds a number: on main, else by a claim under way."""
        for file in self.registry.by_number.get(number, ()):
            if file.session and file.session.registered:
                return file.session
        claim = self.claims.get(number)
        return claim.session if claim else None

    @cached_property
    def open_slots(self) -> list[int]:
        """The planned slots that anybody can claim and nobody is claiming."""
        return [n for n in self.registry.open_slots if n not in self.claims]

    @cached_property
    def free_numbers(self) -> list[int]:
        """The numbers without a record that nobody is claiming."""
        return [n for n in self.registry.free_numbers if n not in self.claims]


def _tips(repository: Repository, name: str) -> dict[str, str]:
    """The branches of a remote as the last look left them here."""
    under = f"refs/remotes/{name}/"
    told = repository.run("for-each-ref", "--format=%(refname) %(objectname)", under)
    # A line feed alone ends a line: what else ends one elsewhere may stand in a ref's name.
    lines = (line.split(" ") for line in os.fsdecode(told).split("\n") if line)
    return {f"refs/heads/{ref.removeprefix(under)}": oid for ref, oid in lines}


def _same(one: OpenClaim, other: OpenClaim) -> bool:
    """Whether two looks at a number show one claim: the same commit, or the same holder's."""
    if one.tip == other.tip:
        return True
    mine, theirs = one.session, other.session
    return mine is not None and theirs is not None and (
        same_id(mine.session_id, theirs.session_id) and mine.key == theirs.key
    )  # fmt: skip
