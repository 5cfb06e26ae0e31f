"""The muster that runs, as a wheel: the same bytes on every machine that has this muster.

A registry's repository keeps it, so that what judges comes from its protected branch. Nothing is
compressed: libraries of one format compress differently, and git compresses it anyway.
Source: the binary distribution format of packaging.python.org, and core metadata 2.4.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import NamedTuple

from muster.flows.own_files import OwnFiles, own_files

_TAG = "py3-none-any"
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that the format knows
_UNIX = 3
_MODE = 0o100644 << 16


class Wheel(NamedTuple):
    """A wheel: its file name, and its content."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Its hash, as pip's requirements files spell it."""
        return hashlib.sha256(self.data).hexdigest()


def own_wheel() -> Wheel:
    """The wheel of the muster that runs.

    Raises ``SurroundingsError`` where its files are not all there, or not those that were
    installed.
    """
    return wheel_of(own_files())


def wheel_of(own: OwnFiles) -> Wheel:
    """The wheel of these files."""
    stem = f"{own.name.replace('-', '_')}-{own.version}"
    info = f"{stem}.dist-info"
    files = dict(sorted(own.package.items())) | {
        f"{info}/METADATA": _metadata(own),
        f"{info}/WHEEL": _lines(
            "Wheel-Version: 1.0", "Generator: muster", "Root-Is-Purelib: true", f"Tag: {_TAG}"
        ),
        f"{info}/entry_points.txt": _lines(
            "[console_scripts]",
            *(f"{name} = {target}" for name, target in sorted(own.scripts.items())),
        ),
        **{f"{info}/licenses/{name}": data for name, data in sorted(own.licenses.items())},
    }
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    return Wheel(f"{stem}-{_TAG}.whl", _zipped(files))


def _metadata(own: OwnFiles) -> bytes:
    return _lines(
        "Metadata-Version: 2.4",
        f"Name: {own.name}",
        f"Version: {own.version}",
        f"Summary: {own.summary}",
        f"License-Expression: {own.license}",
        *(f"License-File: {name}" for name in sorted(own.licenses)),
        f"Requires-Python: {own.requires_python}",
        *(f"Requires-Dist: {one}" for one in sorted(own.dependencies)),
    )


def _record(files: Mapping[str, bytes], itself: str) -> bytes:
    return _lines(*(f"{name},{_hash(data)},{len(data)}" for name, data in files.items()),
                  f"{itself},,")  # fmt: skip


def _hash(data: bytes) -> str:
    return f"sha256={urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip('=')}"


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, data)
    return made.getvalue()
