"""What the charter wants covered is laid out as it is: parts, gaps, and what two have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.coverage_strip import MOST_LANES, Strip, strips
from muster.engine.judge import judge
from rules.cases import whole
from rules.covering import team

PROSPECTS = "{dimension: prospects, of: 1-50, by: [1, 2, 3]}"


def strip(coverage: str, **scopes: str) -> Strip:
    (found,) = strips(whole(team(coverage, **scopes)))
    return found


def placed(found: Strip) -> list[list[tuple[float, float, tuple[int | None, ...]]]]:
    return [[(piece.at, piece.width, piece.numbers) for piece in lane] for lane in found.lanes]


def told(found: Strip) -> tuple[list[str], list[tuple[str, tuple[int | None, ...]]]]:
    return [gap.told for gap in found.gaps], [(one.told, one.numbers) for one in found.twice]


def test_parts_that_fit_share_one_line() -> None:
    found = strip(PROSPECTS, n1="prospects: 1-25", n2="prospects: 26-40", n3="prospects: 41-50")
    assert placed(found) == [[(0, 50, (1,)), (50, 30, (2,)), (80, 20, (3,))]]
    assert told(found) == ([], [])
    assert found.covered
    assert found.ends == ("1", "50")


def test_what_two_have_stands_on_two_lines_and_is_told_with_its_sessions() -> None:
    found = strip(PROSPECTS, n1="prospects: 1-20", n2="prospects: 18-40", n3="prospects: 19-50")
    assert placed(found) == [[(0, 40, (1,))], [(34, 46, (2,))], [(36, 64, (3,))]]
    assert told(found) == ([], [("18-40", (1, 2, 3))])
    assert not found.covered


def test_two_shared_parts_each_name_their_own_sessions() -> None:
    found = strip(
        PROSPECTS, n1="prospects: 1-20", n2="prospects: [20, 30-50]", n3="prospects: 21-30"
    )
    assert told(found) == ([], [("20", (1, 2)), ("30", (2, 3))])


def test_gaps_are_told_where_they_are() -> None:
    found = strip(PROSPECTS, n1="prospects: 1-10", n2="prospects: 21-50", n3="")
    assert [(gap.at, gap.width, gap.told) for gap in found.gaps] == [(20, 20, "11-20")]
    assert [session.number for session in found.silent] == [3]
    assert not found.covered


def test_what_lies_beyond_the_whole_is_not_drawn() -> None:
    found = strip(PROSPECTS, n1="prospects: 0-25", n2="prospects: 26-900", n3="prospects: 77")
    assert placed(found) == [[(0, 50, (1,)), (50, 50, (2,))]]
    assert [part.told for part in found.parts] == ["0-25", "26-900", "77"]
    assert found.covered


def test_a_hole_of_the_whole_takes_no_room() -> None:
    wanted = "{dimension: prospects, of: [1-10, 999991-1000000], by: [1, 2]}"
    found = strip(wanted, n1="prospects: 6-999995", n2="prospects: 1-5")
    assert placed(found) == [[(0, 25, (2,)), (25, 25, (1,)), (50, 25, (1,))]]
    assert told(found) == (["999996-1000000"], [])
    assert (found.breaks, found.holes, found.ends) == ((50,), "11-999990", ("1", "1000000"))


def test_a_night_is_laid_out_by_the_clock() -> None:
    wanted = '{dimension: window, of: "22:00-06:00", by: [1, 2]}'
    found = strip(wanted, n1='window: "22:00-01:00"', n2='window: "02:00-06:00"')
    assert placed(found) == [[(0, 12.5, (1,)), (25, 50, (2,)), (75, 25, (1,))]]
    assert told(found) == (["01:00-02:00"], [])
    assert (found.ends, found.holes) == (("00:00", "24:00"), "06:00-22:00")


def test_labels_are_cells_in_the_order_of_the_charter() -> None:
    wanted = "{dimension: shift, of: [late, early], by: [1, 2]}"
    found = strip(wanted, n1="shift: late", n2="shift: late")
    assert [(cell.label, cell.numbers) for cell in found.cells] == [("early", ()), ("late", (1, 2))]
    assert told(found) == (["early"], [("late", (1, 2))])
    assert not found.lanes


def test_paths_are_told_by_an_example() -> None:
    wanted = '{dimension: paths, of: ["src/**"], by: [1, 2]}'
    found = strip(wanted, n1='paths: ["src/api/**"]', n2='paths: ["src/api/v1/*"]')
    (gap,), (both,) = found.gaps, found.twice
    assert gap.told.startswith("src/")
    assert not gap.told.startswith("src/api/")
    assert both.told.startswith("src/api/v1/")
    assert both.numbers == (1, 2)
    assert found.paths


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ("{dimension: colour, of: red, by: [1]}", "which the charter lacks"),
        ("{dimension: prospects, of: many, by: [1]}", "can't be read"),
    ],
)
def test_what_cant_be_read_says_why(wanted: str, problem: str) -> None:
    found = strip(wanted, n1="prospects: 1-5")
    assert problem in found.problem
    assert not found.covered


def test_numbers_without_a_record_are_told() -> None:
    found = strip(PROSPECTS, n1="prospects: 1-50")
    assert found.missing == (2, 3)


def test_thousands_that_share_a_part_take_few_lines() -> None:
    numbers = range(1, 13)
    wanted = f"{{dimension: prospects, of: 1-50, by: [{', '.join(map(str, numbers))}]}}"
    case = whole(team(wanted, **{f"n{number}": "prospects: 1-50" for number in numbers}))
    (found,) = strips(case)
    assert len(found.lanes) == MOST_LANES == 12
    assert told(found) == ([], [("1-50", tuple(numbers))])


_RANGES = st.lists(
    st.tuples(st.integers(1, 30), st.integers(0, 12)).map(lambda it: (it[0], it[0] + it[1])),
    min_size=1,
    max_size=3,
)


@given(whole_=_RANGES, scopes=st.lists(_RANGES, min_size=3, max_size=3))
def test_every_member_is_where_a_count_finds_it(
    whole_: list[tuple[int, int]], scopes: list[list[tuple[int, int]]]
) -> None:
    def written(ranges: list[tuple[int, int]]) -> str:
        return f"[{', '.join(f'{low}-{high}' for low, high in ranges)}]"

    def members(ranges: list[tuple[int, int]]) -> set[int]:
        return {number for low, high in ranges for number in range(low, high + 1)}

    case = whole(
        team(
            f"{{dimension: prospects, of: {written(whole_)}, by: [1, 2, 3]}}",
            **{f"n{at}": f"prospects: {written(one)}" for at, one in enumerate(scopes, 1)},
        )
    )
    (found,) = strips(case)
    wanted = sorted(members(whole_))
    share = 100 / len(wanted)

    def on_the_line(at: float, width: float) -> set[int]:
        return {n for i, n in enumerate(wanted) if at - 0.01 <= i * share < at + width - 0.01}

    have = [members(one) & members(whole_) for one in scopes]
    drawn: list[set[int]] = [set(), set(), set()]
    for lane in found.lanes:
        for before, piece in zip((None, *lane), lane, strict=False):
            assert before is None or piece.at >= before.end - 0.01
            (number,) = piece.numbers
            assert number is not None
            drawn[number - 1] |= on_the_line(piece.at, piece.width)
    assert drawn == have
    lacking = {n for gap in found.gaps for n in on_the_line(gap.at, gap.width)}
    assert lacking == members(whole_) - set.union(*have)
    shared = {n for one in found.twice for n in on_the_line(one.at, one.width)}
    assert shared == {n for n in wanted if sum(n in one for one in have) > 1}
    codes = {finding.code for finding in judge(case).findings}
    assert bool(found.gaps) == ("M206" in codes)
    assert bool(found.twice) == ("M207" in codes)
