"""What a session sees of its remote: main, its registry, and the claims that are under way."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from muster.flows.judging_change import read_main
from muster.git.open_claims import OpenClaim, open_claims
from muster.git.pins import pinned_root
from muster.git.remote import Remote
from muster.git.repository import Repository
from muster.model.charter import Charter
from muster.model.error import SurroundingsError
from muster.model.layout import session_path
from muster.model.refs import ACTIVATION, MAIN, RefKind, claim_ref, read_ref
from muster.model.registry import Registry, RegistryFile
from muster.model.session import Session
from muster.rules.case import same_id


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
    name there, ``root`` the registry's first commit."""

    repository: Repository
    remote: Remote
    main: str
    root: str
    registry: Registry
    tips: Mapping[str, str]

    @classmethod
    def open(cls, repository: Repository, remote: Remote, *, fetch: bool = True) -> Desk:
        """Look at the remote, or, without ``fetch``, at what the last look left here.

        Raises ``SurroundingsError`` where it can't be reached, has no main, or main was rewound.
        """
        if fetch:
            remote.fetch()
        under = f"refs/remotes/{remote.name}/"
        told = repository.run("for-each-ref", "--format=%(refname) %(objectname)", under)
        # A line feed alone ends a line: what else ends one elsewhere may stand in a ref's name.
        lines = (line.split(" ") for line in os.fsdecode(told).split("\n") if line)
        tips = {f"refs/heads/{ref.removeprefix(under)}": oid for ref, oid in lines}
        main = tips.get(MAIN)
        if main is None:
            raise SurroundingsError(
                "no-main",
                f"The remote {remote.name} has no branch main, so there is no registry.",
                "muster remote init DIR --charter FILE --approver-key FILE",
            )
        root = pinned_root(repository, f"{remote.name}/main", main)
        return cls(repository, remote, main, root, read_main(repository, main), tips)

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
    def claims(self) -> dict[int, OpenClaim]:
        """The claims under way, by number."""
        found = open_claims(self.repository, self.under, self.main, self.registry)
        return {claim.number: claim for claim in found}

    @cached_property
    def proposals(self) -> dict[str, str]:
        """The proposals that main has not merged: their tips by branch."""
        return {
            ref.removeprefix("refs/heads/"): tip
            for ref, tip in sorted(self.tips.items())
            # What a remote without a hook has beside is no proposal, and no word of a command.
            if (found := read_ref(ref)) is not None
            and found.kind is RefKind.PROPOSAL
            and not self.repository.is_ancestor(tip, self.main)
        }

    @cached_property
    def activation(self) -> str:
        """The tip of the branch ``activation`` where main has not merged it; else empty."""
        tip = self.tips.get(ACTIVATION, "")
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

    def tip(self, number: int) -> str:
        """The tip of a claim's branch on the remote, free or not; empty where there is none."""
        return self.tips.get(claim_ref(number), "")

    def message(self, number: int, text: str) -> str:
        """A commit's message. Where a branch was there before it names that tip, so that a claim
        made again within the second is not the very commit that was released."""
        tip = self.tip(number)
        return f"{text}\n\nFollows: {tip}\n" if tip else f"{text}\n"

    def holdings(self, session_id: str) -> list[Holding]:
        """What a session holds, by number; a release under way is none."""
        found = []
        for number in sorted({*self.registry.by_number, *self.claims}):
            landed = self._landed(number, session_id)
            claim = self.claims.get(number)
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
