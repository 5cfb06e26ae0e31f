"""The digest of a roster: one for each roster, whatever the order and the spelling of its files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.model.charter import read_charter
from muster.model.digest import agreement_digest, roster_digest
from muster.model.layout import CHARTER, ruling_path, session_path
from muster.model.registry import read_file
from muster.model.session import AGREEMENT_FIELDS, read_session
from muster.model.small_records import read_ruling
from muster.model.strict_yaml import read
from rules.cases import claimed, edited, source

PARTS = ("size", "objectives", "dimensions", "coverage")
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
        **dict.fromkeys(PARTS, values),
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
            return json.dumps(turned(value) if backwards else value, indent=indent).encode()

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
            exact({key: charter[key] for key in PARTS if key in charter}),
            number if type(number) is int else None,
            zone if zone and type(zone) is str else "UTC",
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


def turned(value: Any) -> Any:
    """The same data with every mapping written backwards."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(inner) for inner in value] if isinstance(value, list) else value


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


@given(rosters)
def test_order_and_spelling_do_not_matter(roster: Roster) -> None:
    assert roster.digest() == roster.digest(backwards=True) == roster.digest(indent=3)


@settings(max_examples=400)
@given(rosters, rosters)
def test_two_rosters_have_one_digest_only_if_they_are_the_same(one: Roster, other: Roster) -> None:
    assert (one.digest() == other.digest()) == (one.agreed == other.agreed)


@settings(max_examples=400)
@given(rosters, st.data())
def test_one_edit_changes_the_digest_only_if_it_changes_what_is_agreed(
    roster: Roster, data: st.DataObject
) -> None:
    part, drawn = data.draw(
        st.sampled_from((("records", records), ("rulings", rulings), ("charter", charters)))
    )
    was = getattr(roster, part)
    if part == "charter":
        key = data.draw(st.sampled_from((*PARTS, "timezone", "orchestrator", "name")))
        becomes: Any = {**(was or {}), key: data.draw(values)}
    else:
        number = data.draw(st.integers(1, 3))
        becomes = {**was, number: {**was.get(number, {}), **data.draw(drawn)}}
        if part == "records" and was and data.draw(st.booleans()):
            numbers = data.draw(st.permutations(sorted(was)))
            becomes = {n: was[m] for n, m in zip(sorted(was), numbers, strict=True)}
    after = Roster(**{**vars(roster), part: becomes})
    assert (roster.digest() == after.digest()) == (roster.agreed == after.agreed)


FULL = Roster(
    {
        1: {"number": 1, "name": "x", **dict.fromkeys(AGREEMENT_FIELDS, "a")},
        2: {"number": 2, "name": "y", **dict.fromkeys(AGREEMENT_FIELDS, "b")},
    },
    {**dict.fromkeys(PARTS, "a"), "timezone": "UTC", "orchestrator": {"number": 1}},
    {1: {"sessions": [1, 2], "rule": "M204", "decision": "a"}, 2: {"sessions": [2]}},
)
_ANY = (*_SCALARS, [], {}, ["a", "b"], ["b", "a"], ["a,b"], [["a"], "b"], {"a": "b"}, {"a": ["b"]})
_SIDES = [{"number": number, "does": does} for number in (1, 2) for does in "ab"]
_TEXTS = (None, "", "x", "y", "UTC")
PLACES: tuple[tuple[str, int, str, tuple[Any, ...]], ...] = (
    *(("records", 1, key, _ANY) for key in (*AGREEMENT_FIELDS, "status", "key", "session_id")),
    ("records", 1, "number", (0, 1, 2, 3, -1, "2", None, 1.0)),
    ("records", 1, "name", _TEXTS),
    *(("charter", 0, key, _ANY) for key in (*PARTS, "overlap", "name", "approvers", "week_one")),
    ("charter", 0, "timezone", _TEXTS),
    ("charter", 0, "orchestrator", ({}, *({"number": n} for n in (0, 1, 2, "1", None)))),
    ("rulings", 1, "sessions", ([], [1], [2], [1, 2], [2, 1], [1, 1])),
    ("rulings", 1, "rule", ("", "M204", "M205")),
    ("rulings", 1, "decision", ("", "a", "b")),
    ("rulings", 1, "boundaries", ([], *([one] for one in _SIDES), _SIDES, _SIDES[::-1])),
    ("rulings", 1, "findings", ([], ["a"], ["b"], ["a", "b"], ["b", "a"], ["a", "a"])),
    ("rulings", 1, "digests", ([], [{"number": 1, "digest": "a"}])),
    ("rulings", 1, "charter", ("", "a")),
)


@pytest.mark.parametrize(("part", "index", "key", "told"), PLACES, ids=lambda one: str(one)[:20])
def test_each_place_is_in_the_digest_only_where_it_is_agreed_to(
    part: str, index: int, key: str, told: tuple[Any, ...]
) -> None:
    was = getattr(FULL, part)
    made = [FULL]
    for value in told:
        edit = {key: value} if part == "charter" else {index: {**was[index], key: value}}
        made.append(Roster(**{**vars(FULL), part: {**was, **edit}}))
    digests = [one.digest() for one in made]
    agreed = [one.agreed for one in made]
    for one, other in combinations(range(len(made)), 2):
        assert (digests[one] == digests[other]) == (agreed[one] == agreed[other])


def test_a_second_record_that_is_the_same_is_one_more() -> None:
    twice = {"number": 1, "name": "x"}
    assert Roster({1: twice}, None, {}).digest() != Roster({1: twice, 2: twice}, None, {}).digest()


def test_under_which_number_a_ruling_stands_matters() -> None:
    assert Roster({}, None, {1: {}}).digest() != Roster({}, None, {2: {}}).digest()


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
