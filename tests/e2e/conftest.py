"""The registry that most of these tests begin with."""

from pathlib import Path

import pytest

from support.office import Office
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


@pytest.fixture(scope="session")
def first_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office that each test gets a copy of."""
    return Office.make(tmp_path_factory.mktemp("first-office") / "office")


@pytest.fixture
def guarded(first_office: Office, tmp_path: Path) -> Office:
    """A remote with the planned slots 1 to 3 of six, its approver, and the clone ``one``."""
    return first_office.copy(tmp_path / "office")


@pytest.fixture(scope="session")
def first_held(first_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office in which session ``a`` has claimed number 2."""
    made = first_office.copy(tmp_path_factory.mktemp("first-held") / "office")
    made.claim("a", "--number", "2")
    return made


@pytest.fixture(scope="session")
def first_approved(first_held: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office in which the approver has approved that claim."""
    made = first_held.copy(tmp_path_factory.mktemp("first-approved") / "office")
    made.approve("2")
    return made


@pytest.fixture
def guarded_held(first_held: Office, tmp_path: Path) -> Office:
    """An office in which session ``a`` has claimed number 2."""
    return first_held.copy(tmp_path / "office")


@pytest.fixture
def guarded_approved(first_approved: Office, tmp_path: Path) -> Office:
    """An office in which session ``a`` holds number 2, approved."""
    return first_approved.copy(tmp_path / "office")


@pytest.fixture
def office(guarded: Office) -> Office:
    """The same without the remote's hook, which takes as long as all the rest."""
    return guarded.unguarded()


@pytest.fixture
def held(guarded_held: Office) -> Office:
    """The same without the remote's hook."""
    return guarded_held.unguarded()


@pytest.fixture
def approved(guarded_approved: Office) -> Office:
    """The same without the remote's hook."""
    return guarded_approved.unguarded()
