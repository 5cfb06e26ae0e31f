"""A stand-in for GitHub for each test, which fails where GitHub's description was violated."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.forge import Forge
from support.forge.crew import Crew
from support.forge.sessions import registry


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    """The team's repository with two files; ada may write, root is admin, eve is a stranger.

    Others are copies of it.
    """
    folder = tmp_path_factory.mktemp("first")
    with Forge.make(folder, {"README": "The team\n", "a.txt": "one\n"}) as made:
        made.account("ada", "write")
        made.account("root", "admin")
        made.account("eve")
        yield made


@pytest.fixture
def forge(first: Forge, tmp_path: Path) -> Iterator[Forge]:
    """A copy of ``first`` for a test that changes it."""
    with first.copy(tmp_path / "forge") as made:
        yield made


@pytest.fixture(scope="session")
def first_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    """The forge that each test of claims gets a copy of."""
    folder = tmp_path_factory.mktemp("first-registry")
    made = Forge.make(folder / "forge", registry(folder / "forge" / "keys"))
    made.account("ada", "write")
    made.account("ann", "admin")
    yield made
    made.stop()


@pytest.fixture
def registered(first_registry: Forge, tmp_path: Path) -> Iterator[Forge]:
    """A registry of nine, five of them planned; ada may write, ann approves with keys/approver."""
    with first_registry.copy(tmp_path / "forge") as made:
        shutil.copytree(first_registry.folder / "keys", made.folder / "keys")
        yield made


@pytest.fixture
def crew(prepared: Crew, tmp_path: Path) -> Iterator[Crew]:
    """A copy of the team that a file of tests has ``prepared``, for a test that changes it."""
    crew = prepared.copy(tmp_path / "crew")
    with crew.forge:
        yield crew
