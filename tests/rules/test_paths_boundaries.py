"""Who keeps a path that two sessions name."""

from muster.rules.registry.overlapping_paths import RULE
from rules.cases import Case, at, branch, claimed, edited, planned, whole


def owner(number: int, paths: str, *, held: bool = True) -> str:
    text = claimed(number) if held else planned(number)
    return edited(text, "goal:", f"  scope: {{paths: {paths}}}\ngoal:")


def keeper(case: Case) -> int:
    """The number that keeps what both match."""
    (finding,) = RULE.judge(case)
    (left,) = (side for side in finding.boundaries if "leaves all" in side.does)
    return int(left.does.rpartition(" ")[2])


def test_of_two_that_stand_together_the_narrower_keeps_its_part() -> None:
    assert keeper(whole({at(7): owner(7, "src"), at(8): owner(8, "src/a")})) == 8
    assert keeper(whole({at(7): owner(7, "src/a"), at(8): owner(8, "src")})) == 7


def test_who_holds_it_on_main_keeps_it_from_a_narrower_newcomer() -> None:
    main = {at(7): owner(7, "src")}
    assert keeper(branch(main, {at(8): owner(8, "src/a")})) == 7
    assert keeper(branch({at(7): owner(7, "src/a")}, {at(8): owner(8, "src")})) == 7


def test_a_planned_slot_of_main_gives_way_to_a_narrower_newcomer() -> None:
    main = {at(7): owner(7, "src", held=False)}
    assert keeper(branch(main, {at(8): owner(8, "src/a")})) == 8
