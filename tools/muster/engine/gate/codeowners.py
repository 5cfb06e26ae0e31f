"""CODEOWNERS: who owns which path, and the lines that make the approvers own the registry.

Source: GitHub Docs, "About code owners": the last pattern that matches a path decides; patterns
are those of .gitignore without ``!``, ``[ ]`` and escaped ``#``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from muster.engine.gate.wildcards import DEEP, matches

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks, in this order."""

BEGIN = "# muster: the charter's approvers, and nobody else"
FOLDERS = ("/registry/", "/.github/", "/schema/")
"""What decides who is who: records and charter, the judge's workflows and its pins, the schemas."""

TOOLS = "/tools/"
"""Muster's own code, in the repository that has it: what judges is what main has there."""

PROBES = (
    "registry/charter.yaml",
    "registry/activation.yaml",
    "registry/sessions/999999.yaml",
    "registry/rulings/R999999.yaml",
    "registry/acks/999999.yaml",
    "schema/x.schema.json",
    ".github/workflows/x.yml",
    ".github/muster/x",
    ".github/CODEOWNERS",
)
"""Paths that main may not have yet: a claim brings its own."""

_COMMENT = re.compile(r"(?:^|[ \t])#.*", re.DOTALL)
_BLANK = re.compile(r"[ \t\r]+")


class Line(NamedTuple):
    """One line: a pattern and its owners as written; ``number`` counts from 1."""

    pattern: str
    owners: tuple[str, ...]
    number: int = 0


def read_owners(text: str) -> tuple[Line, ...]:
    """The lines that GitHub takes, in their order."""
    found = []
    # A line ends where GitHub's does, and nowhere else: what looks like another line is none.
    for number, raw in enumerate(text.split("\n"), 1):
        pattern, *owners = _BLANK.split(_COMMENT.sub("", raw).strip(" \t\r"))
        if pattern:
            found.append(Line(pattern, tuple(owners), number))
    return tuple(found)


def deciding(lines: Sequence[Line], path: str) -> Line | None:
    """The line that says who owns a path (``registry/charter.yaml``); None where none does."""
    for line in reversed(lines):
        if _means(line.pattern, path):
            return line
    return None


def wanted_lines(logins: Sequence[str], folders: Sequence[str] = FOLDERS) -> str:
    """The lines that belong at the end of the file."""
    owners = " ".join(f"@{login}" for login in logins)
    return "".join(f"{line}\n" for line in (BEGIN, *(f"{one} {owners}" for one in folders)))


def with_wanted(text: str, logins: Sequence[str], folders: Sequence[str] = FOLDERS) -> str:
    """A file with muster's lines at its end, where they decide; all others stay as they are.

    What an earlier muster wrote is replaced.
    """
    kept: list[str] = []
    ours = False
    for line in text.split("\n"):
        line = line.removesuffix("\r")
        ours = line == BEGIN or (ours and line.split(" ", 1)[0] in _OWN)
        if not ours:
            kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    before = "".join(f"{line}\n" for line in kept)
    return before + ("\n" if before else "") + wanted_lines(logins, folders)


_OWN = {*FOLDERS, TOOLS, *(f"/{place}" for place in PLACES)}


def owned(place: str) -> tuple[str, ...]:
    """What the approvers own where the file stands at ``place``: itself too, or it could go."""
    itself = f"/{place}"
    return FOLDERS if itself.startswith("/.github/") else (*FOLDERS, itself)


def _means(pattern: str, path: str) -> bool:
    """Whether a pattern means a path; a folder's name means all that is below it."""
    whole = pattern.rstrip("/")
    if not whole:
        return False
    parts = whole.lstrip("/").split("/")
    if "/" not in whole:  # a name alone may stand anywhere
        parts = [DEEP, *parts]
    names = path.split("/")
    if pattern.endswith("/"):
        return matches([*parts, "*", DEEP], names)
    # GitHub's own exception: `docs/*` means the files right in docs, and none below.
    direct = whole.endswith("/*")
    return matches(parts, names) or (not direct and matches([*parts, "*", DEEP], names))
