"""A newcomer's machine: what is missing or too old is told in one line."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "cat", "dirname", "env", "head", "make", "printf", "sed")


def setup(tmp_path: Path, **fakes: str) -> subprocess.CompletedProcess[str]:
    """Run ``make setup`` where only a few tools are on PATH, and these shell scripts."""
    here = tmp_path / "bin"
    here.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (here / tool).symlink_to(found)
    for name, script in fakes.items():
        fake = here / name.replace("_", "-")
        fake.write_text(f"#!/bin/sh\n{script}\n")
        fake.chmod(0o755)
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHON", "MAKEFLAGS")}
    return subprocess.run(
        ["make", "--no-print-directory", "setup"], cwd=ROOT, check=False, text=True,
        env={**environment, "PATH": str(here)}, capture_output=True,
    )  # fmt: skip


OLD_PYTHON = "case $1 in --version) echo Python 3.9.2;; *) exit 1;; esac"
GOOD_PYTHON = "exit 0"


@pytest.mark.parametrize(
    ("fakes", "told"),
    [
        ({}, "Python 3.11 or newer is needed; python3 is: missing"),
        ({"python3": OLD_PYTHON}, "Python 3.11 or newer is needed; python3 is: Python 3.9.2"),
        ({"python3": GOOD_PYTHON}, "git 2.38 or newer is needed; there is none"),
        (
            {"python3": GOOD_PYTHON, "git": "echo git version 2.37.9"},
            "git 2.38 or newer is needed; this is git 2.37",
        ),
        (
            {"python3": GOOD_PYTHON, "git": "echo git version 2.38.0"},
            "OpenSSH's client (ssh-keygen) is needed",
        ),
    ],
)
def test_what_is_missing_is_told_in_one_line(
    tmp_path: Path, fakes: dict[str, str], told: str
) -> None:
    done = setup(tmp_path, **fakes)
    assert done.returncode != 0
    lines = [
        line for line in done.stderr.splitlines() if not re.match(r"make(\[\d+\])?: \*\*\*", line)
    ]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith(f"muster: {told}")
