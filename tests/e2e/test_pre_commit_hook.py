"""The hook that .pre-commit-hooks.yaml offers, run as pre-commit runs it: its words, no shell."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.repos import Content, Repo, charter, claim, path_of, record

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"


@pytest.fixture
def hook() -> dict[str, Any]:
    """The one hook."""
    (found,) = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert (found["language"], found["pass_filenames"]) == ("python", False)
    return dict(found)


def _run(hook: dict[str, Any], repo: Repo, files: dict[str, Content]) -> tuple[int, str]:
    """Stage the files and run the hook, with the command where pre-commit installs it."""
    repo.checkout()
    for path, content in files.items():
        assert isinstance(content, str)
        repo.write(path, content)
    repo.git("add", "--all")
    staged = repo.git("diff", "--cached", "--name-only").splitlines()
    assert any(re.search(hook["files"], path) for path in staged)
    path = os.pathsep.join([str(Path(sys.executable).parent), repo.env["PATH"]])
    done = subprocess.run(
        shlex.split(hook["entry"]), cwd=repo.folder, env={**repo.env, "PATH": path},
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_a_good_record_may_be_committed(hook: dict[str, Any], repo: Repo) -> None:
    assert _run(hook, repo, claim(7, "session-a"))[0] == 0


def test_a_bad_record_may_not(hook: dict[str, Any], repo: Repo) -> None:
    code, told = _run(hook, repo, {path_of(7): record(8, "session-a")})
    assert code == 1
    assert "M102" in told


def test_what_a_human_must_look_at_may_be_committed(hook: dict[str, Any], repo: Repo) -> None:
    code, told = _run(hook, repo, {"registry/charter.yaml": charter(13)})
    assert code == 0
    assert "review" in told
    assert "registry/charter.yaml changes" in told


def test_other_files_are_nothing_to_the_hook(hook: dict[str, Any]) -> None:
    assert not re.search(hook["files"], "docs/registry/notes.md")
