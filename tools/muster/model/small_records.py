"""Rulings, the activation and acknowledgements: the records of how a team agrees."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap

from muster.model.boundary import Boundary
from muster.model.lenient import integer_or_none, items, mappings, text_or_none
from muster.model.record import Record
from muster.model.strict_yaml import Document


@dataclass(frozen=True)
class Ruling(Record):
    """The orchestrator's decision on findings of one rule.

    All digests are sha256 texts: ``digests`` of sessions by number, ``findings`` of what it
    answers, ``charter`` of what the rule reads of the charter; empty where the file has none.
    """

    sessions: tuple[int, ...]
    rule: str
    decision: str
    boundaries: tuple[Boundary, ...]
    digests: tuple[tuple[int, str], ...]
    findings: frozenset[str]
    charter: str


@dataclass(frozen=True)
class Activation(Record):
    """The orchestrator's confirmation of the roster with this digest, in this round."""

    consensus: int | None
    digest: str | None
    confirmed_by: int | None


@dataclass(frozen=True)
class Ack(Record):
    """One session's acceptance of the roster with this digest."""

    number: int | None
    digest: str | None
    accepts: bool


def read_ruling(path: str, document: Document) -> Ruling:
    """Type a ruling from its document's data, a mapping."""
    value = document.value
    return Ruling(
        path,
        document,
        sessions=tuple(n for n in items(value.get("sessions")) if type(n) is int),
        rule=text_or_none(value.get("rule")) or "",
        decision=text_or_none(value.get("decision")) or "",
        boundaries=tuple(starmap(Boundary, _pairs(value.get("boundaries"), "does"))),
        digests=_pairs(value.get("digests"), "digest"),
        findings=frozenset(one for one in items(value.get("findings")) if isinstance(one, str)),
        charter=text_or_none(value.get("charter")) or "",
    )


def read_activation(path: str, document: Document) -> Activation:
    """Type the activation from its document's data, a mapping."""
    value = document.value
    return Activation(
        path,
        document,
        integer_or_none(value.get("consensus")),
        text_or_none(value.get("digest")),
        integer_or_none(value.get("confirmed_by")),
    )


def read_ack(path: str, document: Document) -> Ack:
    """Type an acknowledgement from its document's data, a mapping."""
    value = document.value
    return Ack(
        path,
        document,
        integer_or_none(value.get("number")),
        text_or_none(value.get("digest")),
        value.get("accepts") is True,
    )


def _pairs(value: object, key: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        (item["number"], item[key])
        for item in mappings(value)
        if type(item.get("number")) is int and isinstance(item.get(key), str)
    )
