"""What a workflow installs: main's muster and what has a hash, nothing else. Real pip, offline."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.repos import Repo

SCRIPT = Path(__file__).parents[2] / ".github" / "muster" / "install.sh"
MAIN = """
import json, sys
from pathlib import Path
import needed
def main():
    print(json.dumps([ORIGIN, needed.ORIGIN, sys.argv[1:], sys.path, str(Path.cwd())]))
"""


def _muster(origin: str) -> dict[str, str]:
    """A package with muster's entry point, that says where it comes from."""
    return {
        "muster/__init__.py": "",
        "muster/cli/__init__.py": "",
        "muster/cli/main.py": f"ORIGIN = {origin!r}{MAIN}",
    }


def _wheel(folder: Path, name: str, files: dict[str, str], requires: str = "") -> str:
    """Write a wheel; return its hash."""
    info = f"{name}-1.0.dist-info"
    files = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{requires}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = []
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        lines.append(f"{path},sha256={digest.decode()},{len(text.encode())}\n")
    where = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(where, "w") as wheel:
        for path, text in (
            files | {f"{info}/RECORD": f"{''.join(lines)}{info}/RECORD,,\n"}
        ).items():
            wheel.writestr(path, text)
    return hashlib.sha256(where.read_bytes()).hexdigest()


@dataclass
class Place:
    """A folder as main's .github/muster, a bare repository, and packages that pip may find."""

    top: Path
    bare: Repo
    pin: str

    @property
    def folder(self) -> Path:
        return self.top / "main" / ".github" / "muster"

    def require(self, *lines: str) -> None:
        (self.folder / "requirements.txt").write_text("".join(f"{line}\n" for line in lines))

    def install(self, target: Path, **env: str) -> tuple[int, str]:
        """Run the script with this Python, which has a muster already; its exit code and words."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(
            ["sh", self.folder / "install.sh", self.bare.folder, target],
            cwd=self.top, capture_output=True, check=False, text=True,
            env={**self.bare.env, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.top / "found"),
                 "PIP_NO_CACHE_DIR": "1", "PATH": path, **env},
        )  # fmt: skip
        return done.returncode, done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A registry whose main has muster, and a branch that has another one."""
    top = tmp_path_factory.mktemp("install")
    bare = Repo.make(top / "registry.git", bare=True)
    files = {f"tools/{path}": text for path, text in _muster("main").items()}
    bare.commit({**files, "schema/a.json": "{}", "AGENTS.md": "Read me\n"})
    bare.branch("claim/007")
    bare.commit({"tools/muster/cli/main.py": "raise SystemExit('head')"}, on="claim/007")
    bare.commit({"README.md": "No muster\n"}, on="empty", parents=())
    place = Place(top, bare, "")
    place.folder.mkdir(parents=True)
    shutil.copy(SCRIPT, place.folder)
    (top / "found").mkdir()
    digest = _wheel(
        top / "found", "needed", {"needed.py": "ORIGIN = 'hash'\n"}, "Requires-Dist: more\n"
    )
    place.pin = f"needed==1.0 --hash=sha256:{digest}"
    return place


@pytest.fixture
def place(made: Place) -> Place:
    """The same, with what it requires as it should be."""
    made.require(made.pin)
    for wheel in made.folder.glob("*.whl"):
        wheel.unlink()
    return made


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """A folder whose modules nobody should import, and whose python3 nobody should start."""
    folder = tmp_path / "evil"
    folder.mkdir()
    for name in ("needed", "json", "muster", "sitecustomize", "pip"):
        (folder / f"{name}.py").write_text("raise SystemExit('evil')\n")
    (folder / "python3").write_text("#!/bin/sh\nexit 66\n")
    (folder / "python3").chmod(0o755)
    return folder


