"""What a registry offers: free numbers and slots, and the paths of a change."""

import pytest

from muster.model.change import Change
from muster.model.history import MANY, NO_HISTORY, SHALLOW, Arrival, NoHistory
from muster.model.layout import CHARTER
from muster.model.registry import Registry
from rules.cases import KEY_A, Files, at, branch, charter, claimed, planned, step, whole

TEN = {at(n): claimed(n) for n in range(3, 13)}


def registry(files: Files) -> Registry:
    return whole(files).after


def test_a_planned_slot_is_open() -> None:
    assert list(registry({at(1): planned(1), at(12): planned(12)}).open_slots) == [1, 12]


@pytest.mark.parametrize(
    "files",
    [
        {at(7): claimed(7)},
        {at(7): planned(7, more=f"key: {KEY_A}\n")},
        {at(7): "}"},
        {at(7): "- number: 7\n"},
        {at(7): planned(7), "registry/sessions/7.yaml": planned(7)},
        {at(7): planned(7), at(8): claimed(7)},
        {at(13): planned(13)},
        {at(7): planned(13)},
        {at(7): planned(7), CHARTER: charter(size=6)},
        {at(7): planned(7), CHARTER: charter(size=0)},
    ],
)
def test_a_slot_that_not_everybody_can_claim_is_not_open(files: Files) -> None:
    assert list(registry(files).open_slots) == []


@pytest.mark.parametrize("size", [0, 100_001, 10**18])
def test_a_size_that_is_none_has_no_free_numbers(size: int) -> None:
    assert list(registry({CHARTER: charter(size=size)}).free_numbers) == []


def test_the_choices_are_mains_and_worked_out_once() -> None:
    case = branch({**TEN, at(2): planned(2)}, {at(1): claimed(1), at(2): claimed(2)})
    assert case.choices == "Free numbers: 1. Planned slots that nobody holds: 2."
    assert case.choices is case.choices


def test_what_passes_by_is_what_steps_touch_and_neither_side_has_changed() -> None:
    steps = (step("d", "a", "x"), step("b", "c", "x"))
    change = Change(steps, frozenset({"a"}), shared=frozenset({"b"}))
    assert change.passing == ("c", "d", "x")
    assert Change((), frozenset({"a"})).passing == ()


@pytest.mark.parametrize("why", [SHALLOW, NO_HISTORY, MANY])
def test_an_arrival_that_is_hidden_says_why(why: str) -> None:
    assert not Arrival(hidden=why).known
    assert Arrival(hidden=why).told() == f"since a commit that {why}"


def test_an_arrival_is_known_and_told_by_its_place() -> None:
    found = Arrival("c0ffee" * 6, 3, "Ann", "2025-01-01")
    assert found.known
    assert found.told() == "since commit c0ffeec0ffee (position 3 on main; Ann, 2025-01-01)"
    assert NoHistory().arrival(at(7), lambda _: True) == Arrival(hidden=NO_HISTORY)
