"""The digest of a roster: one for each roster, whatever the order and the spelling of its files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.model.charter import read_charter
from muster.model.digest import ROSTER_PARTS, agreement_digest, roster_digest
from muster.model.layout import CHARTER, ruling_path, session_path
from muster.model.registry import read_file
from muster.model.session import AGREEMENT_FIELDS, read_session
from muster.model.small_records import read_ruling
from muster.model.strict_yaml import read
from rules.cases import claimed, edited, source

# Values that one careless step would take for another.
_SCALARS = (
    None,
    True,
    False,
    0,
    1,
    1.0,
    -1,
    "",
    "1",
    "true",
    "null",
    "a",
    "b",
    "a,b",
    "\u00e9",
    "e\u0301",
)
_KEYS = ("a", "b", "scope", "does")
scalars = st.sampled_from(_SCALARS)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=2)
    ),
    max_leaves=3,
)
records = st.fixed_dictionaries(
    {},
    optional={
        "number": st.sampled_from((1, 2, 3, 0, "2", None)),
        "name": st.sampled_from(("x", "y", "", None, 1)),
        **dict.fromkeys(AGREEMENT_FIELDS, values),
        "status": st.sampled_from(("pending", "registered")),
        "session_id": scalars,
        "key": scalars,
        "other": scalars,
    },
)
charters = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(ROSTER_PARTS, values),
        "timezone": st.sampled_from(("UTC", "Europe/Berlin", 1)),
        "orchestrator": st.sampled_from(({"number": 1}, {"number": 2}, {"number": "1"}, 1)),
        "name": scalars,
        "overlap": values,
        "approvers": values,
    },
)
rulings = st.fixed_dictionaries(
    {},
    optional={
        "sessions": st.lists(st.sampled_from((1, 2, 3)), max_size=3),
        "rule": st.sampled_from(("M204", "M205")),
        "decision": st.sampled_from(("", "a", "b")),
        "boundaries": st.lists(
            st.fixed_dictionaries({"number": st.integers(1, 2), "does": st.sampled_from("ab")}),
            max_size=2,
        ),
        "findings": st.lists(st.sampled_from("ab"), max_size=2),
        "digests": values,
        "charter": scalars,
    },
)


@dataclass(frozen=True)
class Roster:
    """A registry as plain data: records and rulings by their paths' numbers, and the charter."""

    records: Mapping[int, Mapping[str, Any]]
    charter: Mapping[str, Any] | None
    rulings: Mapping[int, Mapping[str, Any]]

    def digest(self, *, backwards: bool = False, indent: int | None = None) -> str:
        """The digest, by way of files in one order or the other."""

        def text(value: Mapping[str, Any]) -> bytes:
            keys = reversed(value) if backwards else iter(value)
            return json.dumps({key: value[key] for key in keys}, indent=indent).encode()

        turn = reversed if backwards else iter
        files = [
            read_file(source(session_path(number), text(self.records[number])), by_schema=False)
            for number in turn(list(self.records))
        ]
        decided = [
            (f"R{number:03d}", read_ruling(ruling_path(number), read(text(self.rulings[number]))))
            for number in turn(list(self.rulings))
        ]
        charter = None if self.charter is None else read_charter(CHARTER, read(text(self.charter)))
        return roster_digest(files, charter, decided)

    @property
    def agreed(self) -> tuple[object, ...]:
        """What people agree to, told apart to the type of each value."""
        charter = self.charter or {}
        lead = charter.get("orchestrator")
        number = lead.get("number") if isinstance(lead, dict) else None
        zone = charter.get("timezone")
        return (
            self.charter is None,
            Counter(
                (
                    said if type(said := record.get("number")) is int else number,
                    name if type(name := record.get("name")) is str else None,
                    exact({key: record[key] for key in AGREEMENT_FIELDS if key in record}),
                )
                for number, record in self.records.items()
            ),
            exact({key: charter[key] for key in ROSTER_PARTS if key in charter}),
            number if type(number) is int else None,
            zone if type(zone) is str else "UTC",
            exact({str(number): _decision(one) for number, one in self.rulings.items()}),
        )


def _decision(ruling: Mapping[str, Any]) -> list[Any]:
    return [
        sorted(ruling.get("sessions", ())),
        ruling.get("rule", ""),
        ruling.get("decision", ""),
        ruling.get("boundaries", []),
        sorted(set(ruling.get("findings", ()))),
    ]


def exact(value: Any) -> object:
    """A value that equals another only where both have the same types throughout."""
    if isinstance(value, dict):
        return ("mapping", frozenset((key, exact(inner)) for key, inner in value.items()))
    if isinstance(value, list):
        return ("list", tuple(map(exact, value)))
    return (type(value).__name__, value)


rosters = st.builds(
    Roster,
    st.dictionaries(st.integers(1, 3), records, max_size=3),
    st.none() | charters,
    st.dictionaries(st.integers(1, 2), rulings, max_size=2),
)


@settings(deadline=None)
@given(rosters)
def test_order_and_spelling_do_not_matter(roster: Roster) -> None:
    assert roster.digest() == roster.digest(backwards=True) == roster.digest(indent=3)


@settings(max_examples=400, deadline=None)
@given(rosters, rosters)
def test_two_rosters_have_one_digest_only_if_they_are_the_same(one: Roster, other: Roster) -> None:
    assert (one.digest() == other.digest()) == (one.agreed == other.agreed)


@settings(max_examples=400, deadline=None)
@given(rosters, st.data())
def test_one_edit_changes_the_digest_only_if_it_changes_what_is_agreed(
    roster: Roster, data: st.DataObject
) -> None:
    part, drawn = data.draw(
        st.sampled_from((("records", records), ("rulings", rulings), ("charter", charters)))
    )
    was = getattr(roster, part)
    if part == "charter":
        key = data.draw(st.sampled_from((*ROSTER_PARTS, "timezone", "orchestrator", "name")))
        becomes: Any = {**(was or {}), key: data.draw(values)}
    else:
        number = data.draw(st.integers(1, 3))
        becomes = {**was, number: {**was.get(number, {}), **data.draw(drawn)}}
        if part == "records" and was and data.draw(st.booleans()):
            numbers = data.draw(st.permutations(sorted(was)))
            becomes = {n: was[m] for n, m in zip(sorted(was), numbers, strict=True)}
    after = Roster(**{**vars(roster), part: becomes})
    assert (roster.digest() == after.digest()) == (roster.agreed == after.agreed)


def test_nobody_without_a_charter_is_a_roster_too() -> None:
    assert roster_digest((), None, ()) != Roster({}, {}, {}).digest()


@pytest.mark.parametrize("content", ["}", "- 1", ""])
def test_what_can_not_be_read_says_nothing(content: str) -> None:
    file = read_file(source(session_path(7), content), by_schema=False)
    assert roster_digest([file], None, ()) == roster_digest((), None, ())


def test_a_record_without_a_number_has_that_of_its_file() -> None:
    plain = edited(claimed(7), "number: 7\n", "")
    told = {
        number: roster_digest(
            [read_file(source(session_path(number), plain), by_schema=False)], None, ()
        )
        for number in (7, 8)
    }
    said = read_file(source(session_path(7), claimed(7)), by_schema=False)
    assert told[7] == roster_digest([said], None, ()) != told[8]


def test_what_one_session_agrees_to_is_its_role_goal_duties_and_schedule() -> None:
    def of(text: str) -> str:
        return agreement_digest(read_session("", read(text.encode())))

    assert of(claimed(7)) == of(edited(claimed(7, "another"), "slot-7", "slot-8"))
    assert of(claimed(7)) != of(claimed(7, does="Other work"))