def _start(target: Path, cwd: Path, **env: str) -> tuple[str, str, list[str], list[str], str]:
    done = subprocess.run(
        [target / "muster", "github", "a b"], cwd=cwd, env={**os.environ, **env},
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    origin, needed, words, path, folder = json.loads(done.stdout)
    return origin, needed, words, path, folder


def test_muster_is_main_s_and_what_it_needs_has_its_hash(
    place: Place, tmp_path: Path, evil: Path
) -> None:
    target = tmp_path / "it's here"
    assert place.install(target, PYTHONPATH=str(evil)) == (0, "")
    path = os.pathsep.join([str(evil), os.environ["PATH"]])
    found = _start(target, evil, PYTHONPATH=str(evil), PATH=path)
    assert found[:3] == ("main", "hash", ["github", "a b"])
    assert str(evil) not in found[3]
    assert found[4] == str(evil)
    assert (target / "src" / "AGENTS.md").read_text() == "Read me\n"
    assert (target / "src" / "schema" / "a.json").is_file()


def test_a_registry_of_one_s_own_has_muster_as_a_wheel(place: Place, tmp_path: Path) -> None:
    digest = _wheel(place.folder, "muster_registry", _muster("wheel"))
    place.require(place.pin, f"./muster_registry-1.0-py3-none-any.whl --hash=sha256:{digest}")
    assert place.install(tmp_path / "to") == (0, "")
    assert _start(tmp_path / "to", tmp_path)[:2] == ("wheel", "hash")
    assert not (tmp_path / "to" / "src").exists()


def test_a_wheel_that_is_not_listed_is_no_muster(place: Place, tmp_path: Path) -> None:
    _wheel(place.folder, "muster_registry", _muster("wheel"))
    code, told = place.install(tmp_path / "to")
    assert (code, told) == (
        3, "muster: requirements.txt does not list muster_registry-1.0-py3-none-any.whl with its "
        "hash.\n",
    )  # fmt: skip
    assert not (tmp_path / "to" / "muster").exists()


def test_main_without_muster_is_told(place: Place, tmp_path: Path) -> None:
    other = tmp_path / "other.git"
    shutil.copytree(place.bare.folder, other)
    subprocess.run(
        ["git", f"--git-dir={other}", "update-ref", "refs/heads/main", "refs/heads/empty"],
        env=place.bare.env, check=True,
    )  # fmt: skip
    code, told = Place(place.top, Repo(other, True, place.bare.env), "").install(tmp_path / "to")
    assert code == 3
    assert "no tools/muster on main" in told


def _altered(place: Place, folder: Path) -> str:
    return place.pin[:-1] + ("0" if place.pin[-1] != "0" else "1")


def _bare_name(place: Place, folder: Path) -> str:
    return "needed==1.0"


def _source(place: Place, folder: Path) -> str:
    """A package that would run code where it is installed."""
    (folder / "run-1.0").mkdir()
    (folder / "run-1.0" / "setup.py").write_text(f"open({str(folder / 'ran')!r}, 'w')\n")
    with tarfile.open(folder / "run-1.0.tar.gz", "w:gz") as archive:
        archive.add(folder / "run-1.0", "run-1.0")
    digest = hashlib.sha256((folder / "run-1.0.tar.gz").read_bytes()).hexdigest()
    return f"run==1.0 --hash=sha256:{digest}"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (_altered, "DO NOT MATCH THE HASHES"),
        (_bare_name, "Hashes are required"),
        (_source, "No matching distribution found for run==1.0"),
    ],
    ids=["another hash", "no hash", "a package that runs code"],
)
def test_what_pip_must_not_take_is_refused(
    place: Place, tmp_path: Path, asked: Callable[[Place, Path], str], told: str
) -> None:
    place.require(asked(place, tmp_path))
    links = f"{place.top / 'found'} {tmp_path}"
    code, said = place.install(tmp_path / "to", PIP_FIND_LINKS=links)
    assert code == 3
    assert told in said
    assert "pip could not install" in said
    assert not (tmp_path / "to" / "muster").exists()
    assert not (tmp_path / "ran").exists()


def test_an_old_python_is_told(place: Place, tmp_path: Path) -> None:
    old = tmp_path / "bin" / "python3"
    old.parent.mkdir()
    older = "import sys; sys.version_info = (3, 10, 9); exec(sys.argv[1])"
    old.write_text(
        "#!/bin/sh\n"
        '[ "$1" = --version ] && echo Python 3.10.9 && exit\n'
        f"exec {shlex.quote(sys.executable)} -c '{older}' \"$3\"\n"
    )
    old.chmod(0o755)
    path = os.pathsep.join([str(old.parent), os.environ["PATH"]])
    code, told = place.install(tmp_path / "to", PATH=path)
    assert (code, told) == (
        3,
        "muster: Python 3.11 or newer is needed; python3 is: Python 3.10.9\n",
    )
