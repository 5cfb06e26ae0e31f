"""What a runner of the stand-in has on it: a bare Python, gh, git, and packages to install.

Both are made once for a ``.venv`` and kept inside it. The Python has pip and nothing else, so that
what a workflow forgets to install is missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(sys.prefix) / "runner"


def programs() -> str:
    """The PATH of a runner."""
    where = HERE / "python"
    with _once(where) as missing:
        if missing:
            subprocess.run([sys.executable, "-m", "venv", str(where)], check=True)
            (where / "bin/gh").symlink_to(Path(sys.executable).with_name("gh"))
    git = shutil.which("git")
    assert git is not None
    system = ["/usr/local/bin", "/usr/bin", "/bin"]
    return os.pathsep.join(dict.fromkeys([str(where / "bin"), str(Path(git).parent), *system]))


def wheelhouse(requirements: bytes) -> Path:
    """A folder with the packages that a file of pins names by hash; downloaded once."""
    where = HERE / f"wheels-{hashlib.sha256(requirements).hexdigest()[:16]}"
    with _once(where) as missing:
        if missing:
            where.mkdir(parents=True)
            (where / "requirements.txt").write_bytes(requirements)
            command = [
                sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download",
                "--no-deps", "--require-hashes", "--only-binary", ":all:",
                "--dest", str(where), "--requirement", str(where / "requirements.txt"),
            ]  # fmt: skip
            subprocess.run(command, check=True)
    return where


@contextmanager
def _once(where: Path) -> Iterator[bool]:
    """Whether something must be made; one process makes it while the others wait."""
    HERE.mkdir(exist_ok=True)
    done = where.with_name(f"{where.name}.done")
    with where.with_name(f"{where.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        missing = not done.exists()
        if missing:
            shutil.rmtree(where, ignore_errors=True)
        yield missing
        done.touch()
