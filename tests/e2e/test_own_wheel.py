"""The wheel that a registry keeps: the same bytes everywhere, and pip takes it by its hash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

import muster
from muster.flows.own_wheel import own_wheel
from muster.flows.pinned_muster import pinned_muster
from muster.flows.shipped_files import REQUIREMENTS, SHIPPED, shipped_files

ROOT = Path(__file__).resolve().parents[2]
INFO = f"muster_registry-{muster.__version__}.dist-info"
TELL = """
from hashlib import sha256
from muster.flows.pinned_muster import pinned_muster
for path, data in pinned_muster().items():
    print(path, sha256(data).hexdigest())
"""
CHANGED = "from muster.flows.own_wheel import own_wheel; own_wheel()"


def python(code: str, *, first: Path, umask: int = 0o22, **more: str) -> str:
    """What another Python prints that finds muster in this folder first."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(first)!r})\n{code}"],
        env={**os.environ, **more}, cwd="/", umask=umask, check=False, capture_output=True,
        text=True,
    )  # fmt: skip
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def listed() -> str:
    """What that prints of this process's muster."""
    pinned = pinned_muster()
    return "\n".join(f"{path} {sha256(data).hexdigest()}" for path, data in pinned.items())


@pytest.fixture(scope="module")
def wheel_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, beside the requirements file that names it."""
    folder = tmp_path_factory.mktemp("pinned")
    for path, data in pinned_muster().items():
        if path.startswith(".github/muster/"):
            (folder / Path(path).name).write_bytes(data)
    return folder / own_wheel().name


@pytest.fixture(scope="module")
def installed(wheel_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip put that wheel, by its line in the requirements file."""
    listed = (wheel_file.parent / "requirements.txt").read_text()
    pin = wheel_file.parent / "muster-alone.txt"
    pin.write_text(listed[listed.index("# Muster itself") :])
    target = tmp_path_factory.mktemp("installed") / "lib"
    done = pip(wheel_file.parent, target, pin)
    assert done.returncode == 0, done.stderr
    return target


def pip(where: Path, target: Path, requirements: Path) -> subprocess.CompletedProcess[str]:
    """Install as a workflow does, from nowhere but this folder."""
    return subprocess.run(
        [sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "install", "--quiet",
         "--no-index", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--no-compile",
         "--target", str(target), "--requirement", str(requirements)],
        cwd=where, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"},
        check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_it_is_the_same_wherever_and_however_it_is_made(installed: Path) -> None:
    told = listed()
    assert python(TELL, first=ROOT / "tools", umask=0o77, TZ="Asia/Kathmandu") == told
    # And the muster that pip installed from it makes it again.
    assert (installed / "muster/shipped/.github/muster/install.sh").is_file()
    assert python(TELL, first=installed, umask=0, TZ="America/Lima") == told


def test_it_has_what_a_build_has(wheel_file: Path, tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    ours, theirs = zipfile.ZipFile(wheel_file), zipfile.ZipFile(next(tmp_path.glob("*.whl")))
    assert sorted(ours.namelist()) == sorted(theirs.namelist())
    differ = {name for name in ours.namelist() if ours.read(name) != theirs.read(name)}
    assert differ == {f"{INFO}/{name}" for name in ("METADATA", "RECORD", "WHEEL")}
    metadata = [archive.read(f"{INFO}/METADATA").decode() for archive in (ours, theirs)]
    fields = [{line for line in text.splitlines() if line} for text in metadata]
    assert {one.partition(":")[0] for one in fields[0] - fields[1]} <= {"Metadata-Version"}
    needs = [{line for line in each if line.startswith("Requires-")} for each in fields]
    assert needs[0] == needs[1]
    assert len(needs[0]) > 5


def test_pip_takes_no_other_bytes(wheel_file: Path, installed: Path, tmp_path: Path) -> None:
    (tmp_path / wheel_file.name).write_bytes(wheel_file.read_bytes() + b"\0")
    pin = tmp_path / "muster-alone.txt"
    pin.write_bytes((wheel_file.parent / "muster-alone.txt").read_bytes())
    done = pip(tmp_path, tmp_path / "lib", pin)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_a_muster_that_was_changed_or_is_a_part_makes_none(
    wheel_file: Path, tmp_path: Path
) -> None:
    lib = tmp_path / "lib"
    with zipfile.ZipFile(wheel_file) as archive:
        archive.extractall(lib)
    told = listed()
    assert python(TELL, first=lib) == told
    changed = lib / "muster/engine/judge.py"
    kept = changed.read_bytes()
    changed.write_bytes(kept + b"# mine\n")
    assert "changed after it was installed" in python(CHANGED, first=lib)
    changed.unlink()
    assert "can't be read" in python(CHANGED, first=lib)
    changed.write_bytes(kept)
    (lib / INFO / "RECORD").unlink()
    assert "no record of its installation" in python(CHANGED, first=lib)


def test_what_is_left_behind_in_a_checkout_is_no_part(tmp_path: Path) -> None:
    for name in ("tools/muster", "schema", ".github", "AGENTS.md", "LICENSE", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name)
        else:
            shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "tools/muster/model/__pycache__").mkdir(exist_ok=True)
    (tmp_path / "tools/muster/model/__pycache__/key.cpython-311.pyc.123").write_text("half of it")
    (tmp_path / "tools/muster/model/key.pyc").write_text("old")
    told = python(TELL, first=tmp_path / "tools")
    assert told == listed()
    (tmp_path / "tools/muster/model/key.py").write_text("KEY = 1\n")
    assert python(TELL, first=tmp_path / "tools") != told
    (tmp_path / "LICENSE").unlink()
    assert "can't be read" in python(CHANGED, first=tmp_path / "tools")


def test_what_is_shipped_is_what_this_repository_runs() -> None:
    shipped = shipped_files()
    assert tuple(shipped) == SHIPPED
    assert all(data == (ROOT / path).read_bytes() for path, data in shipped.items())
    assert pinned_muster()[REQUIREMENTS].startswith(shipped[REQUIREMENTS])
    own = {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github/muster").iterdir()}
    assert own == {path for path in SHIPPED if path.startswith(".github/muster/")}
