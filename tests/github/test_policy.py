"""No workflow file checks out, unpacks, installs or runs what a pull request brings.

The real files keep to the policy; each mutant of them breaks it, and the policy says how.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.install_policy import install_problems
from support.workflow import Workflow, simple_commands
from support.workflow_mutants import MUTANTS
from support.workflow_policy import is_trusted, problems

FILES = Path(__file__).parents[2] / ".github"
WORKFLOWS = sorted((FILES / "workflows").iterdir())
INSTALL = FILES / "muster" / "install.sh"


def _read(name: str) -> Workflow:
    return Workflow(name, (FILES / "workflows" / f"{name}.yml").read_text("utf-8"))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_keeps_to_the_policy(file: Path) -> None:
    assert problems(_read(file.stem)) == []


def test_every_file_with_a_token_is_known_as_such() -> None:
    trusted = {file.stem for file in WORKFLOWS if is_trusted(_read(file.stem))}
    assert trusted == {"muster", "muster-queue", "muster-page"}
    assert {file.name for file in WORKFLOWS} == {f"{name}.yml" for name in (*trusted, "tests")}


@pytest.mark.parametrize(("name", "old", "new", "told"), MUTANTS.values(), ids=list(MUTANTS))
def test_a_mutant_breaks_the_policy(name: str, old: str, new: str, told: str) -> None:
    real = _read(name)
    assert old in real.text
    found = problems(Workflow(name, real.text.replace(old, new)))
    assert [one for one in found if told in one], found


def test_main_is_fetched_and_installed_the_same_way_everywhere() -> None:
    jobs = [job for file in WORKFLOWS for job in _read(file.stem).jobs if len(job.steps) > 1]
    known = [job for job in jobs if job.name != "tests"]
    assert len(known) == 8
    assert len({tuple(str(step) for step in job.steps[:2]) for job in known}) == 1


def test_what_the_shell_would_run_is_seen() -> None:
    script = "a b |\\\n c 'd;e'; if f; then g#h && i; fi >j\nk \"open\nl"
    told = [["a", "b"], ["c", "d;e"], ["f"], ["g#h"], ["i"], [">", "j"], ['k "open'], ["l"]]
    assert simple_commands(script) == told


INSTALL_MUTANTS = {
    "no hashes": (" --require-hashes", "", "pip without --require-hashes"),
    "dependencies by themselves": (" --no-deps", "", "pip without --no-deps"),
    "packages that run code": (" --only-binary :all:", "", "pip without --only-binary"),
    "another list": ("--requirement requirements.txt", "muster-registry", "without --requirement"),
    "Python's variables": (" -I -m pip", " -m pip", "pip without -I"),
    "a branch": ("refs/heads/main tools", "refs/pull/7/head tools", "else than main"),
    "a clone": ('git --git-dir="$bare" archive', "git -C x clone", "else than main"),
    "a download": ("mkdir -p", "curl https://example.invalid/i; mkdir -p", "in by curl"),
    "another index": ("--no-deps", "--index-url https://example.invalid --no-deps", "by index-url"),
}
"""By what comes in: a text of install.sh, what stands there instead, and what is said."""


def test_the_installation_keeps_to_the_policy() -> None:
    assert list(install_problems(INSTALL.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("old", "new", "told"), INSTALL_MUTANTS.values(), ids=list(INSTALL_MUTANTS)
)
def test_a_mutant_of_the_installation_breaks_the_policy(old: str, new: str, told: str) -> None:
    text = INSTALL.read_text("utf-8")
    assert old in text
    found = list(install_problems(text.replace(old, new)))
    assert [one for one in found if told in one], found
