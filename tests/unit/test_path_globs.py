"""How much an extent of paths may hold, and how it is told."""

import pytest

from muster.model.path_globs import (
    MOST_CHARACTERS,
    MOST_GLOBS,
    PathGlobs,
    SharedPath,
    below_folder,
    near_beginnings,
    read_path_globs,
)
from muster.model.unreadable_extent import UnreadableExtentError


def test_globs_are_counted_with_their_alternatives() -> None:
    assert read_path_globs([f"a{n}" for n in range(MOST_GLOBS)])
    eight = "{" + ",".join("abcdefgh") + "}"
    assert read_path_globs([f"{eight}/{eight}"])
    for globs in ([f"a{n}" for n in range(MOST_GLOBS + 1)], [f"{eight}/{eight}", "x"]):
        with pytest.raises(UnreadableExtentError, match="more than 64 globs"):
            read_path_globs(list(globs))


def test_characters_are_counted_with_their_alternatives() -> None:
    long = "a" * 195
    fits = MOST_CHARACTERS // 200
    assert read_path_globs([f"{n:03}/{long}/" for n in range(fits)])
    with pytest.raises(UnreadableExtentError, match="4,096 characters"):
        read_path_globs([f"{n:03}/{long}/" for n in range(fits + 1)])


def test_a_shared_path_comes_with_the_globs_as_written() -> None:
    one = PathGlobs(("docs/**", "src/{api,web}/**"))
    two = PathGlobs(("src/[a-b]*/*.py", "README.md"))
    assert one.shared(two) == SharedPath("src/api/.py", "src/{api,web}/**", "src/[a-b]*/*.py")
    assert one.shared(PathGlobs(("README.md",))) is None


def test_a_folder_is_what_is_below_it_and_not_itself() -> None:
    folder, plain = PathGlobs(("a/",)), PathGlobs(("a",))
    assert (folder.owner_of("a"), folder.owner_of("a/b")) == (None, "a/")
    shared = folder.shared(plain)
    assert shared is not None
    assert shared.path == "a/a"
    assert folder.gap(plain) == "a"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (".?", "?."),
        (".*", "?"),
        (".?/x", "?./x"),
        ("x/?", "x/[!-0-~]"),
        ("x/?/y", "x/[!-.]/y"),
        ("?", "[!-.]"),
    ],
)
def test_a_component_is_never_a_dot_or_two(one: str, two: str) -> None:
    """The only thing that both match is no path, or starts with none."""
    shared = PathGlobs((one,)).shared(PathGlobs((two,)))
    assert PathGlobs((one,)).meets(PathGlobs((two,))) is (shared is not None)
    assert shared is None or {".", ".."}.isdisjoint(shared.path.split("/"))
    assert (shared is None) == (one in (".?", ".*", ".?/x"))


@pytest.mark.parametrize(("glob", "name"), [(r"\{a\}", "{a}"), (r"a\,b", "a,b"), ("a,b", "a,b")])
def test_a_brace_with_a_backslash_is_a_plain_name_with_all_below(glob: str, name: str) -> None:
    assert PathGlobs((glob,)).owner_of(name)
    assert PathGlobs((glob,)).owner_of(f"{name}/below")


def test_paths_are_told_as_written_and_have_no_size() -> None:
    extent = read_path_globs(["src/**", "docs", "src/**"])
    assert (extent.told(), extent.size) == ("src/**, docs", None)


def test_an_example_shows_bytes_that_are_no_text() -> None:
    shared = PathGlobs(("[!\x01-\x7f]",)).shared(PathGlobs(("?",)))
    assert shared is not None
    assert shared.path.isascii()


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("src/api/**", True),
        ("src", True),
        ("s*", True),
        ("{src,web}", True),
        (r"\src", True),
        ("web/**", False),
        (["web", "src/api/x"], True),
        (["web", 7, None], False),
        (7, False),
        ({"a": 1}, False),
    ],
)
def test_a_quick_look_tells_who_can_share_nothing(value: object, near: bool) -> None:
    assert near_beginnings(PathGlobs(("src/api/**",)))(value) is near


@pytest.mark.parametrize(
    "glob",
    [
        "*a" * 16 + "b" * 100,
        "/".join(["**/a"] * 8),
        "*" + "a" * 190,
        "?" * 16 + "b" * 60,
        "a" * 200,
    ],
)
def test_lists_of_intricate_globs_are_decided(glob: str) -> None:
    """Each would take for ever if states were gone through one pair at a time."""
    count = min(MOST_GLOBS, MOST_CHARACTERS // 203)
    one = read_path_globs([f"{glob[: 197 if n else 200]}{n:02}"[-200:] for n in range(count)])
    two = read_path_globs([f"{glob[: 197 if n else 200]}Z{n:02}"[-200:] for n in range(count)])
    assert one.meets(one)
    assert one.meets(two) is two.meets(one)


def test_one_glob_has_a_limit_and_a_folder_that_is_there_has_none() -> None:
    assert read_path_globs(["a" * 200]).globs == ("a" * 200,)
    with pytest.raises(UnreadableExtentError, match="a glob of more than 200 characters"):
        read_path_globs(["a" * 201])
    assert below_folder("a" * 300 + "/").owner_of("a" * 300 + "/b")
    assert below_folder("[x]{a,b}!/").owner_of("[x]{a,b}!/c")
