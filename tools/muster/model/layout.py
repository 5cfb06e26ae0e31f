"""Where records live: the one spelling of each path under ``registry/``.

Source: section 3 of the design. The padding to three digits never depends on the team's size, so
Git itself refuses a second file for a number.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

ROOT = "registry"
CHARTER = "registry/charter.yaml"
ACTIVATION = "registry/activation.yaml"
SESSIONS = "registry/sessions/"
RULINGS = "registry/rulings/"
ACKS = "registry/acks/"

_NUMBERED = re.compile(r"registry/(sessions|acks)/([0-9]{3,6})\.yaml")
_RULING = re.compile(r"registry/rulings/R([0-9]{3,6})\.yaml")
_SESSION_LIKE = re.compile(r"registry/sessions/[^/]*\.ya?ml", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,6}")


class RecordKind(StrEnum):
    """The kinds of file in a registry; each has a schema of the same name."""

    CHARTER = "charter"
    SESSION = "session"
    RULING = "ruling"
    ACTIVATION = "activation"
    ACK = "ack"


class Slot(NamedTuple):
    """What a path stands for.

    ``kind`` is None where nothing of the layout fits. ``number`` is what the file name says, None
    where it says none. ``canonical`` is false for any path but the one spelling.
    """

    kind: RecordKind | None
    number: int | None
    canonical: bool


_STRAY = Slot(None, None, canonical=False)
_FIXED = {
    CHARTER: Slot(RecordKind.CHARTER, None, canonical=True),
    ACTIVATION: Slot(RecordKind.ACTIVATION, None, canonical=True),
}


def session_path(number: int) -> str:
    """The path of a session's record: ``registry/sessions/007.yaml``."""
    return f"{SESSIONS}{number:03d}.yaml"


def ack_path(number: int) -> str:
    """The path of a session's acknowledgement: ``registry/acks/007.yaml``."""
    return f"{ACKS}{number:03d}.yaml"


def ruling_path(number: int) -> str:
    """The path of a ruling: ``registry/rulings/R001.yaml``."""
    return f"{RULINGS}R{number:03d}.yaml"


def slot(path: str) -> Slot:
    """Tell what a path under ``registry/`` stands for.

    A file in ``registry/sessions/`` that is not spelled as it must be is still taken for a session
    record, so that the number it holds is seen as held.
    """
    if fixed := _FIXED.get(path):
        return fixed
    if numbered := _NUMBERED.fullmatch(path):
        kind = RecordKind.SESSION if numbered[1] == "sessions" else RecordKind.ACK
        number = int(numbered[2])
        return Slot(kind, number, canonical=number > 0 and numbered[2] == f"{number:03d}")
    if ruling := _RULING.fullmatch(path):
        number = int(ruling[1])
        canonical = number > 0 and ruling[1] == f"{number:03d}"
        return Slot(RecordKind.RULING, number, canonical=canonical)
    if _SESSION_LIKE.fullmatch(path):
        digits = _DIGITS.search(path)
        return Slot(RecordKind.SESSION, int(digits[0]) if digits else None, canonical=False)
    return _STRAY


def in_registry(path: str) -> bool:
    """Whether a path is the registry's: under ``registry/`` in any mix of case.

    A folder ``Registry/`` is another one to Git and the same one to a Mac or Windows checkout.
    """
    return path[:9].casefold() == "registry/" or path.casefold() == ROOT
