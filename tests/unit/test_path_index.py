"""Whose a path is, among many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.model import path_index
from muster.model.path_globs import PathGlobs
from muster.model.path_index import PathIndex
from property.globs import GLOBS, paths


@given(st.lists(st.lists(GLOBS, min_size=1, max_size=2), max_size=4), st.sampled_from(paths()))
def test_an_index_knows_all_owners(owners: list[list[str]], path: str) -> None:
    extents = [PathGlobs(tuple(globs)) for globs in owners]
    index = PathIndex(enumerate(extents))
    expected = [number for number, extent in enumerate(extents) if extent.owner_of(path)]
    assert [number for number, _ in index.owners(path)] == expected
    assert all(glob in owners[number] for number, glob in index.owners(path))


def test_of_thousands_few_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    index = PathIndex((n, PathGlobs((f"src/{n:04}/**",))) for n in range(5000))
    looked = []
    matches = path_index.matches
    monkeypatch.setattr(
        path_index, "matches", lambda glob, path: looked.append(glob) or matches(glob, path)
    )
    assert index.owners("src/0007/x") == [(7, "src/0007/**")]
    assert len(looked) == 1
