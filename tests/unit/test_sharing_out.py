"""The boundaries that findings on scopes propose: who takes what, by number."""

import pytest

from muster.engine.judge import judge
from muster.model.boundary import Boundary
from muster.model.layout import CHARTER
from rules.cases import at, charter, whole
from rules.covering import scoped, team

SEVEN, EIGHT = 7, 8


def proposed(rule: str, files: dict[str, str]) -> list[tuple[int, str]]:
    """What the one finding of a rule proposes."""
    (finding,) = (f for f in judge(whole(files)).findings if f.code == rule)
    assert all(isinstance(side, Boundary) for side in finding.boundaries)
    return [tuple(side) for side in finding.boundaries]


def paths(one: str, two: str) -> dict[str, str]:
    return {
        CHARTER: charter(),
        at(7): scoped(7, f"paths: {one}"),
        at(8): scoped(8, f"paths: {two}"),
    }


@pytest.mark.parametrize(
    ("one", "two", "keeps", "leaves"),
    [
        ("src/api/**", "src/**", (7, "src/api/**"), (8, "src/**")),
        ("src", "src/api", (8, "src/api"), (7, "src")),
        ("src/a*", "src/*b", (7, "src/a*"), (8, "src/*b")),
    ],
)
def test_who_names_less_keeps_it(
    one: str, two: str, keeps: tuple[int, str], leaves: tuple[int, str]
) -> None:
    assert sorted(proposed("M205", paths(one, two))) == sorted(
        [
            (keeps[0], f"changes what {keeps[1]} matches"),
            (
                leaves[0],
                f"changes what {leaves[1]} matches, but leaves all that {keeps[1]} matches to "
                f"number {keeps[0]}",
            ),
        ]
    )


def test_of_the_same_paths_the_first_keeps_all() -> None:
    assert proposed("M205", paths("src", "src")) == [
        (7, "changes what src matches"),
        (8, "leaves all that src matches to number 7"),
    ]


def covered(dimension: str, of: str, one: str, two: str) -> dict[str, str]:
    return team(
        f"{{dimension: {dimension}, of: {of}, by: [7, 8]}}",
        n7=f"{dimension}: {one}",
        n8=f"{dimension}: {two}",
    )


@pytest.mark.parametrize(
    ("dimension", "of", "one", "two", "sides"),
    [
        ("prospects", "1-50", "1-33", "30-50", [(7, "1-33"), (8, "34-50")]),
        ("prospects", "1-50", "1-50", "30-50", [(7, "1-29"), (8, "30-50")]),
        ("prospects", "1-5", "1-5", "1-5", [(7, "1-3"), (8, "4-5")]),
        ("prospects", "[1, 4-5]", "[1, 4-5]", "[1, 4-5]", [(7, "1, 4"), (8, "5")]),
        ("prospects", "1", "1", "1", []),
        ("shift", "[early, late]", "[early, late]", "[early, late]", [(7, "early"), (8, "late")]),
        (
            "window", '"22:00-02:00"', '"22:00-02:00"', '"22:00-02:00"',
            [(7, "00:00-02:00"), (8, "22:00-24:00")],
        ),
    ],
)  # fmt: skip
def test_a_shared_part_is_left_to_one(
    dimension: str, of: str, one: str, two: str, sides: list[tuple[int, str]]
) -> None:
    told = [(number, f"has {dimension} {extent}") for number, extent in sides]
    assert proposed("M207", covered(dimension, of, one, two)) == told


@pytest.mark.parametrize(
    ("dimension", "of", "one", "two", "sides"),
    [
        ("prospects", "1-50", "1-20", "25-50", [(7, "takes prospects 21-24, and so has 1-24")]),
        ("prospects", "1-50", "9-50", "12-50", [(7, "takes prospects 1-8, and so has 1-50")]),
        ("prospects", "1-50", "40-50", "12-30", [
            (8, "takes prospects 1-11, and so has 1-30"),
            (8, "takes prospects 31-39, and so has 12-39"),
        ]),
        ("window", '"00:00-24:00"', '"06:00-14:00"', '"14:00-23:00"',
         [(8, "takes window 23:00-06:00, and so has 14:00-06:00")]),
        ("window", '"00:00-12:00"', '"06:00-14:00"', '"20:00-24:00"',
         [(8, "takes window 00:00-06:00, and so has 20:00-06:00")]),
        ("shift", "[early, late]", "[early]", "[early]",
         [(7, "takes shift late, and so has early, late")]),
        ("paths", "'{src,docs}/**'", "src/**", "docs/a/**", []),
    ],
)  # fmt: skip
def test_a_gap_goes_to_who_is_nearest(
    dimension: str, of: str, one: str, two: str, sides: list[tuple[int, str]]
) -> None:
    assert proposed("M206", covered(dimension, of, one, two)) == sides


def test_a_label_goes_to_who_has_fewest() -> None:
    files = team(
        "{dimension: shift, of: [early, late, night], by: [7, 8]}",
        n7="shift: [early, late]",
        n8="shift: early",
    )
    files[CHARTER] = files[CHARTER].replace("shift: [early, late]", "shift: [early, late, night]")
    assert proposed("M206", files) == [(8, "takes shift night, and so has early, night")]


def test_a_gap_tells_beside_each_record_what_it_has() -> None:
    coverage = "{dimension: paths, of: src/**, by: [7, 8, 9]}"
    files = team(coverage, n7="paths: src/api/**", n8="", n9="paths: [a, b, c, d, e, f]")
    (finding,) = (f for f in judge(whole(files)).findings if f.code == "M206")
    assert [(place.path, place.note) for place in finding.related] == [
        (at(7), "has src/api/**"),
        (at(8), "names no paths"),
        (at(9), "has a, b, c, d, e and 1 more"),
    ]
