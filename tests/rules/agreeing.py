"""A team of three that agrees: its confirmation and its acknowledgements.

Number 1 orchestrates with ``KEY_A``; 2 and 3 have ``KEY_B`` and ``KEY_C``. Lines of a confirmation:
1 consensus, 2 digest, 3 confirmed_by; of an acknowledgement: 1 number, 2 digest, 3 accepts.
"""

from __future__ import annotations

from collections.abc import Iterable

from muster.model.change import Step
from muster.model.layout import ACTIVATION, CHARTER, ack_path
from muster.rules.roster import digest_of
from rules.cases import KEY_A, KEY_B, KEY_C, Files, at, charter, claimed, step, whole

HELD = {1: KEY_A, 2: KEY_B, 3: KEY_C}
TEAM: Files = {
    CHARTER: charter(size=3),
    **{at(number): claimed(number, key=key) for number, key in HELD.items()},
}
OTHER = "sha256:" + "a" * 64
"""A digest that no roster has."""

ack_at = ack_path


def digest(files: Files = TEAM) -> str:
    """The digest of a registry's roster."""
    return digest_of(whole(files))


def confirmation(files: Files = TEAM, *, consensus: int = 1, by: int = 1, of: str = "") -> str:
    """A confirmation of a registry's roster, or of the digest that is told."""
    return f"consensus: {consensus}\ndigest: {of or digest(files)}\nconfirmed_by: {by}\n"


def ack(number: int, files: Files = TEAM, *, of: str = "") -> str:
    """An acknowledgement of a registry's roster, or of the digest that is told."""
    return f"number: {number}\ndigest: {of or digest(files)}\naccepts: true\n"


def acks(files: Files = TEAM, numbers: Iterable[int] = HELD, *, of: str = "") -> dict[str, str]:
    """The acknowledgements of some numbers, by their paths."""
    return {ack_at(number): ack(number, files, of=of) for number in numbers}


def agreed(files: Files = TEAM, *, consensus: int = 1, of: str = "") -> dict[str, str]:
    """A confirmation and everybody's acknowledgement."""
    return {ACTIVATION: confirmation(files, consensus=consensus, of=of), **acks(files, of=of)}


def confirming(*signers: str | None) -> tuple[Step, ...]:
    """Steps that touch the confirmation, one for each signer."""
    return tuple(
        step(ACTIVATION, signer=signer, commit=f"c{place}") for place, signer in enumerate(signers)
    )


def accepting(number: int, *signers: str | None) -> tuple[Step, ...]:
    """Steps that touch a number's acknowledgement, one for each signer."""
    return tuple(
        step(ack_at(number), signer=signer, commit=f"a{number}{place}")
        for place, signer in enumerate(signers)
    )


OWN_ACKS = tuple(one for number, key in HELD.items() for one in accepting(number, key))
ALL_OWN = (*confirming(KEY_A), *OWN_ACKS)
"""The steps of a team of which each signs its own."""
