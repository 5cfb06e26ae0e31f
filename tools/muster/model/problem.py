"""What reading one file found wrong with it, before any rule gave it a code and a verdict."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The offence; each is the name of the rule that turns it into a finding."""

    NOT_A_REGULAR_FILE = "not-a-regular-file"
    OVERSIZED_FILE = "oversized-file"
    UNREADABLE_TEXT = "unreadable-text"
    UNSAFE_YAML = "unsafe-yaml"
    DUPLICATE_KEY = "duplicate-key"
    INVALID_YAML = "invalid-yaml"
    SCHEMA_VIOLATION = "schema-violation"


class Problem(NamedTuple):
    """One offence in one file; ``line`` and ``column`` count from 1 (0: the file as a whole)."""

    kind: Kind
    message: str
    help: str
    line: int = 0
    column: int = 0
    subject: str = ""


MOST_PROBLEMS = 20
"""How many problems of one file are told; whoever wrote 20 has enough to mend."""
