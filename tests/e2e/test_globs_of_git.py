"""The globs of scopes mean what git's pathspecs mean: git itself is asked, about many paths."""

import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from muster.model.glob import read_glob
from muster.model.glob_alternatives import alternatives
from muster.model.path_globs import PathGlobs
from muster.model.unreadable_extent import UnreadableExtentError
from support.repos import Repo

NAMES = [
    "a",
    "b",
    "ab",
    "ba",
    "A",
    ".a",
    "a.b",
    "x*y",
    "[a]",
    "é",
    "a b",
    "{a}",
    "a,b",
    "-",
    "]",
    "\\",
]
PICKED = [
    "a", "a/", "a/b/", "**", "**/a", "a/**", "a/**/b", "**/**", "*/**", "**/*", "*", "*/*", "?",
    "??", "[ab]", "[!a]", "[^a]", "[a-b]", "[]]", "[!]]", "[]a]", "[a-]", "[--a]", r"[\]]", r"[\a]",
    r"[\--a]", "[[:alpha:]]", "[![:alpha:]]", "[[:alpha:]]*", "[[:punct:]]", "[[:digit:]-b]",
    "[[:upper:]-b]b", "[:alpha:]", "[[:]*",
    "[[a]]", r"\a", r"\[a\]", r"x\*y", r"\\", "x?y", "a[ ]b", "a[ -.]b", "{a,b}", "{a,b}/{a,b}",
    "{a,b/**}", "{a,{b,ab}}", r"\{a\}", r"a\,b", "a,b", r"[{]a\}", "[{]a[}]", "[{}]*", "{[a,],b}",
    r"a\/b", "a*", "*a", "*a*", "a/*/b", "**/a/**", "**/a/*", "**/?", "?/**/?", "é", "é/**", "é*",
    "*.b", "-", "[A-Z]", "[!A-Z]*", "[a-b]/[!a-b]", "a?b", "{,a}b", "a{,.b}", "[!-~]",
]  # fmt: skip
SPECIAL = set("*?[")


def _made(count: int) -> Iterator[str]:
    pieces = ["a", "b", ".", "*", "?", "[ab]", "[!a]", "[a-b.]", "{a,b}", "{,b}", r"\*", r"\a", "x"]
    rng = random.Random(4)  # noqa: S311 - the same globs each time
    while count:
        names = [
            "**" if rng.random() < 0.2 else "".join(rng.choices(pieces, k=rng.randint(1, 3)))
            for _ in range(rng.randint(1, 3))
        ]
        glob = "/".join(names)
        try:
            read_glob(glob)
        except UnreadableExtentError:
            continue
        count -= 1
        yield glob


@pytest.fixture(scope="module")
def universe(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repo, dict[int, list[str]]]:
    """An index for each depth, since no path can be a file and a folder in one index."""
    repo = Repo.make(tmp_path_factory.mktemp("globs") / "repo")
    empty = repo.git("hash-object", "-w", "--stdin")
    paths = {depth: ["/".join(p) for p in product(NAMES, repeat=depth)] for depth in (1, 2, 3)}
    for depth, all_ in paths.items():
        given = "".join(f"100644 {empty}\t{path}\0" for path in all_).encode()
        repo.git("update-index", "-z", "--index-info", given=given, **_index(repo, depth))
    return repo, paths


def _index(repo: Repo, depth: int) -> dict[str, str]:
    return {"GIT_INDEX_FILE": str(Path(repo.git_dir) / f"index-{depth}")}


@pytest.mark.parametrize("glob", [*PICKED, *_made(60)])
def test_git_matches_the_same_paths(universe: tuple[Repo, dict[int, list[str]]], glob: str) -> None:
    repo, paths = universe
    extent = PathGlobs((glob,))
    specs = [f":(glob){one}" for one in alternatives(glob)]
    for depth, all_ in paths.items():
        told = repo.git("ls-files", "-z", "--", *specs, **_index(repo, depth))
        by_git = {path for path in told.split("\0") if path}
        # What is named like a glob, letter by letter, git takes for meant too; nobody means it.
        literal = {
            path
            for path in by_git
            for one in alternatives(glob)
            if SPECIAL & set(one) and f"{path}/".startswith(f"{one}/")
        }
        mine = {path for path in all_ if extent.owner_of(path)}
        assert mine - by_git == set()
        assert by_git - mine <= literal


@pytest.mark.parametrize(
    ("glob", "why"),
    [
        ("", "takes path globs"),
        ("/a", "begins with /"),
        ("a//b", "empty component"),
        ("a*/", "empty component"),
        ("./a", "component . "),
        ("a/../b", "component .. "),
        (r"a/\.", "component . "),
        (".GIT/hooks", ".git"),
        ("a**", "** in a part"),
        ("**a", "** in a part"),
        ("a/***/b", "** in a part"),
        ("a\\", "ends with a backslash"),
        ("a\0b", "has a NUL"),
        ("!a", "begins with !"),
        (":a", "begins with :"),
        ("[a", "[ that nothing closes"),
        ("[]", "[ that nothing closes"),
        ("[a\\", "[ that nothing closes"),
        ("[b-a]", "runs backwards"),
        ("[/]", "no character is in"),
        ("[é]", "é in brackets"),
        ("[[:vowel:]]", "unknown class"),
        ("{a", "{ that nothing closes"),
        ("{a,{b}", "one alternative"),
        ("a}", "} that closes nothing"),
        ("a,b}", "} that closes nothing"),
        ("{a}", "one alternative"),
        ("{}", "one alternative"),
        ("a/{b,/c}", "empty component"),
        ("{a,b}" * 7, "more than 64"),
        ("{" + "a," * 64 + "}", "more than 64"),
        ("*?" * 8 + "*", "more than 16 wildcards"),
    ],
)
def test_what_git_reads_in_two_ways_is_refused(glob: str, why: str) -> None:
    with pytest.raises(UnreadableExtentError) as refused:
        read_glob(glob)
    assert why in str(refused.value)
