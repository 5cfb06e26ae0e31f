"""Errors that a user is told: what is, then what to do, with the command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class MusterError(Exception):
    """A condition that ends the command; ``code`` is kebab-case, ``commands`` are exact.

    ``data`` is what ``--json`` tells beside it. ``again``: after the commands the one that failed.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *commands: str,
        data: Mapping[str, Any] | None = None,
        again: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.commands = commands
        self.data = dict(data or {})
        self.again = again


class UsageError(MusterError):
    """The caller gave something that can't be meant: exit 2."""


class SurroundingsError(MusterError):
    """The machine, the repository or the history does not have what is needed: exit 3."""


class RefusedError(MusterError):
    """What was asked for must not be: exit 1."""


class LostError(MusterError):
    """Somebody else has it: exit 5."""
