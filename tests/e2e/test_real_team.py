"""What the judge says of the registry that this repository keeps: the real team's, mistakes too."""

import shutil
from pathlib import Path

import pytest

from support.repos import Repo

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo.make(tmp_path_factory.mktemp("real") / "team")
    shutil.copytree(ROOT / "registry", repo.folder / "registry")
    repo.git("add", "registry")
    repo.git("commit", "--quiet", "-m", "Begin")
    return repo


def test_the_check_reports_what_is_wrong_with_the_document_and_nothing_else(team: Repo) -> None:
    done = team.muster("check", "--json")
    assert (done.code, done.json["code"]) == (4, "review")
    found = [(one["code"], one["verdict"], one["file"]) for one in done.json["data"]["findings"]]
    assert found == [
        ("M209", "review", "registry/sessions/005.yaml"),
        ("M209", "review", "registry/sessions/006.yaml"),
    ]
    five, six = (one["message"] for one in done.json["data"]["findings"])
    assert "17" in five
    assert "16" in five
    assert "18-33" in five
    assert "34-50" in six


def test_the_readme_shows_the_first_of_the_two(team: Repo) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    block = next(part for part in readme.split("```") if "goal-scope-mismatch" in part)
    shown = team.muster("check").out
    assert block.strip().removeprefix("$ muster check\n") in shown
