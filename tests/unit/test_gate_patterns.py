"""Who owns a path by CODEOWNERS, and which refs a ruleset's pattern means."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.gate.codeowners import Line, deciding, read_owners, with_wanted
from muster.engine.gate.ref_pattern import covers
from muster.engine.gate.wildcards import matches


def owners_of(lines: tuple[Line, ...], path: str) -> tuple[str, ...] | None:
    """Who owns a path."""
    found = deciding(lines, path)
    return found.owners if found else None


@pytest.mark.parametrize(
    ("pattern", "path", "means"),
    [
        ("*", "a/b", True),
        ("*.yaml", "registry/sessions/001.yaml", True),
        ("/registry/", "registry/charter.yaml", True),
        ("/registry/", "src/registry/charter.yaml", False),
        ("/registry/", "registry", False),
        ("registry/", "src/registry/x", True),
        ("/registry", "registry/sessions/001.yaml", True),
        ("/registry", "registry-two/x", False),
        ("registry/*", "registry/charter.yaml", True),
        ("registry/*", "registry/sessions/001.yaml", False),
        ("registry/**", "registry/sessions/001.yaml", True),
        ("**/sessions", "registry/sessions/001.yaml", True),
        ("/registry/**/001.yaml", "registry/001.yaml", True),
        ("/registry/**/001.yaml", "registry/a/b/001.yaml", True),
        ("/registry/s*s/00?.yaml", "registry/sessions/001.yaml", True),
        ("/registry/s*/001.yaml", "registry/a/sessions/001.yaml", False),
        ("/Registry/", "registry/charter.yaml", False),
        ("/", "registry/charter.yaml", False),
    ],
)
def test_a_pattern_of_codeowners_means_these_paths(pattern: str, path: str, means: bool) -> None:
    found = owners_of(read_owners(f"{pattern} @ann\n"), path)
    assert found == (("@ann",) if means else None)


def test_the_last_pattern_decides_also_where_it_names_nobody() -> None:
    lines = read_owners("* @ann # all\n# /x @eve\n\n/docs/ @eve a@b.example\n/docs/open/\n")
    assert owners_of(lines, "x") == ("@ann",)
    assert owners_of(lines, "docs/x") == ("@eve", "a@b.example")
    assert owners_of(lines, "docs/open/x") == ()


@pytest.mark.parametrize("end", ["\u2028", "\x85", "\x0b", "\x0c", "\x1c", "\r"])
def test_what_only_looks_like_a_line_is_none(end: str) -> None:
    """GitHub ends a line at a line feed: all behind the sign is a comment there."""
    assert owners_of(read_owners(f"* @eve # all{end}/registry/ @ann\n"), "registry/x") == ("@eve",)
    assert end in with_wanted(f"# a{end}b\n/x @eve\n", ["ann"])


def test_the_lines_of_an_earlier_muster_are_replaced_and_all_others_stay() -> None:
    first = with_wanted("/src/ @eve\r\n", ["ann"], ("/registry/", "/tools/"))
    assert with_wanted(f"{first}\n/docs/ @eve\n", ["bob"]).splitlines() == [
        "/src/ @eve",
        "",
        "",
        "/docs/ @eve",
        "",
        "# muster: the charter's approvers, and nobody else",
        "/registry/ @bob",
        "/.github/ @bob",
        "/schema/ @bob",
    ]


_NAMES = st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=4)
_PATTERNS = st.lists(
    st.one_of(st.just("**"), st.text("ab*?", min_size=1, max_size=4)).filter(
        lambda part: part == "**" or "**" not in part
    ),
    min_size=1,
    max_size=4,
).filter(lambda parts: parts[-1] != "**" and parts[0] != "**")


@pytest.fixture(scope="module")
def ignoring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that git can be asked in what a pattern of .gitignore means."""
    folder = tmp_path_factory.mktemp("ignore")
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    return folder


@settings(max_examples=60)
@given(_PATTERNS, st.lists(_NAMES, min_size=8, max_size=24))
def test_patterns_mean_what_git_means(
    ignoring: Path, pattern: list[str], names: list[list[str]]
) -> None:
    (ignoring / ".git/info/exclude").write_text(f"/{'/'.join(pattern)}\n")
    paths = ["/".join(name) for name in names]
    done = subprocess.run(
        ["git", "check-ignore", "--stdin", "-z", "--no-index"], cwd=ignoring, check=False,
        capture_output=True, input="\0".join(paths).encode(),
    )  # fmt: skip
    told = set(done.stdout.decode().split("\0")) - {""}
    ours = {
        path for path, name in zip(paths, names, strict=True)
        if any(matches(pattern, name[:count]) for count in range(1, len(name) + 1))
    }  # fmt: skip
    assert ours == told


def test_no_pattern_takes_long() -> None:
    name = ["a" * 200] * 200
    assert not matches(["**", "*a*a*a*a*a*a*a*b"] * 100, name)


@pytest.mark.parametrize(
    ("pattern", "ref", "means"),
    [
        ("~ALL", "refs/heads/main", True),
        ("~DEFAULT_BRANCH", "refs/heads/main", True),
        ("~DEFAULT_BRANCH", "refs/heads/claim/001", False),
        ("refs/heads/*", "refs/heads/main", True),
        ("refs/heads/*", "refs/heads/claim/001", False),
        ("refs/heads/**/*", "refs/heads/claim/001", True),
        ("refs/heads/claim/*", "refs/heads/claim/001", True),
        ("refs/heads/m??n", "refs/heads/main", True),
        ("refs/heads/mai", "refs/heads/main", False),
        ("refs/heads/[m]ain", "refs/heads/main", False),
    ],
)
def test_a_pattern_of_a_ruleset_means_these_refs(pattern: str, ref: str, means: bool) -> None:
    assert covers([pattern], ref) is means


def test_a_pattern_that_is_not_read_counts_as_told() -> None:
    assert covers(["refs/heads/[m]ain"], "refs/heads/main", unsure=True)
    assert not covers(["refs/heads/x"], "refs/heads/main", unsure=True)
