"""The files that the running muster consists of: of an installation by its record, or a checkout's.

Both give the same for the same muster, so that a wheel made of them is the same too.
"""

from __future__ import annotations

import hashlib
import os
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, NamedTuple

import muster
from muster.model.error import SurroundingsError

NAME = "muster-registry"

_PACKAGE = Path(muster.__file__).resolve().parent
_COMPILED = (".pyc", ".pyo")


class OwnFiles(NamedTuple):
    """What a wheel of muster is made of; ``package`` and ``licenses`` are contents by name."""

    name: str
    version: str
    summary: str
    license: str
    requires_python: str
    dependencies: tuple[str, ...]
    scripts: Mapping[str, str]
    package: Mapping[str, bytes]
    licenses: Mapping[str, bytes]


def own_files() -> OwnFiles:
    """The files of the muster that runs.

    Raises ``SurroundingsError`` where they are not all there, or not those that were installed.
    """
    checkout = _PACKAGE.parents[1]
    try:
        for found in distributions(name=NAME, path=[str(_PACKAGE.parent)]):
            if found.files and any(file.as_posix() == "muster/__init__.py" for file in found.files):
                return _of_installed(found)
        if (checkout / "pyproject.toml").is_file():
            return _of_checkout(checkout)
    except (OSError, KeyError) as error:
        raise _incomplete(f"{error} can't be read") from error
    raise _incomplete(f"{_PACKAGE.parent} has no record of its installation")


def _of_installed(found: Distribution) -> OwnFiles:
    package: dict[str, bytes] = {}
    licenses: dict[str, bytes] = {}
    for file in found.files or ():
        head, _, rest = file.as_posix().partition("/")
        if head == "muster" and not rest.endswith(_COMPILED):
            package[file.as_posix()] = _as_installed(found, file)
        elif head.endswith(".dist-info") and rest.startswith("licenses/"):
            licenses[rest.removeprefix("licenses/")] = _as_installed(found, file)
    told = found.metadata
    return OwnFiles(
        NAME,
        found.version,
        told["Summary"],
        told["License-Expression"],
        told["Requires-Python"],
        tuple(told.get_all("Requires-Dist") or ()),
        {one.name: one.value for one in found.entry_points if one.group == "console_scripts"},
        package,
        licenses,
    )


def _as_installed(found: Distribution, file: Any) -> bytes:
    """A file's content, which must be what the record of the installation says."""
    data = Path(str(found.locate_file(file))).read_bytes()
    if file.hash is not None:
        wanted = urlsafe_b64decode(f"{file.hash.value}===")
        if hashlib.new(file.hash.mode, data).digest() != wanted:
            raise _incomplete(f"{file} was changed after it was installed")
    return data


def _of_checkout(top: Path) -> OwnFiles:
    import tomllib

    settings = tomllib.loads((top / "pyproject.toml").read_text("utf-8"))
    project = settings["project"]
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    package = {f"muster/{name}": data for name, data in _below(_PACKAGE)}
    for source, target in wheel["force-include"].items():
        if (top / source).is_dir():
            package |= {f"{target}/{name}": data for name, data in _below(top / source)}
        else:
            package[target] = (top / source).read_bytes()
    return OwnFiles(
        project["name"],
        muster.__version__,
        project["description"],
        project["license"],
        project["requires-python"],
        tuple(project["dependencies"]),
        project["scripts"],
        package,
        {name: (top / name).read_bytes() for name in project["license-files"]},
    )


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            if not name.endswith(_COMPILED):
                path = Path(here, name)
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _incomplete(told: str) -> SurroundingsError:
    return SurroundingsError(
        "incomplete-muster",
        f"No wheel can be made of the muster that runs: {told}. Install it anew, whole.",
        "muster --version",
    )
