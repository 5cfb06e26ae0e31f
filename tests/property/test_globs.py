"""Globs against globs: decided as all short paths would have it."""

from hypothesis import given
from hypothesis import strategies as st

from muster.model.path_globs import MOST_GLOBS, PathGlobs, read_path_globs
from property.globs import GLOBS, LONGEST, matched, matches, paths, written_out

LISTS = st.lists(GLOBS, min_size=1, max_size=3).filter(
    lambda globs: sum(len(written_out(glob)) for glob in globs) <= MOST_GLOBS
)
ONES = GLOBS.filter(lambda glob: len(written_out(glob)) == 1)
"""Globs without alternatives: of several, the path of the first is told."""


def read(globs: list[str]) -> PathGlobs:
    return read_path_globs(list(globs))


def have(globs: list[str]) -> set[str]:
    return {path for glob in globs for path in matched(glob)}


@given(GLOBS)
def test_a_glob_matches_the_paths_that_it_should(glob: str) -> None:
    extent = read([glob])
    assert {path for path in paths() if extent.owner_of(path)} == matched(glob)


@given(LISTS, LISTS)
def test_globs_meet_where_a_path_is_in_both_and_it_is_told(one: list[str], two: list[str]) -> None:
    mine, theirs = read(one), read(two)
    shared = mine.shared(theirs)
    assert (shared is not None) == mine.meets(theirs) == theirs.meets(mine)
    assert mine.disjoint(theirs) is theirs.disjoint(mine) is not mine.meets(theirs)
    both = have(one) & have(two)
    if shared is None:
        assert not both
        return
    assert shared.mine in one
    assert shared.theirs in two
    assert matches(shared.mine, shared.path)
    assert matches(shared.theirs, shared.path)


@given(ONES, ONES)
def test_the_path_that_is_told_is_the_shortest(one: str, two: str) -> None:
    shared = read([one]).shared(read([two]))
    both = matched(one) & matched(two)
    if shared and len(shared.path) <= LONGEST:
        assert len(shared.path) == min(map(len, both))
    else:
        assert not both


@given(LISTS, LISTS)
def test_a_gap_is_a_path_of_the_whole_that_no_part_has(whole: list[str], parts: list[str]) -> None:
    gap = read(parts).gap(read(whole))
    left = have(whole) - have(parts)
    if gap is None:
        assert not left
        return
    assert any(matches(glob, gap) for glob in whole)
    assert not any(matches(glob, gap) for glob in parts)


@given(ONES, LISTS)
def test_the_gap_that_is_told_is_the_shortest(whole: str, parts: list[str]) -> None:
    gap = read(parts).gap(read([whole]))
    left = matched(whole) - have(parts)
    if gap is not None and len(gap) <= LONGEST:
        # Letters that the short paths don't have may leave a gap sooner.
        assert len(gap) <= min(map(len, left), default=LONGEST)
    else:
        assert not left


@given(LISTS, st.lists(LISTS, max_size=4))
def test_many_are_asked_at_once_as_one_by_one(one: list[str], others: list[list[str]]) -> None:
    mine, theirs = read(one), [read(other) for other in others]
    expected = [index for index, other in enumerate(theirs) if mine.meets(other)]
    assert mine.meeting_of(theirs) == expected


@given(LISTS, LISTS)
def test_a_union_has_the_paths_of_both(one: list[str], two: list[str]) -> None:
    union = read(one).union(read(two))
    assert {path for path in paths() if union.owner_of(path)} == have(one) | have(two)


@given(LISTS, LISTS)
def test_globs_meet_only_where_their_bounds_do(one: list[str], two: list[str]) -> None:
    mine, theirs = read(one), read(two)
    near = any(
        low <= their_high and their_low <= high
        for low, high in mine.bounds()
        for their_low, their_high in theirs.bounds()
    )
    assert near or not mine.meets(theirs)
