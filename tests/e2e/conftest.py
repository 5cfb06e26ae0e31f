"""The registry that most of these tests begin with."""

from pathlib import Path

import pytest

from support.repos import Repo, charter, slots


@pytest.fixture(scope="session")
def first_team(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The repository that each test gets a copy of."""
    made = Repo.make(tmp_path_factory.mktemp("first") / "team")
    made.commit({"registry/charter.yaml": charter(), **slots(1, 2, 3, 4)})
    return made


@pytest.fixture
def repo(first_team: Repo, tmp_path: Path) -> Repo:
    """Main with a charter for twelve and the planned slots 1 to 4."""
    return first_team.copy(tmp_path / "team")
