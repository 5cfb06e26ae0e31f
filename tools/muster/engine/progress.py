"""What is known of consensus beside main's records: what was activated, and what is under way."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.refs import claim_branch
from muster.rules.agreement import Agreement
from muster.rules.case import Case


class Evidence(NamedTuple):
    """What a point rests on: a commit, and in words who signed or approved it."""

    commit: str
    by: str


class UnderWay(NamedTuple):
    """The branch ``activation`` where main lacks it. ``case`` is what it brings, ``signers`` tell
    who confirmed and who acknowledged, by path; ``tip`` is its last commit, ``forked`` whether the
    branch is a fork's."""

    tip: str
    case: Case
    agreement: Agreement
    signers: dict[str, Evidence]
    forked: bool = False

    @property
    def acknowledged(self) -> str:
        """How many have acknowledged, as 7/12."""
        acks = self.agreement.acks
        return f"{sum(one.counts for one in acks)}/{len(acks)}"


class Active(NamedTuple):
    """The confirmation that main has.

    ``merge`` brought it and ``approver`` signed that, empty where nobody provably did. ``flaw``
    ends a sentence on why it makes nobody active, empty where it does. ``tag`` is the approver's
    verified tag ``consensus-K``, empty where there is none. ``assumed``: the forge's word alone
    says that it was approved.
    """

    consensus: int
    digest: str
    merge: str
    approver: str
    flaw: str
    confirmed: Evidence
    tag: str = ""
    assumed: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        return f"consensus-{self.consensus}"


class Awaiting(NamedTuple):
    """A claim that waits for approval; ``pull`` is its pull request where a fork brings it."""

    number: int
    pull: int = 0

    @property
    def place(self) -> str:
        """Where it is, in a word."""
        return f"#{self.pull}" if self.pull else claim_branch(self.number)


class Progress(NamedTuple):
    """All of it.

    ``claims`` are the new claims that wait for approval, ``changes`` the places of those that
    change or release what main has.
    """

    claims: tuple[Awaiting, ...] = ()
    under_way: UnderWay | None = None
    active: Active | None = None
    changes: tuple[str, ...] = ()
