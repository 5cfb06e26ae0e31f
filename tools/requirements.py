"""Print what muster needs to run, with hashes, as `.github/muster/requirements.txt` has it.

The runtime dependencies of pyproject.toml and theirs, by the metadata of what is installed here, as
constraints.txt pins them. Run it by ``make requirements``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
HEAD = "# What muster needs to run, pinned by version and hash. Made by: make requirements\n"
RUNNERS = [
    {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.0"}
    | {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    | {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    for minor in range(11, 15)
]
"""What a workflow may run on: Linux, with Python from 3.11 on."""


def needed(direct: list[str]) -> set[str]:
    """The names of these requirements and of all that they need on some runner."""
    found: set[str] = set()
    waiting = list(direct)
    while waiting:
        asked = Requirement(waiting.pop())
        name = canonicalize_name(asked.name)
        if name in found or not _on_some_runner(asked):
            continue
        found.add(name)
        try:
            waiting += requires(asked.name) or []
        except PackageNotFoundError as error:
            raise SystemExit(f"{name} is not installed here: make setup") from error
    return found


def _on_some_runner(asked: Requirement) -> bool:
    return not asked.marker or any(
        asked.marker.evaluate({**runner, "extra": ""}) for runner in RUNNERS
    )


def pins(constraints: str) -> Iterator[tuple[str, str]]:
    """Each pin of a constraints file: the package's name, and its lines."""
    for block in re.split(r"^(?=\S)", constraints, flags=re.MULTILINE):
        if name := re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*(?===)", block):
            yield canonicalize_name(name[0]), block


def requirements() -> str:
    """The whole file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = needed(project["dependencies"])
    found = list(pins((ROOT / "constraints.txt").read_text("utf-8")))
    if missing := names - {name for name, _ in found}:
        raise SystemExit(f"constraints.txt lacks {', '.join(sorted(missing))}: make constraints")
    return HEAD + "".join(block for name, block in found if name in names)


if __name__ == "__main__":
    sys.stdout.write(requirements())
