"""Extents as they are read, and when two of them are proven apart."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.model.scope import (
    Dimension,
    DimensionKind,
    IntegerRanges,
    Labels,
    PathGlobs,
    Scope,
    TimeWindows,
    UnreadableExtentError,
    may_meet,
    read_extent,
    read_scope,
)

RANGE = Dimension("prospects", DimensionKind.RANGE)
TIME = Dimension("window", DimensionKind.TIME)
PATHS = Dimension("paths", DimensionKind.PATHS)
SHIFT = Dimension("shift", DimensionKind.LABELS, ("early", "late", "night"))
ALL = {dimension.name: dimension for dimension in (RANGE, TIME, PATHS, SHIFT)}


def apart(one: object, two: object, dimension: Dimension) -> bool:
    """Whether two extents are disjoint, which must not depend on who asks."""
    first, second = read_extent(one, dimension), read_extent(two, dimension)
    assert first.disjoint(second) is second.disjoint(first)
    return first.disjoint(second)


@pytest.mark.parametrize(
    ("value", "spans"),
    [
        (7, ((7, 7),)),
        ("7", ((7, 7),)),
        ("1-25", ((1, 25),)),
        ("1 - 25", ((1, 25),)),
        ("1–25", ((1, 25),)),
        (["21-25", "1-10"], ((1, 10), (21, 25))),
        (["1-10", "11-20"], ((1, 20),)),
        (["1-10", "12-20"], ((1, 10), (12, 20))),
        (["1-10", 5, "3-4"], ((1, 10),)),
        (0, ((0, 0),)),
    ],
)
def test_ranges_are_sorted_and_joined(value: object, spans: tuple[tuple[int, int], ...]) -> None:
    assert read_extent(value, RANGE) == IntegerRanges(spans)


@pytest.mark.parametrize(
    "value",
    ["", "many", "1-", "-5", -5, 1.5, True, None, [], {}, [[1]], "1-2-3", "1-2\n", "9-3", "1" * 10,
     "٣"],
)  # fmt: skip
def test_what_is_no_range_is_refused(value: object) -> None:
    with pytest.raises(UnreadableExtentError):
        read_extent(value, RANGE)


@pytest.mark.parametrize(
    ("value", "spans"),
    [
        ("10:00-11:00", ((600, 660),)),
        ("22:00-24:00", ((1320, 1440),)),
        ("00:00-24:00", ((0, 1440),)),
        ("22:00-02:00", ((0, 120), (1320, 1440))),
        ("22:00-00:00", ((1320, 1440),)),
        (["10:00-11:00", "11:00-12:00"], ((600, 720),)),
    ],
)
def test_windows_are_minutes_and_midnight_splits_them(
    value: object, spans: tuple[tuple[int, int], ...]
) -> None:
    assert read_extent(value, TIME) == TimeWindows(spans)


@pytest.mark.parametrize(
    "value",
    ["10:00", "10-11", "25:00-26:00", "10:60-11:00", "10:00-10:00", "24:00-01:00", "10:00-24:01",
     10, "9:00-10:00", "10:00-11:00\n", []],
)  # fmt: skip
def test_what_no_clock_shows_is_refused(value: object) -> None:
    with pytest.raises(UnreadableExtentError):
        read_extent(value, TIME)


def test_labels_are_the_charters() -> None:
    assert read_extent(["early", "late"], SHIFT) == Labels(frozenset({"early", "late"}))
    for value in ("noon", "Early", 1, ["early", "noon"], []):
        with pytest.raises(UnreadableExtentError):
            read_extent(value, SHIFT)


def test_globs_stand_as_written() -> None:
    assert read_extent("src/**", PATHS) == PathGlobs(("src/**",))
    for value in ("", "/src", 1, ["src/**", ""]):
        with pytest.raises(UnreadableExtentError):
            read_extent(value, PATHS)


@pytest.mark.parametrize(
    ("one", "two", "dimension", "expected"),
    [
        ("1-25", "26-50", RANGE, True),
        ("1-25", "25-50", RANGE, False),
        (["1-10", "21-30"], "11-20", RANGE, True),
        (["1-10", "21-30"], "11-21", RANGE, False),
        ("10:00-11:00", "11:00-12:00", TIME, True),
        ("10:00-11:01", "11:00-12:00", TIME, False),
        ("22:00-02:00", "02:00-03:00", TIME, True),
        ("22:00-02:00", "01:59-03:00", TIME, False),
        ("early", ["late", "night"], SHIFT, True),
        (["early", "late"], ["late", "night"], SHIFT, False),
        ("src/api/**", "src/web/**", PATHS, True),
        ("src/api/**", "src/**", PATHS, False),
        ("src/a.py", "src/b.py", PATHS, True),
        ("src/a.py", "src/a.py", PATHS, False),
        ("src/a*", "src/abc.py", PATHS, False),
        ("src/a*", "src/b.py", PATHS, True),
        ("**/api", "src/web", PATHS, False),
        ("src/{a,b}", "src/c", PATHS, True),
        ("src/{a,b}", "src/b", PATHS, False),
        (["src/api/**", "docs/**"], ["src/web/**", "docs/a.md"], PATHS, False),
    ],
)
def test_extents_are_apart_or_not(
    one: object, two: object, dimension: Dimension, expected: bool
) -> None:
    assert apart(one, two, dimension) is expected


_ranges = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 9)).map(lambda t: (t[0], t[0] + t[1])),
    min_size=1,
    max_size=4,
)


@given(_ranges, _ranges)
def test_ranges_are_apart_exactly_when_they_share_no_number(
    one: list[tuple[int, int]], two: list[tuple[int, int]]
) -> None:
    def numbers(spans: list[tuple[int, int]]) -> set[int]:
        return {n for low, high in spans for n in range(low, high + 1)}

    def written(spans: list[tuple[int, int]]) -> list[str]:
        return [f"{low}-{high}" for low, high in spans]

    assert apart(written(one), written(two), RANGE) is numbers(one).isdisjoint(numbers(two))


_windows = st.tuples(st.integers(0, 23), st.integers(0, 24)).filter(lambda t: t[0] != t[1])


@given(_windows, _windows)
def test_windows_are_apart_exactly_when_they_share_no_hour(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    def hours(window: tuple[int, int]) -> set[int]:
        start, end = window
        return set(range(start, end)) if start < end else {*range(start, 24), *range(end)}

    def written(window: tuple[int, int]) -> str:
        return f"{window[0]:02}:00-{window[1]:02}:00"

    assert apart(written(one), written(two), TIME) is hours(one).isdisjoint(hours(two))


def test_extents_of_two_kinds_are_never_apart() -> None:
    extents = [IntegerRanges(((1, 2),)), TimeWindows(((600, 660),)), Labels(frozenset({"a"}))]
    extents.append(PathGlobs(("a",)))
    for one in extents:
        for two in extents:
            assert type(one) is type(two) or not one.disjoint(two)


def test_a_scope_keeps_what_the_charter_declares_and_tells_what_it_could_not_read() -> None:
    scope = read_scope({"prospects": "1-25", "flavour": "apple", "window": "noon"}, ALL)
    assert scope.extents == {"prospects": IntegerRanges(((1, 25),))}
    assert list(scope.problems) == ["window"]


def test_the_first_dimension_by_name_that_separates_is_named() -> None:
    one = read_scope({"window": "10:00-11:00", "prospects": "1-25", "shift": "early"}, ALL)
    two = read_scope({"window": "11:00-12:00", "prospects": "26-50", "shift": "early"}, ALL)
    assert one.separated(two) == two.separated(one) == "prospects"
    assert one.separated(one) is None


def test_a_dimension_that_only_one_has_separates_nothing() -> None:
    assert read_scope({"prospects": "1-25"}, ALL).separated(Scope({})) is None


@given(
    st.dictionaries(
        st.sampled_from([*ALL, "other"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
            max_leaves=5,
        ),
    )
)
def test_reading_a_scope_never_raises_and_leaves_no_declared_dimension_untold(
    raw: dict[str, object],
) -> None:
    scope = read_scope(raw, ALL)
    assert scope.extents.keys() | scope.problems.keys() == raw.keys() & ALL.keys()
    assert scope.extents.keys() & scope.problems.keys() == set()


_spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda t: (t[0], t[0] + t[1])),
    min_size=1,
    max_size=3,
).map(lambda spans: [f"{low}-{high}" for low, high in spans])
_clock = st.lists(
    _windows.map(lambda w: f"{w[0]:02}:00-{w[1]:02}:00"),
    min_size=1,
    max_size=2,
)
_more = {
    "shift": st.sampled_from(SHIFT.labels),
    "paths": st.sampled_from(["src/api/**", "src/web/**", "src/**", "docs"]),
}
_kinds = {"prospects": _spans, "window": _clock}


def _scope(raw: dict[str, object]) -> Scope:
    scope = read_scope(raw, ALL)
    assert scope.problems == {}
    return scope


def _scopes(always: tuple[str, ...]) -> st.SearchStrategy[list[Scope]]:
    one = st.fixed_dictionaries(
        {name: _kinds[name] for name in always},
        optional={**{n: s for n, s in _kinds.items() if n not in always}, **_more},
    )
    return st.lists(one.map(_scope), max_size=9)


def _pairs(scopes: list[Scope]) -> set[tuple[int, int]]:
    return set(combinations(range(len(scopes)), 2))


def _flat(lists: list[list[Scope]]) -> list[Scope]:
    return [scope for scopes in lists for scope in scopes]


def _unseparated(scopes: list[Scope]) -> set[tuple[int, int]]:
    """The pairs that no dimension separates, each looked at."""
    return {pair for pair in _pairs(scopes) if scopes[pair[0]].separated(scopes[pair[1]]) is None}


@given(st.lists(st.sampled_from([(), ("prospects",), ("window",)]).flatmap(_scopes)).map(_flat))
def test_exactly_those_may_meet_that_no_dimension_separates(scopes: list[Scope]) -> None:
    met = list(may_meet(scopes))
    assert len(met) == len(set(met))
    assert set(met) == _unseparated(scopes)


@pytest.mark.parametrize("name", [*_kinds, *_more])
def test_many_are_told_apart_by_any_one_dimension(name: str) -> None:

    def clock(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    written = {
        "prospects": lambda n: f"{n * 3}-{n * 3 + 2 + (n % 7 == 0)}",
        "window": lambda n: f"{clock(n * 30)}-{clock(n * 30 + 30 + (n % 7 == 0))}",
        "shift": lambda n: SHIFT.labels[n % 3],
        "paths": lambda n: [f"src/{n:02}/**", f"docs/{n // 2}/a*"],
    }
    scopes = [_scope({name: written[name](n)}) for n in range(40)]
    assert set(may_meet(scopes)) == _unseparated(scopes)
    without = [*scopes, *(_scope({"shift": "late"}) for _ in range(9))]
    assert set(may_meet(without)) == _unseparated(without)


def test_of_thousands_with_a_part_each_few_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    separated = Scope.separated
    monkeypatch.setattr(
        Scope, "separated", lambda one, two: looked.append(1) or separated(one, two)
    )
    scopes = [
        Scope({"paths": PathGlobs((f"src/{n:04}/**",)), "prospects": IntegerRanges(((1, 9),))})
        for n in range(2000)
    ]
    scopes += [Scope({"paths": PathGlobs((f"src/{n:04}/a",))}) for n in range(2000)]
    assert set(may_meet(scopes)) == {(n, n + 2000) for n in range(2000)}
    assert len(looked) == 2000


def test_windows_that_only_touch_need_not_meet() -> None:
    scopes = [_scope({"window": text}) for text in ("10:00-11:00", "11:00-12:00", "22:00-10:01")]
    assert set(may_meet(scopes)) == {(0, 2)}


def test_nobody_meets_nobody() -> None:
    assert list(may_meet([])) == list(may_meet([Scope({})])) == []


def _numbers(ranges: IntegerRanges) -> set[int]:
    return {n for low, high in ranges.spans for n in range(low, high + 1)}


@given(_spans, _spans)
def test_integer_ranges_are_disjoint_exactly_when_they_share_nothing(
    one: list[str], two: list[str]
) -> None:
    mine, theirs = read_extent(one, RANGE), read_extent(two, RANGE)
    assert isinstance(mine, IntegerRanges)
    assert isinstance(theirs, IntegerRanges)
    expected = _numbers(mine).isdisjoint(_numbers(theirs))
    assert mine.disjoint(theirs) is theirs.disjoint(mine) is expected
    assert not mine.disjoint(mine)
