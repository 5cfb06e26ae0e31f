"""Private keys of this user that need no passphrase."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from muster.git.process import GitError
from muster.git.repository import Repository
from muster.git.ssh_keygen import open_key
from muster.model.key import canonical_key

MOST_FILES = 64
"""Files of ~/.ssh that are looked at."""


def open_keys(repository: Repository) -> dict[str, str]:
    """Public key → file, of the keys in ~/.ssh and of git's own ``user.signingKey``.

    A key with a passphrase is none of them, nor is one in hardware: its file is of no use alone.
    """
    found: dict[str, str] = {}
    for path in (*_signing_key(repository), *_ssh_folder()):
        key = open_key(path)
        if key and not key.startswith("sk-"):
            found.setdefault(canonical_key(key), str(path))
    return found


def _signing_key(repository: Repository) -> Iterator[Path]:
    try:
        told = os.fsdecode(repository.run("config", "--type=path", "--get", "user.signingKey"))
    except GitError:
        return
    named = Path(told.strip().removesuffix(".pub"))
    if named.is_absolute() and named.is_file():
        yield named


def _ssh_folder() -> Iterator[Path]:
    try:
        with os.scandir(Path.home() / ".ssh") as entries:
            names = sorted(entry.path for entry in entries if entry.is_file())
    except (OSError, RuntimeError):
        return
    yield from (Path(name) for name in names[:MOST_FILES] if not name.endswith(".pub"))
