"""What a runner of the stand-in has on it: a bare Python, gh, git, and packages to install.

All is made once for a ``.venv`` and kept inside it. The Python has pip and nothing else, so that
what a workflow forgets to install is missing. On a quick machine pip is ``quick_pip.py``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from support.forge import quick_pip
from support.forge.once import once

HERE = Path(sys.prefix) / "runner"


def programs(quick: bool) -> str:
    """The PATH of a runner."""
    real = HERE / "python"
    with once(real) as missing:
        if missing:
            subprocess.run([sys.executable, "-m", "venv", str(real)], check=True)
            _complete(real)
    where = HERE / "quick" if quick else real
    if quick:
        with once(where) as missing:
            if missing:
                command = [sys.executable, "-m", "venv", "--without-pip", str(where)]
                subprocess.run(command, check=True)
                _complete(where)
                _have_quick_pip(where, real)
    git = shutil.which("git")
    assert git is not None
    system = ["/usr/local/bin", "/usr/bin", "/bin"]
    return os.pathsep.join(dict.fromkeys([str(where / "bin"), str(Path(git).parent), *system]))


def _complete(where: Path) -> None:
    (where / "bin/gh").symlink_to(Path(sys.executable).with_name("gh"))


def _have_quick_pip(where: Path, real: Path) -> None:
    packages = sysconfig.get_path("purelib", "venv", {"base": str(where)})
    pip = Path(packages) / "pip"
    pip.mkdir(parents=True)
    (pip / "__init__.py").touch()
    (pip / "__main__.py").write_text(
        f"import runpy, sys\n"
        f"own = runpy.run_path({quick_pip.__file__!r})\n"
        f"own['main']({str(real / 'bin/python')!r}, sys.argv[1:])\n"
    )


def wheelhouse(requirements: bytes) -> Path:
    """A folder with the packages that a file of pins names by hash; downloaded once."""
    where = HERE / f"wheels-{hashlib.sha256(requirements).hexdigest()[:16]}"
    with once(where) as missing:
        if missing:
            where.mkdir(parents=True)
            (where / "requirements.txt").write_bytes(requirements)
            command = [
                sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download",
                "--no-deps", "--require-hashes", "--only-binary", ":all:",
                "--dest", str(where), "--requirement", str(where / "requirements.txt"),
            ]  # fmt: skip
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
    return where
